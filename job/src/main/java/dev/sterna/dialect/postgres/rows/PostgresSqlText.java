package dev.sterna.dialect.postgres.rows;

import dev.sterna.dialect.SqlText;
import dev.sterna.dialect.postgres.sql.LargeObjects;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.dialect.rows.FetchSize;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import java.util.List;
import java.util.stream.Collectors;

/** Names, literals and expressions. */
public final class PostgresSqlText implements SqlText {
    private static final FetchSize FETCH_SIZE = new FetchSize(2 << 20, 4000, 500);
    private static final int MOST_KEYS = 10_000;
    private static final long MOST_KEY_CHARACTERS = 1L << 20;

    @Override
    public String quote(String identifier) {
        return Literals.identifier(identifier);
    }

    @Override
    public String literal(LogicalType type, String canonical) {
        return Literals.typed(type, canonical);
    }

    @Override
    public String wire(Column column, ValueConversions conversions) {
        String value = ValueSql.converted(column, conversions);
        return switch (column.type().wire()) {
            case LONG -> column.type() instanceof LogicalType.Bool ? value + "::int::bigint" : value + "::bigint";
            case DOUBLE -> value + "::float8";
            case TEXT -> CanonicalText.wire(value, column);
            case BYTES -> value + "::bytea";
        };
    }

    @Override
    public String predicate(Table table, Slice slice) {
        return SlicePredicates.of(table, slice);
    }

    @Override
    public String select(Table table, Slice slice, String where, ValueConversions conversions) {
        return table.storedColumns().stream()
                        .map(column -> wire(column, conversions) + " AS " + Literals.identifier(column.name()))
                        .collect(Collectors.joining(", ", "SELECT ", ""))
                + from(table, SlicePredicates.of(table, slice), where);
    }

    @Override
    public List<Slice.Keys> inStatements(Slice.Keys keys) {
        return keys.inParts(MOST_KEYS, MOST_KEY_CHARACTERS);
    }

    @Override
    public int fetchSize(Table table) {
        return FETCH_SIZE.of(table);
    }

    /**
     * FROM and WHERE for rows of a table. Children that inherit from an ordinary table are tables of their own, but a
     * partitioned one's rows are all in its partitions; only the server knows at that moment which of the two it is.
     */
    static String from(Table table, String predicate, String where) {
        return from(table, "", predicate, where);
    }

    @Override
    public String ownRows(Table table) {
        return ownRows(table.name(), "");
    }

    private static String ownRows(TableName table, String sample) {
        if (table.equals(LargeObjects.NAME)) {
            return " FROM " + LargeObjects.rows() + " WHERE TRUE";
        }
        String name = Literals.qualified(table);
        String self = Literals.string(name) + "::regclass";
        // An immutable function: for the planner it is TRUE or FALSE.
        return " FROM " + name + sample + " WHERE (tableoid = " + self + " OR pg_partition_root(" + self
                + ") IS NOT NULL)";
    }

    /** @param sample a TABLESAMPLE clause, or nothing */
    static String from(Table table, String sample, String predicate, String where) {
        String from = ownRows(table.name(), sample);
        if (!predicate.equals(SlicePredicates.ALL)) {
            from += " AND " + predicate;
        }
        // On lines of its own, so that a comment in it ends where it ends.
        return where == null ? from : from + " AND (\n" + where + "\n)";
    }
}
