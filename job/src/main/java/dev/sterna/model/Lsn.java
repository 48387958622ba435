package dev.sterna.model;

/**
 * A log sequence number: how many octets a server's only log has, written as two hexadecimal halves.
 *
 * @param value an unsigned number
 */
public record Lsn(long value) implements LogPosition {
    static final String KIND = "lsn";

    /** Reads {@code 16/B374D848}. */
    public static Lsn parse(String text) {
        if (!text.matches("[0-9A-Fa-f]{1,8}/[0-9A-Fa-f]{1,8}")) {
            throw new IllegalArgumentException("Invalid log sequence number: " + text);
        }
        int slash = text.indexOf('/');
        return new Lsn(
                Long.parseLong(text.substring(0, slash), 16) << 32 | Long.parseLong(text.substring(slash + 1), 16));
    }

    @Override
    public boolean isAtOrAfter(LogPosition other) {
        return Long.compareUnsigned(value, LogPosition.require(Lsn.class, other).value) >= 0;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String toString() {
        return String.format("%X/%X", value >>> 32, value & 0xffffffffL);
    }
}
