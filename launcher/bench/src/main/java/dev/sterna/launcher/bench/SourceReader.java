package dev.sterna.launcher.bench;

import dev.sterna.embedded.Engine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Reads of the source what the contenders must know of it. */
final class SourceReader implements AutoCloseable {
    private static final Set<String> INTEGERS = Set.of("bigint", "int", "integer", "mediumint", "smallint", "tinyint");

    private final Engine engine;
    private final Connection connection;

    SourceReader(Server server) throws SQLException {
        this.engine = server.engine();
        this.connection = server.connect(Map.of());
    }

    Set<String> tableNames() throws SQLException {
        return new TreeSet<>(strings("SELECT table_name FROM information_schema.tables WHERE table_schema = "
                + (engine == Engine.POSTGRESQL ? "current_schema()" : "database()")));
    }

    /**
     * Describes a table, and reads all of it once: for the number of its rows, and so that no contender is the first to
     * find it in memory.
     *
     * @param bytes of its text, where they are known
     */
    SourceTable table(String name, OptionalLong bytes) throws SQLException {
        List<SourceColumn> columns = columns(name);
        Optional<String> key = keyColumn(name);
        // A column and no star: PostgreSQL would be content with the index.
        String last = columns.get(columns.size() - 1).name();
        long rows =
                number("SELECT count(" + last + ") + count(CASE WHEN " + last + " IS NULL THEN 1 END) FROM " + name);
        Optional<SourceTable.KeyRange> range = Optional.empty();
        if (rows > 0 && key.isPresent()) {
            range = Optional.of(new SourceTable.KeyRange(
                    key.get(),
                    number("SELECT min(" + key.get() + ") FROM " + name),
                    number("SELECT max(" + key.get() + ") FROM " + name)));
        }
        return new SourceTable(name, rows, bytes.isPresent() ? bytes.getAsLong() : stored(name), columns, range);
    }

    private List<SourceColumn> columns(String table) throws SQLException {
        String sql = engine == Engine.POSTGRESQL ? """
                SELECT attname, format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN 'NO' ELSE 'YES' END
                FROM pg_attribute WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum""" : """
                SELECT column_name, column_type, is_nullable FROM information_schema.columns
                WHERE table_schema = database() AND table_name = ? ORDER BY ordinal_position""";
        List<SourceColumn> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.add(new SourceColumn(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3).equals("NO") ? SourceColumn.Nulls.REFUSED : SourceColumn.Nulls.ALLOWED));
                }
            }
        }
        return columns;
    }

    private Optional<String> keyColumn(String table) throws SQLException {
        String sql = engine == Engine.POSTGRESQL
                ? "SELECT a.attname, format_type(a.atttypid, NULL) FROM pg_index i"
                        + " JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]"
                        + " WHERE i.indrelid = ?::regclass AND i.indisprimary"
                : "SELECT s.column_name, c.data_type FROM information_schema.statistics s"
                        + " JOIN information_schema.columns c USING (table_schema, table_name, column_name)"
                        + " WHERE s.table_schema = database() AND s.table_name = ? AND s.index_name = 'PRIMARY'"
                        + " AND s.seq_in_index = 1";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && INTEGERS.contains(row.getString(2).toLowerCase(Locale.ROOT))
                        ? Optional.of(row.getString(1))
                        : Optional.empty();
            }
        }
    }

    private long stored(String table) throws SQLException {
        return number(
                engine == Engine.POSTGRESQL
                        ? "SELECT pg_table_size('" + table + "')"
                        : "SELECT data_length FROM information_schema.tables WHERE table_schema = database()"
                                + " AND table_name = '" + table + "'");
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private List<String> strings(String sql) throws SQLException {
        List<String> strings = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
        }
        return strings;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
