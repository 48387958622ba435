package dev.sterna.launcher;

import dev.sterna.embedded.EmbeddedServerException;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;

/** What the command line says of an embedded server that did not start. */
public final class EmbeddedFailure {
    private EmbeddedFailure() {}

    /** The same failure with a category, and so with an exit code. */
    public static SternaException of(EmbeddedServerException failure) {
        return switch (failure.reason()) {
            case NO_BINARIES -> of(Category.REFUSED, "no-embedded-server", failure);
            case DID_NOT_START -> of(Category.INTERNAL, "embedded-server-did-not-start", failure);
        };
    }

    private static SternaException of(Category category, String code, EmbeddedServerException failure) {
        return SternaException.of(category, code, null, failure.getMessage(), failure.remedy(), failure);
    }
}
