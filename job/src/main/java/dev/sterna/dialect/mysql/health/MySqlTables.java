package dev.sterna.dialect.mysql.health;

import dev.sterna.dialect.health.TableHealth;
import dev.sterna.dialect.health.TableHealth.Statistics;
import dev.sterna.dialect.mysql.server.ScalarQuery;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sizes, free room and the age of statistics. */
final class MySqlTables {
    private static final String STATISTICS = "mysql.innodb_table_stats";

    private MySqlTables() {}

    static List<TableHealth> read(Connection connection, List<TableName> tables, List<String> untold)
            throws SQLException {
        // In a tablespace that all tables share, what is free belongs to none.
        boolean ownFiles = "1".equals(ScalarQuery.text(connection, "SELECT @@GLOBAL.innodb_file_per_table"));
        boolean tells =
                ScalarQuery.textIfAllowed(connection, "SELECT COUNT(*) FROM " + STATISTICS + " WHERE FALSE") != null;
        if (!tells) {
            untold.add("when statistics were last made (GRANT SELECT ON " + STATISTICS + " TO the user would let it)");
        }
        boolean persistent = "1".equals(ScalarQuery.text(connection, "SELECT @@GLOBAL.innodb_stats_persistent"));
        List<TableHealth> found = new ArrayList<>();
        for (String schema : MySqlHealth.schemas(tables)) {
            Map<String, Instant> made = tells ? made(connection, schema) : Map.of();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT TABLE_NAME, TABLE_ROWS, DATA_LENGTH, INDEX_LENGTH,"
                            + " DATA_FREE, ENGINE, CREATE_OPTIONS FROM information_schema.TABLES WHERE TABLE_SCHEMA = "
                            + MySqlLiterals.text(schema))) {
                while (row.next()) {
                    TableName name = new TableName(schema, row.getString(1));
                    if (tables.contains(name)) {
                        boolean innodb = "InnoDB".equalsIgnoreCase(row.getString(6));
                        found.add(new TableHealth(
                                name,
                                row.getLong(2),
                                null,
                                row.getLong(3) + row.getLong(4),
                                row.getLong(4),
                                innodb && !ownFiles ? null : Long.valueOf(row.getLong(5)),
                                tells && innodb && isKept(row.getString(7), persistent)
                                        ? new Statistics(made.get(name.name()), null)
                                        : null,
                                "OPTIMIZE TABLE " + MySqlLiterals.quote(name)));
                    }
                }
            }
        }
        return found;
    }

    /** Whether there is a place for when its statistics were made. */
    private static boolean isKept(String options, boolean persistent) {
        String own = options == null ? "" : options.toLowerCase(Locale.ROOT);
        return persistent ? !own.contains("stats_persistent=0") : own.contains("stats_persistent=1");
    }

    /** By table, the oldest of its partitions. */
    private static Map<String, Instant> made(Connection connection, String schema) throws SQLException {
        Map<String, Instant> made = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT table_name, UNIX_TIMESTAMP(last_update) FROM "
                        + STATISTICS + " WHERE database_name = " + MySqlLiterals.text(schema))) {
            while (row.next()) {
                String table = row.getString(1).replaceFirst("(?i)#p#.*", "");
                made.merge(
                        table,
                        Instant.ofEpochSecond(row.getLong(2)),
                        (one, other) -> one.isBefore(other) ? one : other);
            }
        }
        return made;
    }
}
