package dev.sterna.dialect.mysql.rows;

import dev.sterna.dialect.mysql.server.ScalarQuery;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.Column;
import dev.sterna.model.Key;
import dev.sterna.model.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Questions about one key that its index answers without being read through. Values are bounds as of {@link KeySteps#bound}. */
final class KeyProbe {
    private static final String ONE = " LIMIT 1";

    private final Connection connection;
    private final Table table;
    private final Key key;
    private final String from;

    KeyProbe(Connection connection, Table table, Key key) {
        this.connection = connection;
        this.table = table;
        this.key = key;
        this.from = " FROM " + TableRows.of(table) + " FORCE INDEX (" + MySqlLiterals.quote(key.name()) + ") WHERE ";
    }

    /**
     * Rows that share a prefix of the key and lie in one range of the column behind it.
     *
     * @param lower inclusive, or null
     * @param upper exclusive, or null
     */
    record Range(List<String> prefix, String lower, String upper) {
        Column column(Table table, Key key) {
            return table.column(key.columns().get(prefix.size()));
        }
    }

    /**
     * The optimizer's estimate: InnoDB descends to both ends of the range and counts the pages between. Of a range of
     * more than about ten pages it says twice what it found, and never more than half the rows, or all, that it
     * believes the table to have.
     */
    long estimate(Range range) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("EXPLAIN SELECT 1" + from + condition(range, ">="))) {
            // NULL where the optimizer knows that there is none
            return rows.next() ? rows.getLong("rows") : 0;
        }
    }

    long count(Range range) throws SQLException {
        return Long.parseLong(ScalarQuery.text(connection, "SELECT COUNT(*)" + from + condition(range, ">=")));
    }

    /** The least and the greatest value in a range, or null when it has no row. */
    String[] extremes(Range range) throws SQLException {
        String least = first(range, ">=", ONE, "");
        return least == null ? null : new String[] {least, first(range, ">=", ONE, " DESC")};
    }

    /** A value above the range's lower bound, after so many rows that have one, or null. */
    String next(Range range, long skipped) throws SQLException {
        return first(range, ">", " LIMIT 1 OFFSET " + skipped, "");
    }

    /** The least value at or above {@code at} within the range and above its lower bound, or null. */
    String next(Range range, String at) throws SQLException {
        Column column = range.column(table, key);
        String name = MySqlLiterals.quote(column.name());
        return ScalarQuery.text(
                connection,
                "SELECT " + KeySteps.bound(column) + from + condition(range, ">") + " AND " + name + " >= "
                        + MySqlPredicate.literal(column, at) + order(range, "") + ONE);
    }

    private String first(Range range, String lower, String limit, String direction) throws SQLException {
        return ScalarQuery.text(
                connection,
                "SELECT " + KeySteps.bound(range.column(table, key)) + from + condition(range, lower)
                        + order(range, direction) + limit);
    }

    /** By the prefix too, which is constant here: so the index's order is seen to serve. */
    private String order(Range range, String direction) {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i <= range.prefix.size(); i++) {
            columns.add(MySqlLiterals.quote(key.columns().get(i)) + direction);
        }
        return " ORDER BY " + String.join(", ", columns);
    }

    private String condition(Range range, String lower) {
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < range.prefix.size(); i++) {
            Column column = table.column(key.columns().get(i));
            conditions.add(
                    MySqlLiterals.quote(column.name()) + " = " + MySqlPredicate.literal(column, range.prefix.get(i)));
        }
        Column column = range.column(table, key);
        String name = MySqlLiterals.quote(column.name());
        if (range.lower != null) {
            conditions.add(name + " " + lower + " " + MySqlPredicate.literal(column, range.lower));
        } else {
            // keeps NULLs out, and gives the optimizer a range to estimate
            conditions.add(name + " IS NOT NULL");
        }
        if (range.upper != null) {
            conditions.add(name + " < " + MySqlPredicate.literal(column, range.upper));
        }
        return String.join(" AND ", conditions);
    }
}
