package dev.sterna.dialect.mysql.rows;

import dev.sterna.dialect.mysql.sql.MySqlHash;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.rows.CanonicalColumn;
import dev.sterna.dialect.rows.DigestSql;
import dev.sterna.dialect.rows.KeyStrips;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.digest.RowHash;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.LogicalType.Framing;
import dev.sterna.model.Slice;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Digests over canonical texts, in exact integer and decimal arithmetic. */
public final class MySqlDigests implements DigestSql, Serializable {
    private static final long serialVersionUID = 1L;

    /** Every engine has it, so that rows fall into the same buckets on both sides whatever their rows are hashed by. */
    private static final RowHash BUCKETS = RowHash.MD5_60;

    /**
     * Added to the sum for a row without a hash, far above any sum of hashes: so one pass that evaluates the hash once
     * a row yields both the sum and the number of failures. (COUNT(h) beside SUM(h) evaluates h twice.)
     */
    private static final String FAILURE = "1" + "0".repeat(39);

    @Override
    public String digest(RowSet rows, RowHash hash) {
        return "SELECT n, n - IFNULL(s DIV " + FAILURE + ", 0) AS hashed, s % " + FAILURE + " AS total FROM (SELECT "
                + sums(rows, hash) + source(rows) + ") d";
    }

    @Override
    public String bucketDigests(RowSet rows, RowHash hash, int buckets) {
        return numbered(bucket(rows, buckets), rows, hash);
    }

    @Override
    public String inBuckets(RowSet rows, int buckets, Collection<Integer> some) {
        return bucket(rows, buckets) + " IN "
                + some.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String bucket(RowSet rows, int buckets) {
        return "(" + keyHash(rows, BUCKETS) + ") % " + buckets;
    }

    @Override
    public String stripDigests(RowSet rows, RowHash hash, KeyStrips strips) {
        return numbered(strip(strips, strips.column(rows.table())), rows, hash);
    }

    @Override
    public String ends(RowSet rows, Column column) {
        String key = MySqlLiterals.quote(column.name());
        return "SELECT MIN(" + key + "), MAX(" + key + ")" + source(rows);
    }

    private static String numbered(String number, RowSet rows, RowHash hash) {
        return "SELECT sterna_part, n, n - IFNULL(s DIV " + FAILURE + ", 0) AS hashed, s % " + FAILURE
                + " AS total FROM (SELECT " + number + " AS sterna_part, " + sums(rows, hash) + source(rows)
                + " GROUP BY sterna_part) d";
    }

    /** An integer is taken from a decimal where their difference may exceed what integers hold. */
    private static String strip(KeyStrips strips, Column column) {
        String key = MySqlLiterals.quote(column.name());
        String above = strips.from().signum() < 0
                ? key + " - CAST(" + strips.from() + " AS DECIMAL(20))"
                : key + " - " + strips.from();
        return "CASE WHEN " + key + " < " + strips.from() + " THEN 0 ELSE LEAST(" + (strips.count() - 1) + ", (" + above
                + ") DIV " + strips.width() + ") END";
    }

    @Override
    public String hashedRows(RowSet rows, RowHash hash) {
        String columns = rows.columns().stream()
                .map(column -> shown(column, rows) + " AS "
                        + MySqlLiterals.quote(column.column().name()))
                .collect(Collectors.joining(", "));
        return "SELECT " + keyHash(rows, hash) + " AS sterna_key, " + rowHash(rows, hash) + " AS sterna_row, " + columns
                + source(rows) + " ORDER BY sterna_key, sterna_row";
    }

    private static String shown(CanonicalColumn column, RowSet rows) {
        return rows.shownWhole().contains(column.column().name())
                ? MySqlCanonical.whole(column.column(), column.as(), rows.conversions())
                : MySqlCanonical.shown(column.column(), column.as(), rows.conversions());
    }

    @Override
    public String canonicalRows(RowSet rows) {
        String columns = rows.columns().stream()
                .map(column -> MySqlCanonical.asText(column.column(), column.as(), rows.conversions()))
                .collect(Collectors.joining(", "));
        String large = rows.columns().stream()
                .filter(column -> column.as().framing() != Framing.PLAIN)
                .map(column -> " + (" + MySqlLiterals.quote(column.column().name()) + " IS NOT NULL)")
                .collect(Collectors.joining());
        return "SELECT " + columns + ", 0" + large + source(rows);
    }

    /**
     * MySQL's json does, even what comes from such a column: a computed decimal 1.10 is 1.1 after the way through its
     * text. MariaDB's is a text, and told as one by its catalogue.
     */
    @Override
    public String limitOfLongValues() {
        return "MySQL, MariaDB: max_allowed_packet";
    }

    @Override
    public boolean rewritesJson(Column column, Column source) {
        return column.type() instanceof LogicalType.Json;
    }

    private static String sums(RowSet rows, RowHash hash) {
        return "COUNT(*) AS n, SUM(IFNULL(" + rowHash(rows, hash) + ", " + FAILURE + ")) AS s";
    }

    /** FROM and WHERE for rows, seen as the types that are compared. */
    public static String source(RowSet rows) {
        // The bucket of a comparison is over the canonical text that both sides agree on, which a table alone does not
        // know.
        String predicate = rows.slice() instanceof Slice.HashBucket bucket
                ? MySqlPredicate.bucket(hash(texts(rows, bucket.columns()), BUCKETS, "slice", rows), bucket)
                : MySqlPredicate.of(rows.table(), rows.slice());
        return " FROM " + TableRows.of(rows.table()) + " WHERE " + MySqlSqlText.filter(predicate, rows.where());
    }

    /** The hash of a row, as an expression over its table. */
    static String rowHash(RowSet rows, RowHash hash) {
        return hash(rows.columns(), hash, "row", rows);
    }

    private static String keyHash(RowSet rows, RowHash hash) {
        return hash(texts(rows, rows.key()), hash, "key", rows);
    }

    private static String hash(List<CanonicalColumn> columns, RowHash hash, String variable, RowSet rows) {
        String text = columns.stream()
                .map(column -> MySqlCanonical.frame(column.column(), column.as(), rows.conversions()))
                .collect(Collectors.joining(", ", "CONCAT(", ")"));
        return MySqlHash.expression(hash, text, variable);
    }

    /** The columns of those names, in that order; all for none. */
    private static List<CanonicalColumn> texts(RowSet rows, List<String> names) {
        if (names.isEmpty()) {
            return rows.columns();
        }
        return names.stream()
                .map(name -> rows.columns().stream()
                        .filter(column -> column.column().name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "Cannot tell rows apart by " + name + ": it is not compared")))
                .toList();
    }
}
