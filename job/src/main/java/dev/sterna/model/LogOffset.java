package dev.sterna.model;

/**
 * A log file of one server and an offset in it. Files are numbered behind the last point of their name; of files that
 * are named otherwise nothing is known.
 *
 * @param file such as {@code binlog.000042}
 */
public record LogOffset(String file, long offset) implements LogPosition {
    static final String KIND = "file";

    /** Reads {@code binlog.000042:1337}. */
    public static LogOffset parse(String text) {
        if (!text.matches(".*\\.[0-9]{1,18}:[0-9]{1,18}")) {
            throw new IllegalArgumentException("Invalid log file and offset: " + text);
        }
        int colon = text.lastIndexOf(':');
        return new LogOffset(text.substring(0, colon), Long.parseLong(text.substring(colon + 1)));
    }

    @Override
    public boolean isAtOrAfter(LogPosition other) {
        LogOffset than = LogPosition.require(LogOffset.class, other);
        if (!name().equals(than.name())) {
            return false;
        }
        return number() == than.number() ? offset >= than.offset : number() > than.number();
    }

    private String name() {
        return file.substring(0, file.lastIndexOf('.') + 1);
    }

    private long number() {
        return Long.parseLong(file.substring(file.lastIndexOf('.') + 1));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String toString() {
        return file + ":" + offset;
    }
}
