package dev.sterna.error;

import java.io.Serializable;

/**
 * One thing that a user must know.
 *
 * @param code short and stable, kebab-case, for programs
 * @param table the qualified source table, or null when it concerns none
 * @param message what happened and where, without secrets and without row values
 * @param remedy what to do about it: the next command, setting or statement; may be null for a warning
 */
public record Problem(Severity severity, String code, String table, String message, String remedy)
        implements Serializable {

    /** Whether a problem ends the run or only goes with its result. */
    public enum Severity {
        ERROR,
        WARNING
    }

    public static Problem error(String code, String table, String message, String remedy) {
        return new Problem(Severity.ERROR, code, table, message, remedy);
    }

    /** The same for who goes on in spite of it. */
    public Problem asWarning() {
        return warning(code, table, message, remedy);
    }

    public static Problem warning(String code, String table, String message, String remedy) {
        return new Problem(Severity.WARNING, code, table, message, remedy);
    }
}
