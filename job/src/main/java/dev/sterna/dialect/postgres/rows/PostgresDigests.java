package dev.sterna.dialect.postgres.rows;

import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.dialect.rows.CanonicalColumn;
import dev.sterna.dialect.rows.DigestSql;
import dev.sterna.dialect.rows.KeyStrips;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.digest.RowHash;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.LogicalType.Framing;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Digests in SQL. Each level of a query is a subquery with OFFSET 0, which keeps the planner from pulling it up and so
 * from computing an expression as often as it is named. Parallel plans pass through it only when the 0 is a bigint from
 * the start: before it is folded, the conversion of an integer counts as an offset that is not 0.
 */
public final class PostgresDigests implements DigestSql {
    private static final String FENCE = " OFFSET '0'::bigint";

    @Override
    public String limitOfLongValues() {
        return "PostgreSQL: 1 GB, which no setting raises";
    }

    @Override
    public boolean rewritesJson(Column column, Column source) {
        return column.type() instanceof LogicalType.Json
                && column.nativeType().equals("jsonb")
                && !source.nativeType().equals("jsonb");
    }

    @Override
    public String digest(RowSet rows, RowHash hash) {
        CanonicalFrames frames = CanonicalFrames.over(rows.columns(), rows.conversions());
        return "SELECT count(*), count(h), sum(h) FROM (" + hashed("", frames.row(), hash, base(rows, frames.below()))
                + ") y";
    }

    @Override
    public String bucketDigests(RowSet rows, RowHash hash, int buckets) {
        CanonicalFrames frames = CanonicalFrames.over(rows.columns(), rows.conversions());
        return numbered(bucket(frames.of(key(rows)), buckets), frames.row(), hash, base(rows, frames.below()));
    }

