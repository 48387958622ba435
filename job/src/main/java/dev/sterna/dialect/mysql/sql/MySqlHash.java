package dev.sterna.dialect.mysql.sql;

import dev.sterna.digest.RowHash;

/** Hashes as expressions. */
public final class MySqlHash {
    private MySqlHash() {}

    /**
     * The hash of a binary text, a non-negative integer computed without any floating point.
     *
     * @param variable name for a user variable: where a hash needs its text twice, the variable spares computing it
     *     twice (MariaDB evaluates a merged derived column once per mention, and writes an unmerged one to disk);
     *     unique within the query
     */
    public static String expression(RowHash hash, String text, String variable) {
        return switch (hash) {
            case MD5_60 -> "CAST(CONV(LEFT(MD5(" + text + "), 15), 16, 10) AS UNSIGNED)";
            case CRC_PRODUCT -> {
                String name = "@sterna_" + variable;
                yield "((CRC32(" + name + " := " + text + ") & 2147483647) + 1) * CRC32C(" + name + ")";
            }
            case PG_HASH64 -> throw new IllegalArgumentException("MySQL and MariaDB cannot compute " + hash);
        };
    }
}
