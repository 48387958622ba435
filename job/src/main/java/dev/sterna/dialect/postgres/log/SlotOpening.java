package dev.sterna.dialect.postgres.log;

import dev.sterna.config.Endpoint;
import dev.sterna.dialect.log.ChangeFeed;
import dev.sterna.dialect.log.Following;
import dev.sterna.dialect.log.ReadAhead;
import dev.sterna.dialect.postgres.catalog.PostgresSchemaReader;
import dev.sterna.dialect.postgres.server.PostgresSession;
import dev.sterna.dialect.postgres.server.PostgresTransport;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.jdbc.Connector;
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
import java.util.Set;

/** Opens a feed: sees that the slot has kept what is asked for, and of which tables it still tells. */
final class SlotOpening {
    private SlotOpening() {}

    static ChangeFeed open(Endpoint endpoint, Following following, Lsn from) throws SQLException {
        Connection plain = PostgresSession.connector(endpoint, Side.SOURCE).open();
        try {
            String name = PostgresLogObjects.name(plain, following.run());
            requireKept(plain, name, from);
            Duration silence = silence(endpoint, plain);
            plain.setNetworkTimeout(Runnable::run, (int) silence.toMillis());
            // First, so that it sees what happens meanwhile.
            CatalogueWatch watch = new CatalogueWatch(plain, name, following);
            Published published = published(plain, watch, name, following);
            return new ReadAhead("sterna-log", reader(endpoint, published, watch, name, from, silence));
        } catch (SQLException failure) {
            throw Connector.closed(plain, failure);
        } catch (RuntimeException failure) {
            plain.close();
            throw failure;
        }
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

    /**
     * After which a server that says nothing is gone: as the address has it, or as the server itself takes a silent client for
     * gone; that it be not less than a minute, since an old server says nothing while it reads a long transaction.
     */
    private static Duration silence(Endpoint endpoint, Connection connection) throws SQLException {
        String own = PostgresTransport.option(endpoint, ReplicationSession.TIMEOUT);
        if (own != null && own.matches("[1-9][0-9]{0,5}")) {
            return Duration.ofSeconds(Long.parseLong(own));
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT setting::bigint FROM pg_catalog.pg_settings WHERE name = 'wal_sender_timeout'")) {
            row.next();
            long millis = row.getLong(1);
            return Duration.ofMillis(Math.max(60_000, millis == 0 ? 600_000 : millis));
        }
    }

    /** Of what is not published the log is silent. */
    private static Published published(
            Connection connection, CatalogueWatch watch, String publication, Following following) throws SQLException {
        List<TableName> names = following.tables().stream()
                .map(followed -> followed.table().name())
                .toList();
        Set<TableName> redefined = new HashSet<>(names);
        redefined.removeAll(watch.published());
        if (redefined.size() == names.size()) {
            throw UnfollowableLog.notPublished(publication, names.get(0));
        }
        redefined.addAll(watch.changedSince(KnownParts.of(connection, publication)));
        redefined.addAll(following.redefined(new PostgresSchemaReader()
                .catalog(
                        connection,
                        names.stream().map(TableName::schema).distinct().toList())));
        return new Published(following, PublishedColumn.of(connection, following.tables()), redefined);
    }

    private static ReadAhead.Source reader(
            Endpoint endpoint, Published published, CatalogueWatch watch, String name, Lsn from, Duration silence)
            throws SQLException {
        SlotUse use = new SlotUse(watch.connection(), name);
        while (true) {
            Connection connection = ReplicationSession.reading(endpoint, silence, use.patience());
            try {
                return new SlotReader(
                        published, watch, connection, new SlotStream(connection, name, name, from, silence), from);
            } catch (SQLException failure) {
                use.awaitEnd(Connector.closed(connection, failure));
            }
        }
    }
}
