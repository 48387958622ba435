package dev.sterna.dialect.postgres.server;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The sessions of a database that had begun by a moment. Sterna's own are those of the role with the name that the session of the connection has; it leaves them
 * alone, and those that send the log.
 */
final class SessionsBefore {
    private static final long PAUSE_MILLIS = 20;

    /** Number, who, and whether it was told to end; transactions that were prepared stand without a session. */
    private static final String END =
            "SELECT a.pid::text, a.usename || coalesce(' ' || nullif(a.application_name, ''), ''),"
                    + " CASE WHEN NOT r.rolsuper OR (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = CURRENT_USER)"
                    + " THEN pg_catalog.pg_terminate_backend(a.pid) END"
                    + " FROM pg_catalog.pg_stat_activity a JOIN pg_catalog.pg_roles r ON r.oid = a.usesysid"
                    + " WHERE a.datname = pg_catalog.current_database() AND a.pid <> pg_catalog.pg_backend_pid()"
                    + " AND coalesce(a.backend_type, 'client backend') = 'client backend'"
                    + " AND coalesce(a.backend_start <= ?::timestamptz, true)"
                    + " AND NOT (a.usename = CURRENT_USER"
                    + " AND a.application_name = pg_catalog.current_setting('application_name'))"
                    + " UNION ALL SELECT '', 'prepared transaction ' || gid, NULL FROM pg_catalog.pg_prepared_xacts"
                    + " WHERE database = pg_catalog.current_database()";

    private final Connection connection;
    private final String moment;

    /** Those that have begun by now. */
    SessionsBefore(Connection connection) throws SQLException {
        this.connection = connection;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.clock_timestamp()::text")) {
            row.next();
            this.moment = row.getString(1);
        }
    }

    /** Ends them, and returns when all are gone. */
    void end(Duration within) throws SQLException {
        long deadline = System.nanoTime() + within.toNanos();
        List<String> left = remaining();
        while (!left.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw SternaException.of(
                        Category.REFUSED,
                        "freeze-blocked",
                        null,
                        "Cannot freeze the source within " + within.toMillis() + " ms: in the way stand "
                                + String.join(", ", left),
                        "End them as a superuser (SELECT pg_terminate_backend(pid); ROLLBACK PREPARED 'gid'), then give"
                                + " the command again");
            }
            pause();
            left = remaining();
        }
    }

    private List<String> remaining() throws SQLException {
        List<String> left = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(END)) {
            statement.setString(1, moment);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String pid = rows.getString(1);
                    left.add((pid.isEmpty() ? "" : "session " + pid + " of ") + rows.getString(2));
                }
            }
        }
        return left;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException interrupted) {
            throw SternaException.interrupted("Interrupted while sessions of the source ended", interrupted);
        }
    }
}