    /** A subquery, because it is hashed in every version. */
    @Override
    public String inBuckets(RowSet rows, int buckets, Collection<Integer> some) {
        CanonicalFrames frames = CanonicalFrames.inline(rows.columns(), rows.conversions());
        return bucket(frames.of(key(rows)), buckets) + " IN (SELECT unnest('"
                + some.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}")) + "'::int[]))";
    }

    @Override
    public String stripDigests(RowSet rows, RowHash hash, KeyStrips strips) {
        CanonicalFrames frames = CanonicalFrames.over(rows.columns(), rows.conversions());
        List<String> below = new ArrayList<>(frames.below());
        below.add(strip(strips, strips.column(rows.table())) + " AS strip");
        return numbered("strip", frames.row(), hash, base(rows, below));
    }

    @Override
    public String ends(RowSet rows, Column column) {
        String key = Literals.identifier(column.name());
        String predicate = SlicePredicates.of(rows.table(), rows.slice(), rows.columns(), rows.conversions());
        return "SELECT min(" + key + "), max(" + key + ")"
                + PostgresSqlText.from(rows.table(), predicate, rows.where());
    }

    private static String numbered(String number, String text, RowHash hash, String from) {
        return "SELECT k, count(*), count(h), sum(h) FROM (" + hashed(number + " AS k, ", text, hash, from)
                + ") y GROUP BY k ORDER BY k";
    }

    /** An integer is taken from a numeric where their difference may exceed what integers hold. */
    private static String strip(KeyStrips strips, Column column) {
        String key = Literals.identifier(column.name());
        String own = column.nativeType().startsWith("numeric") ? "::numeric" : "::bigint";
        String wide = strips.from().signum() < 0 ? "::numeric" : own;
        String above = key + wide + " - " + literal(strips.from(), wide);
        String width = literal(strips.width(), wide);
        String number = wide.equals("::numeric")
                ? "pg_catalog.div(" + above + ", " + width + ")"
                : "(" + above + ") / " + width;
        return "CASE WHEN " + key + " < " + literal(strips.from(), own) + " THEN 0 ELSE LEAST(" + (strips.count() - 1)
                + ", " + number + ")::int END";
    }

    private static String literal(BigInteger number, String type) {
        return "'" + number + "'" + type;
    }

    @Override
    public String hashedRows(RowSet rows, RowHash hash) {
        CanonicalFrames frames = CanonicalFrames.over(rows.columns(), rows.conversions());
        List<String> texts = frames.unframed(rows.shownWhole());
        String from = base(rows, frames.below());
        if (hash == RowHash.CRC_PRODUCT) {
            return twiceHashed(utf8(frames.of(key(rows))), utf8(frames.row()), texts, from) + " ORDER BY 1, 2";
        }
        return "SELECT " + HashSql.ofText(hash, frames.of(key(rows))) + " AS k, " + HashSql.ofText(hash, frames.row())
                + " AS h" + texts.stream().map(text -> ", " + text).collect(Collectors.joining()) + from
                + " ORDER BY 1, 2";
    }

    /** What is rendered twice is made once, below. */
    private static String twiceHashed(String key, String row, List<String> texts, String from) {
        StringBuilder below = new StringBuilder("SELECT " + key + " AS k, " + row + " AS t");
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            below.append(", ").append(texts.get(i)).append(" AS s").append(i);
            names.append(", s").append(i);
        }
        return "SELECT " + HashSql.ofOctets("k") + ", " + HashSql.ofOctets("t") + names + " FROM (" + below + from
                + FENCE + ") x";
    }

    @Override
    public String canonicalRows(RowSet rows) {
        String columns = rows.columns().stream()
                .map(column -> canonical(column, rows) + ", ")
                .collect(Collectors.joining());
        String large = rows.columns().stream()
                .filter(column -> column.as().framing() != Framing.PLAIN)
                .map(column -> " + (" + Literals.identifier(column.column().name()) + " IS NOT NULL)::int")
                .collect(Collectors.joining());
        String predicate = SlicePredicates.of(rows.table(), rows.slice(), rows.columns(), rows.conversions());
        return "SELECT " + columns + "0" + large + PostgresSqlText.from(rows.table(), predicate, rows.where());
    }

    private static String canonical(CanonicalColumn column, RowSet rows) {
        String value = ValueSql.converted(column.column(), rows.conversions());
        return column.as().framing() == Framing.HASH
                ? CanonicalText.bytes(value, column.column())
                : CanonicalText.of(value, column.column(), column.as());
    }

    /** The bucket of a row by the canonical text of its key. */
    static String bucket(String keyText, int buckets) {
        // The first 60 bits of md5 are not negative, and so the modulo is not either.
        return "(" + HashSql.ofText(RowHash.MD5_60, keyText) + " % " + buckets + ")::int";
    }

    /** Of every row its hash, h, and where it lies: its place in a part of the table. */
    static String placedHashes(RowSet rows, RowHash hash) {
        CanonicalFrames frames = CanonicalFrames.over(rows.columns(), rows.conversions());
        String predicate = SlicePredicates.of(rows.table(), rows.slice(), rows.columns(), rows.conversions());
        List<String> below = new ArrayList<>(frames.below());
        below.add("ctid AS place");
        below.add("tableoid AS part");
        return "SELECT " + HashSql.ofText(hash, frames.row()) + " AS h, place, part FROM (SELECT "
                + String.join(", ", below) + PostgresSqlText.from(rows.table(), predicate, rows.where()) + FENCE
                + ") b" + FENCE;
    }

    private static String utf8(String text) {
        return "pg_catalog.convert_to(" + text + ", 'UTF8'::name)";
    }

    private static String hashed(String before, String text, RowHash hash, String from) {
        if (hash == RowHash.CRC_PRODUCT) {
            String octets = "SELECT " + before + utf8(text) + " AS t" + from + FENCE;
            return "SELECT " + (before.isEmpty() ? "" : "k, ") + HashSql.ofOctets("t") + " AS h FROM (" + octets + ") x"
                    + FENCE;
        }
        return "SELECT " + before + HashSql.ofText(hash, text) + " AS h" + from + FENCE;
    }

    private static String base(RowSet rows, List<String> below) {
        String predicate = SlicePredicates.of(rows.table(), rows.slice(), rows.columns(), rows.conversions());
        return " FROM (SELECT " + String.join(", ", below) + PostgresSqlText.from(rows.table(), predicate, rows.where())
                + FENCE + ") b";
    }

    private static List<String> key(RowSet rows) {
        return rows.key().isEmpty()
                ? rows.columns().stream()
                        .map(CanonicalColumn::column)
                        .map(column -> column.name())
                        .collect(Collectors.toList())
                : rows.key();
    }
}
