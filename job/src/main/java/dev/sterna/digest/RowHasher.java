package dev.sterna.digest;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** Computes {@link RowHash}es without allocating. Not thread-safe. */
public final class RowHasher {
    private final RowHash hash;
    private final MessageDigest md5 = newMd5();
    private final byte[] digest = new byte[16];
    private final CRC32 crc32 = new CRC32();
    private final CRC32C crc32c = new CRC32C();

    public RowHasher(RowHash hash) {
        this.hash = hash;
    }

    /** The hash of these octets. */
    public long hash(byte[] octets, int offset, int length) {
        return switch (hash) {
            case PG_HASH64 -> PgHash64.hash(octets, offset, length, 0);
            case CRC_PRODUCT -> {
                crc32.reset();
                crc32.update(octets, offset, length);
                crc32c.reset();
                crc32c.update(octets, offset, length);
                yield ((crc32.getValue() & 0x7fffffffL) + 1) * crc32c.getValue();
            }
            case MD5_60 -> {
                md5(octets, offset, length, digest);
                long first = 0;
                for (int i = 0; i < 8; i++) {
                    first = first << 8 | digest[i] & 0xff;
                }
                yield first >>> 4;
            }
        };
    }

    /** Puts the 16 octets of md5 into {@code into}. */
    void md5(byte[] octets, int offset, int length, byte[] into) {
        md5.update(octets, offset, length);
        try {
            md5.digest(into, 0, 16);
        } catch (DigestException impossible) {
            throw new IllegalStateException("md5 does not fit 16 octets", impossible);
        }
    }

    private static MessageDigest newMd5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has md5", impossible);
        }
    }
}
