package dev.sterna.dialect.postgres.server;

import dev.sterna.dialect.server.Activity;
import dev.sterna.dialect.server.ActivityMarks;
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
 * Goes by the counters of rows by table, which a session hands in when it ends, and after a second at the latest where it goes on. What
 * they do not count (TRUNCATE, a table that is made anew) shows in the number of a table's file. The log moves by itself.
 */
public final class PostgresActivity implements Activity {
    private static final String OWN_SCHEMAS = " n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";

    private static final String SINCE = "SELECT CASE WHEN pg_catalog.current_setting('track_counts') = 'off' THEN '"
            + ActivityMarks.NOT_COUNTED + "' ELSE coalesce(to_char(stats_reset AT TIME ZONE 'UTC',"
            + " 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'), '') END FROM pg_catalog.pg_stat_database"
            + " WHERE datname = pg_catalog.current_database()";

    private static final String TABLES = "SELECT n.nspname || '.' || c.relname,"
            + " pg_catalog.pg_stat_get_tuples_inserted(c.oid), pg_catalog.pg_stat_get_tuples_updated(c.oid),"
            + " pg_catalog.pg_stat_get_tuples_deleted(c.oid),"
            + " 'table ' || c.oid || ', file ' || coalesce(pg_catalog.pg_relation_filenode(c.oid), 0)"
            + " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE c.relkind IN ('r', 'm') AND c.relpersistence <> 't' AND" + OWN_SCHEMAS;

    private static final String SEQUENCES = "SELECT n.nspname || '.' || c.relname,"
            + " CASE WHEN pg_catalog.has_sequence_privilege(c.oid, 'USAGE, SELECT')"
            + " THEN coalesce(pg_catalog.pg_sequence_last_value(c.oid)::text, 'not used') ELSE 'not told' END"
            + " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE c.relkind = 'S' AND c.relpersistence <> 't' AND" + OWN_SCHEMAS;

    private static final String SESSIONS = "SELECT coalesce(a.backend_type, 'client backend') = 'walsender',"
            + " 'session ' || a.pid || ' of ' || coalesce(a.usename, '?')"
            + " || coalesce(' ' || nullif(a.application_name, ''), '')"
            + " FROM pg_catalog.pg_stat_activity a"
            + " WHERE (a.datname = pg_catalog.current_database() OR a.datname IS NULL AND a.backend_type = 'walsender')"
            + " AND a.pid <> pg_catalog.pg_backend_pid()"
            + " AND coalesce(a.backend_type, 'client backend') IN ('client backend', 'walsender')"
            + " AND NOT (a.usename = CURRENT_USER"
            + " AND a.application_name = pg_catalog.current_setting('application_name'))"
            + " UNION ALL SELECT false, 'prepared transaction ' || gid FROM pg_catalog.pg_prepared_xacts"
            + " WHERE database = pg_catalog.current_database()"
            + " UNION ALL SELECT true, 'replication slot ' || slot_name FROM pg_catalog.pg_replication_slots"
            + " WHERE database = pg_catalog.current_database() OR slot_type = 'physical' ORDER BY 2";

    @Override
    public ActivityMarks marks(Connection connection, List<String> schemas) throws SQLException {
        Map<String, ActivityMarks.Table> tables = new TreeMap<>();
        Map<String, String> sequences = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(TABLES)) {
                while (row.next()) {
                    tables.put(
                            row.getString(1),
                            new ActivityMarks.Table(
                                    List.of(row.getLong(2), row.getLong(3), row.getLong(4)), row.getString(5), null));
                }
            }
            try (ResultSet row = statement.executeQuery(SEQUENCES)) {
                while (row.next()) {
                    sequences.put(row.getString(1), row.getString(2));
                }
            }
            try (ResultSet row = statement.executeQuery(SINCE)) {
                String since = row.next() ? row.getString(1) : "";
                String log = new PostgresChangeLog()
                        .position(connection)
                        .map(LogPosition::text)
                        .orElse("");
                return new ActivityMarks(
                        PostgresIdentity.read(connection).text(), since, log, false, tables, sequences);
            }
        }
    }

    @Override
    public Sessions sessions(Connection connection, List<String> schemas) throws SQLException {
        List<String> clients = new ArrayList<>();
        List<String> replication = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SESSIONS)) {
            while (row.next()) {
                (row.getBoolean(1) ? replication : clients).add(row.getString(2));
            }
        }
        return new Sessions(clients, replication, List.of(), "");
    }
}
