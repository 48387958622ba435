package dev.sterna.dialect.mysql.health;

import dev.sterna.dialect.health.IndexHealth;
import dev.sterna.dialect.health.IndexHealth.Need;
import dev.sterna.dialect.health.IndexHealth.State;
import dev.sterna.dialect.mysql.server.IndexUse;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Indexes, by their first columns. */
final class MySqlIndexes {
    private MySqlIndexes() {}

    /** An index of a table. */
    private record Part(String table, String name) {}

    static List<IndexHealth> read(
            Connection connection, List<TableName> tables, IndexUse counting, Set<Column> ofForeignKeys)
            throws SQLException {
        List<IndexHealth> found = new ArrayList<>();
        for (String schema : MySqlHealth.schemas(tables)) {
            Map<Part, Long> uses = uses(connection, schema, counting);
            try (Statement statement = connection.createStatement();
                    // All columns, of which each product has one of its own.
                    ResultSet row = statement.executeQuery("SELECT s.* FROM information_schema.STATISTICS s"
                            + " WHERE TABLE_SCHEMA = " + MySqlLiterals.text(schema)
                            + " AND SEQ_IN_INDEX = 1 ORDER BY TABLE_NAME, INDEX_NAME")) {
                String hidden = hiddenColumn(row.getMetaData());
                while (row.next()) {
                    TableName table = new TableName(schema, row.getString("TABLE_NAME"));
                    if (tables.contains(table)) {
                        Part index = new Part(table.name(), row.getString("INDEX_NAME"));
                        boolean needed = row.getInt("NON_UNIQUE") == 0
                                || ofForeignKeys.contains(new Column(table, row.getString("COLUMN_NAME")));
                        State state = state(row, hidden);
                        found.add(new IndexHealth(
                                table,
                                table + "." + index.name(),
                                state,
                                uses(index, uses, counting),
                                needed ? Need.CONSTRAINT : Need.NOBODY,
                                mend(table, index.name(), state, hidden),
                                "DROP INDEX " + MySqlLiterals.quote(index.name()) + " ON "
                                        + MySqlLiterals.quote(table)));
                    }
                }
            }
        }
        return found;
    }

    private static Long uses(Part index, Map<Part, Long> uses, IndexUse counting) {
        return switch (counting) {
            case NOWHERE -> null;
            case USER_STATISTICS -> uses.getOrDefault(index, 0L);
            case PERFORMANCE_SCHEMA ->
                // A table of which it lists nothing was not opened, or is not looked at.
                uses.keySet().stream().anyMatch(part -> part.table().equals(index.table()))
                        ? uses.getOrDefault(index, 0L)
                        : null;
        };
    }

    /** MySQL says of an index that it is visible, MariaDB that it is ignored. */
    private static String hiddenColumn(ResultSetMetaData columns) throws SQLException {
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            if (columns.getColumnLabel(i).matches("(?i)IS_VISIBLE|IGNORED")) {
                return columns.getColumnLabel(i);
            }
        }
        return null;
    }

    private static State state(ResultSet row, String hidden) throws SQLException {
        if ("disabled".equalsIgnoreCase(row.getString("COMMENT"))) {
            return State.DISABLED;
        }
        String said = hidden == null ? null : row.getString(hidden);
        String usable = "IGNORED".equalsIgnoreCase(hidden) ? "NO" : "YES";
        return said == null || said.equalsIgnoreCase(usable) ? State.USABLE : State.IGNORED;
    }

    private static String mend(TableName table, String index, State state, String hidden) {
        String alter = "ALTER TABLE " + MySqlLiterals.quote(table);
        return switch (state) {
            case USABLE -> null;
            case DISABLED, INVALID -> alter + " ENABLE KEYS";
            case IGNORED ->
                alter + " ALTER INDEX " + MySqlLiterals.quote(index)
                        + ("IGNORED".equalsIgnoreCase(hidden) ? " NOT IGNORED" : " VISIBLE");
        };
    }

    private static Map<Part, Long> uses(Connection connection, String schema, IndexUse counting) throws SQLException {
        Map<Part, Long> uses = new HashMap<>();
        if (counting != IndexUse.NOWHERE) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(counting.query(schema))) {
                while (row.next()) {
                    uses.merge(new Part(row.getString(1), row.getString(2)), row.getLong(3), Long::sum);
                }
            }
        }
        return uses;
    }

    /** A column of a table. */
    record Column(TableName table, String name) {}

    /** First columns of foreign keys, on both of their sides: the server wants an index that begins with each. */
    static Set<Column> ofForeignKeys(Connection connection, List<TableName> tables) throws SQLException {
        Set<Column> columns = new HashSet<>();
        for (String schema : MySqlHealth.schemas(tables)) {
            columns.addAll(ofForeignKeys(connection, schema));
        }
        return columns;
    }

    private static Set<Column> ofForeignKeys(Connection connection, String schema) throws SQLException {
        Set<Column> columns = new HashSet<>();
        String name = MySqlLiterals.text(schema);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME,"
                        + " REFERENCED_TABLE_SCHEMA, REFERENCED_TABLE_NAME, REFERENCED_COLUMN_NAME"
                        + " FROM information_schema.KEY_COLUMN_USAGE WHERE ORDINAL_POSITION = 1"
                        + " AND REFERENCED_TABLE_NAME IS NOT NULL AND " + name
                        + " IN (TABLE_SCHEMA, REFERENCED_TABLE_SCHEMA)")) {
            while (row.next()) {
                columns.add(new Column(new TableName(row.getString(1), row.getString(2)), row.getString(3)));
                columns.add(new Column(new TableName(row.getString(4), row.getString(5)), row.getString(6)));
            }
        }
        return columns;
    }
}
