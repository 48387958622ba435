package dev.sterna.error;

/** Whose fault a failure is, and so the exit code of the process. The numbers are part of the interface. */
public enum Category {
    INTERNAL(1),
    USAGE(2),
    CONFIGURATION(3),
    SOURCE(4),
    TARGET(5),
    DIFFERS(6),
    REJECTED(7),
    LOCKED(8),
    REFUSED(9),
    INTERRUPTED(130);

    private final int exitCode;

    Category(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
