package dev.sterna.embedded;

/** A server could not be started. The message says why, {@link #remedy()} what to do about it. */
public final class EmbeddedServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String remedy;

    EmbeddedServerException(Reason reason, String message, String remedy, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.remedy = remedy;
    }

    /** What was missing. */
    public enum Reason {
        /** The class path holds no server for this machine. */
        NO_BINARIES,
        /** The server ended, or did not answer in time. */
        DID_NOT_START
    }

    public Reason reason() {
        return reason;
    }

    public String remedy() {
        return remedy;
    }
}
