package dev.sterna.dialect.postgres.server;

import dev.sterna.dialect.postgres.sql.PostgresEngine;
import dev.sterna.dialect.server.DatabaseIdentity;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Tells databases apart by the system identifier, which initdb gives and standbys share, and the database's oid. Where an administrator
 * has forbidden to ask for the identifier, the moment in which the server was started stands for it.
 */
final class PostgresIdentity {
    private PostgresIdentity() {}

    static DatabaseIdentity read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT d.oid::text, pg_catalog.pg_is_in_recovery(),"
                        + " (extract(epoch FROM pg_catalog.pg_postmaster_start_time()) * 1000000)::bigint,"
                        + " pg_catalog.has_function_privilege("
                        + "pg_catalog.to_regprocedure('pg_catalog.pg_control_system()')::oid, 'EXECUTE')"
                        + " FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()")) {
            row.next();
            String database = row.getString(1);
            Instant started = row.getBoolean(2) ? null : Instant.EPOCH.plus(row.getLong(3), ChronoUnit.MICROS);
            String server = row.getBoolean(4) ? systemIdentifier(connection) : null;
            return new DatabaseIdentity(PostgresEngine.NAME, server, started, Duration.ZERO, database, false);
        }
    }

    private static String systemIdentifier(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT system_identifier::text FROM pg_catalog.pg_control_system()")) {
            row.next();
            return row.getString(1);
        }
    }
}
