package dev.sterna.dialect.postgres.rows;

import dev.sterna.digest.RowHash;

/** Row hashes in SQL. */
public final class HashSql {
    private HashSql() {}

    /** The hash, a bigint, of a text expression, which is rendered once or twice. */
    public static String ofText(RowHash hash, String text) {
        return switch (hash) {
            case PG_HASH64 -> "pg_catalog.hashtextextended(" + text + " COLLATE \"C\", 0::bigint)";
            case CRC_PRODUCT -> ofOctets("pg_catalog.convert_to(" + text + ", 'UTF8'::name)");
            case MD5_60 -> md5("pg_catalog.convert_to(" + text + ", 'UTF8'::name)");
        };
    }

    /** CRC_PRODUCT of a bytea expression, which is rendered twice. At most 2^31 * (2^32 - 1), so it fits. */
    static String ofOctets(String octets) {
        return "((crc32(" + octets + ") & 2147483647) + 1) * crc32c(" + octets + ")";
    }

    private static String md5(String octets) {
        return "('x' || left(md5(" + octets + "), 15))::bit(60)::bigint";
    }
}
