package dev.sterna.dialect.mysql.log;

import dev.sterna.dialect.log.FollowedTable;
import dev.sterna.dialect.log.Following;
import dev.sterna.dialect.mysql.server.ScalarQuery;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks the catalogue what is needed to read the rows of tables in the log. */
final class LoggedTables {
    private LoggedTables() {}

    static LogSubject of(Connection connection, Following following) throws SQLException {
        String schemas = schemas(following);
        Map<TableName, List<String>> columns = lists(
                connection,
                "SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME FROM information_schema.COLUMNS WHERE " + schemas
                        + " ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION");
        Map<TableName, List<String>> versioned = lists(
                connection,
                "SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE FROM information_schema.TABLES"
                        + " WHERE TABLE_TYPE = 'SYSTEM VERSIONED' AND " + schemas);
        // MariaDB keeps a column of hashes for a unique key over texts of any length.
        Map<TableName, List<String>> hashed = lists(
                connection,
                "SELECT DISTINCT s.TABLE_SCHEMA, s.TABLE_NAME, s.INDEX_NAME FROM information_schema.STATISTICS s"
                        + " JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = s.TABLE_SCHEMA"
                        + " AND t.TABLE_NAME = s.TABLE_NAME WHERE s.INDEX_TYPE = 'HASH' AND s.NON_UNIQUE = 0"
                        + " AND t.ENGINE NOT IN ('MEMORY', 'NDB', 'ndbcluster') AND s." + schemas);
        List<LoggedTable> tables = new ArrayList<>();
        for (FollowedTable followed : following.tables()) {
            TableName name = followed.table().name();
            tables.add(new LoggedTable(
                    name,
                    columns.getOrDefault(name, List.of()),
                    hashed.getOrDefault(name, List.of()).size(),
                    versioned.containsKey(name),
                    followed.keyColumns(),
                    false));
        }
        Column mark = new Column(
                MySqlLogObjects.MARK,
                new LogicalType.Text(100),
                "varchar(100)",
                false,
                Column.Generated.NO,
                "ascii",
                "ascii_bin");
        tables.add(new LoggedTable(
                MySqlLogObjects.markers(following), List.of(MySqlLogObjects.MARK), 0, false, List.of(mark), true));
        boolean anyCase = !"0".equals(ScalarQuery.text(connection, "SELECT @@GLOBAL.lower_case_table_names"));
        return new LogSubject(tables, charsets(connection), anyCase, turnsUuids(connection, following));
    }

    /** By the numbers of their collations. */
    private static Map<Integer, String> charsets(Connection connection) throws SQLException {
        Map<Integer, String> charsets = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT ID, CHARACTER_SET_NAME FROM information_schema.COLLATIONS"
                                + " WHERE ID IS NOT NULL AND CHARACTER_SET_NAME IS NOT NULL")) {
            while (rows.next()) {
                charsets.put(rows.getInt(1), rows.getString(2));
            }
        }
        return charsets;
    }

    private static Map<TableName, List<String>> lists(Connection connection, String sql) throws SQLException {
        Map<TableName, List<String>> lists = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                lists.computeIfAbsent(new TableName(rows.getString(1), rows.getString(2)), name -> new ArrayList<>())
                        .add(rows.getString(3));
            }
        }
        return lists;
    }

    /** A condition for the tables of the schemas that are followed. */
    static String schemas(Following following) {
        return following.tables().stream()
                .map(followed -> MySqlLiterals.text(followed.table().name().schema()))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", ", "TABLE_SCHEMA IN (", ")"));
    }

    /** Older servers store UUIDs of all versions from the last group to the first, and so they order them. */
    private static boolean turnsUuids(Connection connection, Following following) throws SQLException {
        boolean any = following.tables().stream()
                .flatMap(followed -> followed.keyColumns().stream())
                .anyMatch(column -> column.type() instanceof LogicalType.Uuid);
        return any
                && "1"
                        .equals(ScalarQuery.text(
                                connection,
                                "SELECT CAST('00000000-0000-7000-8000-0000000000ff' AS UUID)"
                                        + " > CAST('ff000000-0000-7000-8000-000000000000' AS UUID)"));
    }
}
