package dev.sterna.dialect.mysql.server;

import dev.sterna.dialect.server.Activity;
import dev.sterna.dialect.server.ActivityMarks;
import dev.sterna.dialect.server.DatabaseIdentity;
import dev.sterna.dialect.server.FreezeChanges;
import dev.sterna.model.LogPosition;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Goes by where the binary log ends, which holds every write into any database of the server, and by when each table was written to last,
 * to the second, which the server forgets when it is started anew. Without the log that is all.
 */
public final class MySqlActivity implements Activity {

    @Override
    public ActivityMarks marks(Connection connection, List<String> schemas) throws SQLException {
        if (!SessionRights.isMariaDb(connection)) {
            // Else it tells what it knew of a table up to a day ago.
            FreezeChanges.execute(connection, "SET SESSION information_schema_stats_expiry = 0");
        }
        Map<String, ActivityMarks.Table> tables = new TreeMap<>();
        Map<String, String> sequences = new TreeMap<>();
        String sql = "SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME), CREATE_TIME, UPDATE_TIME, AUTO_INCREMENT"
                + " FROM information_schema.TABLES WHERE TABLE_TYPE NOT LIKE '%VIEW' AND "
                + SessionRights.isIn("TABLE_SCHEMA", schemas);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                tables.put(
                        row.getString(1),
                        new ActivityMarks.Table(List.of(), String.valueOf(row.getString(2)), row.getString(3)));
                if (row.getString(4) != null) {
                    sequences.put(row.getString(1), row.getString(4));
                }
            }
        }
        DatabaseIdentity identity = MySqlIdentity.read(connection);
        String log =
                new MySqlChangeLog().position(connection).map(LogPosition::text).orElse("");
        String since = identity.started() == null ? "" : identity.started().toString();
        return new ActivityMarks(identity.text(), since, log, true, tables, sequences);
    }

    @Override
    public Sessions sessions(Connection connection, List<String> schemas) throws SQLException {
        List<String> clients = new ArrayList<>();
        List<String> replication = new ArrayList<>();
        List<String> elsewhere = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SessionRights.others(schemas))) {
            while (row.next()) {
                List<String> kind = row.getBoolean(2) ? replication : row.getBoolean(3) ? clients : elsewhere;
                kind.add(row.getString(1));
            }
        }
        String missing = "";
        if (!Privileges.read(connection).everywhere("PROCESS")) {
            missing = "GRANT PROCESS ON *.* TO " + Grantee.of(connection);
        }
        return new Sessions(clients, replication, elsewhere, missing);
    }
}
