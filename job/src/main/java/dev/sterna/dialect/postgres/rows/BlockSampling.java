package dev.sterna.dialect.postgres.rows;

import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.model.Column;
import dev.sterna.model.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Counts and quantiles over a share of a table's blocks. */
final class BlockSampling {
    /** Any fixed number: the same blocks are drawn every time. */
    private static final int SEED = 20_240_229;

    private final Connection connection;
    private final Table table;
    private final String where;

    BlockSampling(Connection connection, Table table, String where) {
        this.connection = connection;
        this.table = table;
        this.where = where;
    }

    /** Rows of the whole table, and those of them with NULL in a column of the key. */
    record Count(long rows, long nulls) {}

    /**
     * Quantiles.
     *
     * @param values lower bounds of all chunks but the first, as canonical text
     */
    record Bounds(List<List<String>> values, long rowsPerChunk) {}

    Count count(double share, List<String> nullable) throws SQLException {
        String anyNull = nullable.isEmpty()
                ? "FALSE"
                : nullable.stream()
                        .map(name -> Literals.identifier(name) + " IS NULL")
                        .collect(Collectors.joining(" OR "));
        String sql = "SELECT count(*), count(*) FILTER (WHERE " + anyNull + ")"
                + PostgresSqlText.from(table, clause(share), SlicePredicates.ALL, where);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new Count(Math.round(row.getLong(1) / share), Math.round(row.getLong(2) / share));
        }
    }

    /** Quantiles of a key in the order that the database gives it; rows with NULL in it are left out. */
    Bounds keys(List<String> columns, long chunks, double share) throws SQLException {
        List<String> keys = columns.stream().map(Literals::identifier).toList();
        List<String> texts = new ArrayList<>();
        List<String> present = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = table.column(columns.get(i));
            texts.add(CanonicalText.of("k" + i, column, column.type()));
            if (column.nullable()) {
                present.add(keys.get(i) + " IS NOT NULL");
            }
        }
        String predicate = present.isEmpty() ? SlicePredicates.ALL : String.join(" AND ", present);
        return quantiles(keys, texts, predicate, chunks, share);
    }

    /** Quantiles of the page numbers. */
    Bounds pages(long chunks, double share) throws SQLException {
        return quantiles(List.of("(ctid::text::point)[0]::bigint"), List.of("k0"), SlicePredicates.ALL, chunks, share);
    }

    private Bounds quantiles(List<String> keys, List<String> texts, String predicate, long chunks, double share)
            throws SQLException {
        StringBuilder items = new StringBuilder();
        for (int i = 0; i < keys.size(); i++) {
            items.append(keys.get(i)).append(" AS k").append(i).append(", ");
        }
        // Row r of n, counted from 0, belongs to chunk r * chunks / n; the first row of each but the first is a bound.
        String sql = "SELECT n, " + String.join(", ", texts) + " FROM (SELECT " + items
                + "row_number() OVER (ORDER BY " + String.join(", ", keys) + ") - 1 AS r, count(*) OVER () AS n"
                + PostgresSqlText.from(table, clause(share), predicate, where) + ") s"
                + " WHERE r > 0 AND r * " + chunks + " / n <> (r - 1) * " + chunks + " / n ORDER BY r";
        List<List<String>> bounds = new ArrayList<>();
        long rows = 0;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows = row.getLong(1);
                List<String> bound = new ArrayList<>();
                for (int i = 0; i < keys.size(); i++) {
                    bound.add(row.getString(i + 2));
                }
                bounds.add(bound);
            }
        }
        return new Bounds(bounds, Math.round(rows / share / (bounds.size() + 1)));
    }

    private static String clause(double share) {
        return share >= 1
                ? ""
                : String.format(Locale.ROOT, " TABLESAMPLE SYSTEM (%.6f) REPEATABLE (%d)", share * 100, SEED);
    }
}
