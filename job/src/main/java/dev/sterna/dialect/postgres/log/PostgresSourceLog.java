package dev.sterna.dialect.postgres.log;

import dev.sterna.config.Endpoint;
import dev.sterna.dialect.log.Cascade;
import dev.sterna.dialect.log.ChangeFeed;
import dev.sterna.dialect.log.Fence;
import dev.sterna.dialect.log.Following;
import dev.sterna.dialect.log.LogObjects;
import dev.sterna.dialect.log.ReadAhead;
import dev.sterna.dialect.log.SourceLog;
import dev.sterna.dialect.postgres.server.PostgresSession;
import dev.sterna.dialect.postgres.server.PostgresSnapshots;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.dialect.server.Preflight;
import dev.sterna.dialect.server.Snapshots.Snapshot;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.Connector;
import dev.sterna.model.LogPosition;
import dev.sterna.model.Lsn;
import dev.sterna.model.Side;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The write-ahead log, followed by a slot of the plug-in that comes with the server. It tells of a new definition with the
 * next row; it does not tell when a table is dropped, or when a partition is truncated, detached or dropped.
 */
public final class PostgresSourceLog implements SourceLog {
    private static final long serialVersionUID = 1L;

    /** A server may notice late that the last reader of a slot is gone. */
    private static final long SECONDS_FOR_THE_LAST_READER = 3;

    private static final String IN_USE = "55006";

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
        String name;
        Map<TableName, List<PublishedColumn>> published;
        try (Connection plain = PostgresSession.connector(endpoint, Side.SOURCE).open()) {
            name = PostgresLogObjects.name(plain, following.run());
            requireKept(plain, name, LogPosition.require(Lsn.class, from));
            requirePublished(plain, name, following);
            published = PublishedColumn.of(plain, following.tables());
        }
        return new ReadAhead("sterna-log", reader(endpoint, following, published, name, from));
    }

    /** A server that is asked for more than a slot has kept begins with what it has, without a word. */
    private static void requireKept(Connection connection, String slot, Lsn from) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT confirmed_flush_lsn::text, COALESCE(wal_status, '')"
                        + " FROM pg_catalog.pg_replication_slots WHERE slot_name = " + Literals.string(slot))) {
            if (!row.next()) {
                throw UnfollowableLog.slotIsGone(slot);
            }
            if (row.getString(2).equals("lost")) {
                throw UnfollowableLog.slotIsLost(slot);
            }
            Lsn kept = Lsn.parse(row.getString(1));
            if (!from.isAtOrAfter(kept)) {
                throw UnfollowableLog.positionIsGone(slot, from.toString(), kept.toString());
            }
        }
    }

    /** Of what is not published the log is silent. */
    private static void requirePublished(Connection connection, String publication, Following following)
            throws SQLException {
        Set<TableName> published = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT n.nspname, c.relname FROM pg_catalog.pg_publication p"
                        + " JOIN pg_catalog.pg_publication_rel r ON r.prpubid = p.oid"
                        + " JOIN pg_catalog.pg_class c ON c.oid = r.prrelid"
                        + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE p.pubviaroot AND p.pubinsert AND p.pubupdate AND p.pubdelete AND p.pubtruncate"
                        + " AND p.pubname = " + Literals.string(publication))) {
            while (rows.next()) {
                published.add(new TableName(rows.getString(1), rows.getString(2)));
            }
        }
        following.tables().stream()
                .map(followed -> followed.table().name())
                .filter(table -> !published.contains(table))
                .findFirst()
                .ifPresent(table -> {
                    throw UnfollowableLog.notPublished(publication, table);
                });
    }

    private static ReadAhead.Source reader(
            Endpoint endpoint,
            Following following,
            Map<TableName, List<PublishedColumn>> published,
            String name,
            LogPosition from)
            throws SQLException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_FOR_THE_LAST_READER);
        while (true) {
            Connection connection = ReplicationSession.open(endpoint);
            try {
                return new SlotReader(following, published, connection, name, name, from);
            } catch (SQLException failure) {
                SQLException closed = Connector.closed(connection, failure);
                if (!IN_USE.equals(failure.getSQLState())) {
                    throw closed;
                }
                if (System.nanoTime() - deadline >= 0) {
                    throw SternaException.of(
                            Category.LOCKED,
                            "log-in-use",
                            null,
                            "Cannot follow the source's log: somebody else reads the replication slot " + name,
                            "Wait until the other sterna sync of this run has ended, or end it: sterna sync --stop",
                            closed);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        }
    }

    @Override
    public Fence fence() {
        return new PostgresFence();
    }
}
