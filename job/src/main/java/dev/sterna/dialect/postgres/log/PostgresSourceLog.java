package dev.sterna.dialect.postgres.log;

import dev.sterna.config.Endpoint;
import dev.sterna.dialect.log.Cascade;
import dev.sterna.dialect.log.ChangeFeed;
import dev.sterna.dialect.log.Fence;
import dev.sterna.dialect.log.Following;
import dev.sterna.dialect.log.LogObjects;
import dev.sterna.dialect.log.SourceLog;
import dev.sterna.dialect.postgres.server.PostgresSnapshots;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.dialect.server.Preflight;
import dev.sterna.dialect.server.Snapshots.Snapshot;
import dev.sterna.jdbc.Connector;
import dev.sterna.model.LogPosition;
import dev.sterna.model.Lsn;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * The write-ahead log, followed by a slot of the plug-in that comes with the server. It tells of a new definition with the
 * next row; when a table is dropped, or a partition truncated, detached or dropped, only the catalogue tells.
 */
public final class PostgresSourceLog implements SourceLog {
    private static final long serialVersionUID = 1L;

    @Override
    public List<Preflight.Finding> missing(Connection connection, Endpoint endpoint, Following following, Duration hold)
            throws SQLException {
        return PostgresLogNeeds.missing(connection, following);
    }

    /** What a foreign key does is in the log like every other change. */
    @Override
    public List<Cascade> cascades(Connection connection, List<TableName> tables) {
        return List.of();
    }

    @Override
    public LogObjects objects() {
        return new PostgresLogObjects();
    }

    /**
     * Makes the slot, which waits until all transactions that are writing have ended. The view is that of the moment at which the
     * slot begins: every change is in the one or in the other.
     */
    @Override
    public Snapshot begin(Endpoint endpoint, Following following) throws SQLException {
        Connection connection = ReplicationSession.open(endpoint);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("CREATE_REPLICATION_SLOT "
                        + Literals.identifier(PostgresLogObjects.name(connection, following.run()))
                        + " LOGICAL pgoutput EXPORT_SNAPSHOT")) {
            row.next();
            return PostgresSnapshots.exported(connection, row.getString(3), Lsn.parse(row.getString(2)));
        } catch (SQLException failure) {
            throw Connector.closed(connection, failure);
        }
    }

    @Override
    public ChangeFeed open(Endpoint endpoint, Following following, LogPosition from) throws SQLException {
        return SlotOpening.open(endpoint, following, LogPosition.require(Lsn.class, from));
    }

    @Override
    public Fence fence() {
        return new PostgresFence();
    }
}
