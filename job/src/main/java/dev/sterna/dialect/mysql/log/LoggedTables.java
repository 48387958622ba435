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
import java.util.List;

/** Asks the catalogue what is needed to read the rows of tables in the log. */
final class LoggedTables {
    /** From when to when a row is what it is, where the table does not declare these columns. */
    private static final int HIDDEN_TIMES = 2;

    private LoggedTables() {}

    static LogSubject of(Connection connection, Following following) throws SQLException {
        List<LoggedTable> tables = new ArrayList<>();
        for (FollowedTable followed : following.tables()) {
            TableName name = followed.table().name();
            String versioned = ScalarQuery.text(
                    connection,
                    "SELECT TABLE_TYPE = 'SYSTEM VERSIONED' FROM information_schema.TABLES WHERE " + isTable(name));
            tables.add(new LoggedTable(
                    name,
                    columns(connection, name),
                    "1".equals(versioned) ? HIDDEN_TIMES : 0,
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
                MySqlLogObjects.markers(following), List.of(MySqlLogObjects.MARK), 0, List.of(mark), true));
        boolean anyCase = !"0".equals(ScalarQuery.text(connection, "SELECT @@GLOBAL.lower_case_table_names"));
        return new LogSubject(tables, anyCase, turnsUuids(connection, following));
    }

    private static List<String> columns(Connection connection, TableName table) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COLUMN_NAME FROM information_schema.COLUMNS WHERE "
                        + isTable(table) + " ORDER BY ORDINAL_POSITION")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    static String isTable(TableName table) {
        return "TABLE_SCHEMA = " + MySqlLiterals.text(table.schema()) + " AND TABLE_NAME = "
                + MySqlLiterals.text(table.name());
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
