package dev.sterna.dialect.postgres.server;

import dev.sterna.dialect.server.ChangeLog;
import dev.sterna.model.LogPosition;
import dev.sterna.model.Lsn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** The write-ahead log. */
public final class PostgresChangeLog implements ChangeLog {

    @Override
    public Optional<LogPosition> position(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT CASE WHEN pg_is_in_recovery()"
                        + " THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END::text")) {
            row.next();
            return Optional.ofNullable(row.getString(1)).map(Lsn::parse);
        } catch (SQLException failure) {
            if (PostgresFailures.PRIVILEGE.equals(failure.getSQLState())) {
                return Optional.empty();
            }
            throw failure;
        }
    }
}
