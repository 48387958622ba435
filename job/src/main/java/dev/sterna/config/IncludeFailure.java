package dev.sterna.config;

import com.typesafe.config.ConfigException;

/** An included file that cannot be had. */
final class IncludeFailure extends ConfigException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    IncludeFailure(String message, String remedy, Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
