package dev.sterna.dialect.mysql.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Numbers and texts as they stand in events. */
final class Octets {
    private Octets() {}

    /** A number of up to eight octets, the lowest first. */
    static long little(ByteBuffer from, int octets) {
        long number = 0;
        for (int i = 0; i < octets; i++) {
            number |= (from.get() & 0xffL) << (8 * i);
        }
        return number;
    }

    /** A number of up to eight octets, the highest first. */
    static long big(ByteBuffer from, int octets) {
        long number = 0;
        for (int i = 0; i < octets; i++) {
            number = number << 8 | from.get() & 0xff;
        }
        return number;
    }

    /** A number that says itself how long it is. */
    static long packed(ByteBuffer from) {
        int first = from.get() & 0xff;
        return switch (first) {
            case 252 -> little(from, 2);
            case 253 -> little(from, 3);
            case 254 -> little(from, 8);
            default -> first;
        };
    }

    static byte[] bytes(ByteBuffer from, int octets) {
        byte[] bytes = new byte[octets];
        from.get(bytes);
        return bytes;
    }

    static String text(ByteBuffer from, int octets) {
        return new String(bytes(from, octets), StandardCharsets.UTF_8);
    }

    static void skip(ByteBuffer from, int octets) {
        from.position(from.position() + octets);
    }

    static boolean bit(byte[] bits, int index) {
        return (bits[index >> 3] & 1 << (index & 7)) != 0;
    }

    /** What MariaDB has compressed, from here to the end: a head that tells the length, then zlib. */
    static ByteBuffer inflated(ByteBuffer from) throws IOException {
        int length = (int) big(from, from.get() & 0x07);
        byte[] result = new byte[length];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(from);
            int done = 0;
            while (done < length) {
                int more = inflater.inflate(result, done, length - done);
                if (more == 0) {
                    throw new IOException("A compressed event of the binary log is too short");
                }
                done += more;
            }
        } catch (DataFormatException broken) {
            throw new IOException("A compressed event of the binary log is broken", broken);
        } finally {
            inflater.end();
        }
        return ByteBuffer.wrap(result).order(ByteOrder.LITTLE_ENDIAN);
    }
}
