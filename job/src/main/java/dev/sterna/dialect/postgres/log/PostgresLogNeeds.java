package dev.sterna.dialect.postgres.log;

import dev.sterna.dialect.log.FollowedTable;
import dev.sterna.dialect.log.Following;
import dev.sterna.dialect.log.LogObject;
import dev.sterna.dialect.postgres.server.PostgresLogSettings;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.dialect.server.Preflight.Finding;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What following these tables lacks. */
final class PostgresLogNeeds {
    private static final String SERVER = "SELECT"
            + " pg_catalog.current_setting('max_replication_slots')::int"
            + " - (SELECT count(*) FROM pg_catalog.pg_replication_slots),"
            + " pg_catalog.current_setting('max_wal_senders')::int - (SELECT count(*) FROM pg_catalog.pg_stat_replication),"
            + " (SELECT setting::bigint FROM pg_catalog.pg_settings WHERE name = 'max_slot_wal_keep_size'),"
            + " COALESCE((SELECT setting::bigint FROM pg_catalog.pg_settings WHERE name = 'idle_replication_slot_timeout'), 0),"
            + " pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE'),"
            + " pg_catalog.current_database()::text, CURRENT_USER::text,"
            + " (SELECT pg_catalog.string_agg(slot_name, ', ' ORDER BY 1) FROM pg_catalog.pg_replication_slots WHERE NOT active),"
            + " (SELECT EXTRACT(EPOCH FROM max(pg_catalog.now() - xact_start))::bigint FROM pg_catalog.pg_stat_activity"
            + " WHERE backend_xid IS NOT NULL AND pid <> pg_catalog.pg_backend_pid())";

    private static final long LONG_SECONDS = 60;

    private PostgresLogNeeds() {}

    static List<Finding> missing(Connection connection, Following following) throws SQLException {
        List<Finding> findings = new ArrayList<>(PostgresLogSettings.obstacles(connection));
        List<LogObject> found = new PostgresLogObjects().found(connection);
        String own = PostgresLogObjects.name(connection, following.run());
        server(connection, found.stream().anyMatch(object -> object.name().equals(own)), findings);
        for (FollowedTable followed : following.tables()) {
            TableIdentity.check(connection, followed, findings);
        }
        List<LogObject> left =
                found.stream().filter(object -> !object.name().equals(own)).toList();
        for (LogObject object : left) {
            findings.add(Finding.warns(
                    "log-object-left",
                    "There is a " + object.kind() + " " + object.name() + ", as the run " + object.run()
                            + " makes it"
                            + (object.kind().equals(PostgresLogObjects.SLOT)
                                    ? ": the server keeps its log for it"
                                    : ""),
                    "If that run goes on no more: " + String.join("; ", object.drop())));
        }
        return findings;
    }

    private static void server(Connection connection, boolean isBegun, List<Finding> findings) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SERVER)) {
            row.next();
            if (row.getLong(1) < 1 && !isBegun) {
                String unused = row.getString(8);
                findings.add(Finding.blocks(
                        "no-slot-left",
                        "All replication slots are taken" + (unused == null ? "" : "; nobody reads " + unused + " now"),
                        "ALTER SYSTEM SET max_replication_slots = " + 20 + ", then restart the server; or SELECT"
                                + " pg_drop_replication_slot(...) for one that nobody needs"));
            }
            if (row.getLong(2) < 1) {
                findings.add(Finding.blocks(
                        "no-wal-sender-left",
                        "All of max_wal_senders are in use",
                        "ALTER SYSTEM SET max_wal_senders = 20, then restart the server"));
            }
            if (row.getLong(3) >= 0) {
                findings.add(Finding.warns(
                        "max-slot-wal-keep-size",
                        "max_slot_wal_keep_size is " + row.getLong(3)
                                + " MB: when Sterna falls behind further, the server drops the changes that it has not told",
                        "ALTER SYSTEM SET max_slot_wal_keep_size = -1; SELECT pg_reload_conf()"));
            } else {
                findings.add(Finding.informs(
                        "slot-keeps-log",
                        "From the beginning of the copy to sterna sync --stop the server keeps its whole log",
                        "Watch the room in pg_wal: SELECT slot_name, pg_size_pretty(pg_current_wal_lsn() - restart_lsn)"
                                + " FROM pg_replication_slots"));
            }
            if (row.getLong(4) > 0) {
                findings.add(Finding.warns(
                        "idle-slot-timeout",
                        "idle_replication_slot_timeout is on: a slot that is not read for that long is lost",
                        "ALTER SYSTEM SET idle_replication_slot_timeout = 0; SELECT pg_reload_conf()"));
            }
            if (!row.getBoolean(5) && !isBegun) {
                findings.add(Finding.blocks(
                        "cannot-publish",
                        "The role may not create a publication in the database",
                        "GRANT CREATE ON DATABASE " + Literals.identifier(row.getString(6)) + " TO "
                                + Literals.identifier(row.getString(7))));
            }
            if (row.getLong(9) > LONG_SECONDS && !isBegun) {
                findings.add(Finding.warns(
                        "long-transaction",
                        "A transaction has been writing for " + row.getLong(9)
                                + " s: following begins when it has ended",
                        "SELECT pid, xact_start, query FROM pg_stat_activity WHERE backend_xid IS NOT NULL"));
            }
        }
    }
}
