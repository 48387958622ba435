package dev.sterna.config;

import java.io.Serializable;

/** A password: it travels to executors, but no text form of it shows it. */
public final class Secret implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /** The secret itself, for the driver of a database only. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
