package dev.sterna.dialect.postgres.rows;

import dev.sterna.dialect.rows.Traffic;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.copy.CopyIn;

/** Octets on their way into a COPY: one reused array that grows to the longest row and is sent some 64 KB at a time. */
final class CopyBuffer {
    private static final int FLUSH_OCTETS = 1 << 16;

    private byte[] octets = new byte[FLUSH_OCTETS + (1 << 14)];
    private int length;
    private final Traffic traffic = new Traffic();

    /** Sends what there is when it is worth it; between rows only. */
    void flushIfFull(CopyIn copy) throws SQLException {
        if (length >= FLUSH_OCTETS) {
            flush(copy);
        }
    }

    void flush(CopyIn copy) throws SQLException {
        if (length > 0) {
            long since = System.nanoTime();
            copy.writeToCopy(octets, 0, length);
            traffic.sent(length, since);
            length = 0;
        }
    }

    Traffic traffic() {
        return traffic;
    }

    /** Makes room and returns the array; it may be another one than before. */
    byte[] reserve(int more) throws SQLException {
        if (octets.length - length < more) {
            long wanted = Math.max((long) length + more, Math.min(octets.length * 2L, Integer.MAX_VALUE - 16));
            if (wanted > Integer.MAX_VALUE - 16) {
                throw new SQLException("Cannot load a row of more than 2 GB", "54000");
            }
            octets = Arrays.copyOf(octets, (int) wanted);
        }
        return octets;
    }

    int position() {
        return length;
    }

    /** Goes to a position, after writing into the reserved room or to begin anew. */
    void position(int position) {
        length = position;
    }

    void putByte(int value) throws SQLException {
        reserve(1);
        octets[length++] = (byte) value;
    }

    void putShort(int value) throws SQLException {
        reserve(2);
        octets[length] = (byte) (value >> 8);
        octets[length + 1] = (byte) value;
        length += 2;
    }

    void putInt(int value) throws SQLException {
        reserve(4);
        setInt(length, value);
        length += 4;
    }

    void putLong(long value) throws SQLException {
        putInt((int) (value >>> 32));
        putInt((int) value);
    }

    /** Overwrites four octets, for a length that is known only afterwards. */
    void setInt(int at, int value) {
        octets[at] = (byte) (value >> 24);
        octets[at + 1] = (byte) (value >> 16);
        octets[at + 2] = (byte) (value >> 8);
        octets[at + 3] = (byte) value;
    }

    void setShort(int at, int value) {
        octets[at] = (byte) (value >> 8);
        octets[at + 1] = (byte) value;
    }

    void putAscii(String text) throws SQLException {
        reserve(text.length());
        for (int i = 0; i < text.length(); i++) {
            octets[length++] = (byte) text.charAt(i);
        }
    }
}
