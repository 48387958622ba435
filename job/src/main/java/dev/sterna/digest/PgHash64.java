package dev.sterna.digest;

/**
 * PostgreSQL's {@code hash_bytes_extended} (src/common/hashfn.c; Bob Jenkins' lookup3) as a little-endian server
 * computes it: what {@code hashtextextended(text, seed)} returns under a deterministic collation.
 */
public final class PgHash64 {
    private PgHash64() {}

    /** The hash of {@code length} octets from {@code offset}. */
    public static long hash(byte[] octets, int offset, int length, long seed) {
        int a = 0x9e3779b9 + length + 3923095;
        int b = a;
        int c = a;
        if (seed != 0) {
            a += (int) (seed >>> 32);
            b += (int) seed;
            // mix(a, b, c), written out here and below: a Java method returns one value only
            a -= c;
            a ^= Integer.rotateLeft(c, 4);
            c += b;
            b -= a;
            b ^= Integer.rotateLeft(a, 6);
            a += c;
            c -= b;
            c ^= Integer.rotateLeft(b, 8);
            b += a;
            a -= c;
            a ^= Integer.rotateLeft(c, 16);
            c += b;
            b -= a;
            b ^= Integer.rotateLeft(a, 19);
            a += c;
            c -= b;
            c ^= Integer.rotateLeft(b, 4);
            b += a;
        }
        int at = offset;
        int left = length;
        while (left >= 12) {
            a += word(octets, at);
            b += word(octets, at + 4);
            c += word(octets, at + 8);
            a -= c;
            a ^= Integer.rotateLeft(c, 4);
            c += b;
            b -= a;
            b ^= Integer.rotateLeft(a, 6);
            a += c;
            c -= b;
            c ^= Integer.rotateLeft(b, 8);
            b += a;
            a -= c;
            a ^= Integer.rotateLeft(c, 16);
            c += b;
            b -= a;
            b ^= Integer.rotateLeft(a, 19);
            a += c;
            c -= b;
            c ^= Integer.rotateLeft(b, 4);
            b += a;
            at += 12;
            left -= 12;
        }
        // The lowest octet of c is left free: the length is in the initial state already.
        for (int i = 0; i < left; i++) {
            int octet = octets[at + i] & 0xff;
            if (i < 4) {
                a += octet << (8 * i);
            } else if (i < 8) {
                b += octet << (8 * (i - 4));
            } else {
                c += octet << (8 * (i - 7));
            }
        }
        c ^= b;
        c -= Integer.rotateLeft(b, 14);
        a ^= c;
        a -= Integer.rotateLeft(c, 11);
        b ^= a;
        b -= Integer.rotateLeft(a, 25);
        c ^= b;
        c -= Integer.rotateLeft(b, 16);
        a ^= c;
        a -= Integer.rotateLeft(c, 4);
        b ^= a;
        b -= Integer.rotateLeft(a, 14);
        c ^= b;
        c -= Integer.rotateLeft(b, 24);
        return (long) b << 32 | c & 0xffffffffL;
    }

    private static int word(byte[] octets, int at) {
        return octets[at] & 0xff
                | (octets[at + 1] & 0xff) << 8
                | (octets[at + 2] & 0xff) << 16
                | (octets[at + 3] & 0xff) << 24;
    }
}
