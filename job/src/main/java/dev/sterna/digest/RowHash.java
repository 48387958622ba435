package dev.sterna.digest;

/** The hash of a row's canonical text. Both ends of a comparison use the same one; cheapest first. */
public enum RowHash {
    /**
     * PostgreSQL's {@code hashtextextended(text, 0)} under the C collation, as a signed 64-bit integer
     * (src/common/hashfn.c, hash_bytes_extended, little endian).
     */
    PG_HASH64,
    /**
     * {@code ((crc32 & 0x7fffffff) + 1) * crc32c} of the octets: two different checksums, multiplied, because a sum of
     * bare CRCs, being linear, can miss the same change made in opposite directions in two rows.
     */
    CRC_PRODUCT,
    /** The first 60 bits of md5, as a non-negative integer. Every engine has it. */
    MD5_60
}
