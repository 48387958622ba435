package dev.sterna.dialect.postgres.log;

import dev.sterna.dialect.log.FollowedTable;
import dev.sterna.dialect.log.Following;
import dev.sterna.dialect.log.Pieces;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Looks at the catalogue now and then, on a connection of its own, for what happens to followed tables without a word in the log:
 * one is dropped, or another takes its name; a partition is truncated, detached, dropped, or comes with rows; all rows are written
 * anew with other values.
 */
final class CatalogueWatch implements AutoCloseable {
    private static final long SECONDS_BETWEEN = 2;

    /** The part of the time, at most, that goes into looking: a catalogue may be large. */
    private static final long SHARE = 20;

    private static final Duration LONGEST_LOCK = Duration.ofSeconds(2);

    private final Connection connection;
    private final String publication;
    private final Following following;
    private final Map<TableName, FollowedState> begun;
    private long next;

    CatalogueWatch(Connection connection, String publication, Following following) throws SQLException {
        this.connection = connection;
        this.publication = publication;
        this.following = following;
        this.begun = now();
    }

    /** Tables that have other rows than those that were known and those that the log tells. */
    Set<TableName> changedSince(Map<Long, Map<Long, FollowedState.Part>> known) {
        return begun.entrySet().stream()
                .filter(state -> known.containsKey(state.getValue().number())
                        && !state.getValue()
                                .hasRowsOf(known.get(state.getValue().number())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** From now on these are known as they are: whoever follows has heard that they changed, and will compare all their rows. */
    void renew(Set<TableName> tables) throws SQLException {
        Map<Long, Map<Long, FollowedState.Part>> parts = new HashMap<>(KnownParts.of(connection, publication));
        now().forEach((name, state) -> {
            if (tables.contains(name)) {
                parts.put(state.number(), state.parts());
            }
        });
        try (Statement statement = connection.createStatement()) {
            statement.execute(KnownParts.comment(publication, parts));
        } catch (SQLException notItsOwner) {
            // Then they are told once more at the next beginning.
        }
    }

    Connection connection() {
        return connection;
    }

    private Map<TableName, FollowedState> now() throws SQLException {
        long began = System.nanoTime();
        Map<TableName, FollowedState> states = FollowedState.of(connection, publication, following.tables());
        long end = System.nanoTime();
        next = end + Math.max(TimeUnit.SECONDS.toNanos(SECONDS_BETWEEN), (end - began) * SHARE);
        return states;
    }

    /** Tables that the log tells of. */
    Set<TableName> published() {
        return begun.entrySet().stream()
                .filter(state -> state.getValue().published())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Looks if it is time to; gives whether a table was found that is not what it was. */
    boolean look(Pieces pieces) throws SQLException {
        if (System.nanoTime() - next < 0) {
            return false;
        }
        Map<TableName, FollowedState> now = now();
        boolean found = false;
        for (FollowedTable followed : following.tables()) {
            TableName name = followed.table().name();
            if (!pieces.isSilent(name) && !begun.get(name).goesOnAs(now.get(name))) {
                pieces.redefined(name);
                found = true;
            }
        }
        return found;
    }

    /** Looks in any case, and sees all whose commit stands in the log. */
    void lookNow(Pieces pieces) throws SQLException {
        long deadline = System.nanoTime() + LONGEST_LOCK.toNanos();
        // Who changes a definition gives up its lock only after the change is visible.
        while (isLocked() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        next = System.nanoTime();
        look(pieces);
    }

    private boolean isLocked() throws SQLException {
        List<Long> numbers = begun.values().stream()
                .flatMap(state -> state.parts().keySet().stream())
                .toList();
        String in = numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT FROM pg_catalog.pg_locks l"
                        + " JOIN pg_catalog.pg_database d ON d.oid = l.database WHERE d.datname = pg_catalog.current_database()"
                        + " AND l.granted AND l.mode = 'AccessExclusiveLock' AND l.relation::bigint = ANY ('{" + in
                        + "}'::bigint[]))")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Cut off: it may be waiting for a server that is gone. */
    @Override
    public void close() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException ignored) {
            // Nothing was written on it.
        }
    }
}
