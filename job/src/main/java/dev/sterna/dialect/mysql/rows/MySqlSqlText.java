package dev.sterna.dialect.mysql.rows;

import dev.sterna.dialect.SqlText;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.rows.FetchSize;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/** Names, literals and expressions of MySQL and MariaDB. */
public final class MySqlSqlText implements SqlText, Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * The driver streams: the server sends all rows in one go, and the fetch size only says how many the driver takes
     * off the wire at a time. So a large one gains nothing.
     */
    private static final FetchSize FETCH_SIZE = new FetchSize(1 << 20, 512, 16);

    /** MariaDB makes a join of a longer list, and MySQL gives up the index when ranges take too much memory. */
    private static final int MOST_VALUES = 999;

    private static final long MOST_KEY_CHARACTERS = 1L << 18;

    @Override
    public String quote(String identifier) {
        return MySqlLiterals.quote(identifier);
    }

    @Override
    public String literal(LogicalType type, String canonical) {
        return MySqlLiterals.literal(type, canonical);
    }

    @Override
    public String wire(Column column, ValueConversions conversions) {
        String name = ValueConditions.converted(column, conversions);
        return switch (column.type().wire()) {
            case LONG -> "CAST(" + name + " AS SIGNED)";
            case DOUBLE -> MySqlCanonical.real(name);
            case BYTES -> MySqlCanonical.value(column, column.type(), conversions);
            case TEXT -> MySqlCanonical.asText(column, column.type(), conversions);
        };
    }

    @Override
    public String predicate(Table table, Slice slice) {
        return MySqlPredicate.of(table, slice);
    }

    @Override
    public String select(Table table, Slice slice, String where, ValueConversions conversions) {
        String columns = table.storedColumns().stream()
                .map(column -> wire(column, conversions) + " AS " + quote(column.name()))
                .collect(Collectors.joining(", "));
        return "SELECT " + columns + " FROM " + TableRows.of(table) + " WHERE "
                + filter(predicate(table, slice), where);
    }

    @Override
    public String ownRows(Table table) {
        return " FROM " + TableRows.of(table) + " WHERE 1 = 1";
    }

    /** A slice's condition and the user's; the line break ends a comment that the user's may end in. */
    static String filter(String predicate, String where) {
        return where == null ? predicate : predicate + " AND (" + where + "\n)";
    }

    @Override
    public List<Slice.Keys> inStatements(Slice.Keys keys) {
        return keys.inParts(Math.max(1, MOST_VALUES / keys.columns().size()), MOST_KEY_CHARACTERS);
    }

    @Override
    public int fetchSize(Table table) {
        return FETCH_SIZE.of(table);
    }
}
