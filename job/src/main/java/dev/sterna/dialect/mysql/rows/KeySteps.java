package dev.sterna.dialect.mysql.rows;

import dev.sterna.dialect.mysql.server.ScalarQuery;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.model.Column;
import dev.sterna.model.Key;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Walks along a key's index, a given number of rows at a time: exact, at the price of reading the index once. */
final class KeySteps {
    private final Connection connection;
    private final Table table;
    private final Key key;
    private final String from;
    private final String order;
    private final String bounds;

    KeySteps(Connection connection, Table table, Key key) {
        this.connection = connection;
        this.table = table;
        this.key = key;
        this.from = " FROM " + TableRows.of(table) + " FORCE INDEX (" + MySqlLiterals.quote(key.name()) + ") WHERE ";
        this.order = key.columns().stream().map(MySqlLiterals::quote).collect(Collectors.joining(", "));
        this.bounds =
                key.columns().stream().map(name -> bound(table.column(name))).collect(Collectors.joining(", "));
    }

    /** Ranges of that many rows each, at least one; the last has between half and one and a half times as many. */
    List<MySqlSplitter.Cut> cuts(long rows) throws SQLException {
        List<MySqlSplitter.Cut> cuts = new ArrayList<>();
        List<String> at = List.of();
        while (true) {
            long stepped = rows;
            List<String> next = step(at, stepped);
            // Where the columns are not all of the key, many rows can share one bound, and no cut goes through them.
            while (at.equals(next)) {
                stepped *= 2;
                next = step(at, stepped);
            }
            if (next == null) {
                break;
            }
            cuts.add(new MySqlSplitter.Cut(at, stepped));
            at = next;
        }
        long rest = count(at);
        if (cuts.isEmpty() || rest * 2 >= rows) {
            cuts.add(new MySqlSplitter.Cut(at, rest));
        } else {
            MySqlSplitter.Cut last = cuts.remove(cuts.size() - 1);
            cuts.add(new MySqlSplitter.Cut(last.from(), last.rows() + rest));
        }
        return cuts;
    }

    /** The key that many rows behind a bound, or null when there are not as many. */
    private List<String> step(List<String> at, long rows) throws SQLException {
        String sql = "SELECT " + bounds + from + beginningAt(at) + " ORDER BY " + order + " LIMIT 1 OFFSET " + rows;
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            if (!found.next()) {
                return null;
            }
            List<String> values = new ArrayList<>();
            for (int i = 1; i <= key.columns().size(); i++) {
                values.add(found.getString(i));
            }
            return values;
        }
    }

    private long count(List<String> at) throws SQLException {
        return Long.parseLong(ScalarQuery.text(connection, "SELECT COUNT(*)" + from + beginningAt(at)));
    }

    private String beginningAt(List<String> at) {
        return MySqlPredicate.of(table, new Slice.KeyRange(key.columns(), at, List.of()));
    }

    /** A key column's value as a bound of {@link Slice.KeyRange}; bytes, which have no text, in hexadecimal digits. */
    static String bound(Column column) {
        String value = MySqlCanonical.value(column, column.type(), ValueConversions.NONE);
        return column.type() instanceof LogicalType.Bytes ? "LOWER(HEX(" + value + "))" : value;
    }
}
