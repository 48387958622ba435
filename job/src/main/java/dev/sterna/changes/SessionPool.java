package dev.sterna.changes;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Sessions that stay open for the next batches of their tables, so many in all at most: for a table without one, that which
 * has been unused the longest is given up.
 */
final class SessionPool implements AutoCloseable {
    /** Servers end sessions that are silent for longer, some of them after ten minutes. */
    private static final Duration LONGEST_IDLE = Duration.ofMinutes(5);

    private final int most;
    private final LongSupplier clock;
    // Under "this"; the table that was used last comes last.
    private final Map<String, Deque<Idle>> idle = new LinkedHashMap<>();
    private final Set<BatchSession> used = new HashSet<>();
    private int open;

    /** @param most no fewer than the threads that take one each */
    SessionPool(int most) {
        this(most, System::nanoTime);
    }

    /** @param clock in nanoseconds */
    SessionPool(int most, LongSupplier clock) {
        this.most = most;
        this.clock = clock;
    }

    private record Idle(BatchSession session, long since) {}

    BatchSession take(ChangedTable table, Sight sight, RemovalGuard guard) {
        List<BatchSession> spare = new ArrayList<>();
        BatchSession session;
        synchronized (this) {
            Deque<Idle> own = idle.get(table.name());
            // That which was used last comes first, so that behind one that is too old all are.
            if (own != null && !own.isEmpty() && clock.getAsLong() - own.peek().since() > LONGEST_IDLE.toNanos()) {
                own.forEach(old -> spare.add(old.session()));
                open -= own.size();
                own.clear();
            }
            session = own == null || own.isEmpty() ? null : own.poll().session();
            if (session == null) {
                if (open >= most) {
                    spare().ifPresent(spare::add);
                }
                session = new BatchSession(table, null, null, new KeyedRows(table));
                open++;
            }
            used.add(session);
        }
        spare.forEach(BatchSession::close);
        session.use(sight, guard);
        return session;
    }

    private Optional<BatchSession> spare() {
        Iterator<Deque<Idle>> tables = idle.values().iterator();
        while (tables.hasNext()) {
            Idle longest = tables.next().poll();
            if (longest != null) {
                open--;
                return Optional.of(longest.session());
            }
            tables.remove();
        }
        return Optional.empty();
    }

    synchronized void giveBack(ChangedTable table, BatchSession session) {
        used.remove(session);
        Deque<Idle> own = idle.remove(table.name());
        Deque<Idle> last = own == null ? new ArrayDeque<>() : own;
        last.push(new Idle(session, clock.getAsLong()));
        idle.put(table.name(), last);
    }

    /** One of which nobody knows in what state it is. */
    void giveUp(BatchSession session) {
        synchronized (this) {
            used.remove(session);
            open--;
        }
        session.close();
    }

    /** Ends what runs; another thread may do so. */
    void cancel() {
        List<BatchSession> running;
        synchronized (this) {
            running = new ArrayList<>(used);
        }
        running.forEach(BatchSession::cancel);
    }

    @Override
    public void close() {
        List<BatchSession> all = new ArrayList<>();
        synchronized (this) {
            idle.values().forEach(some -> some.forEach(one -> all.add(one.session())));
            idle.clear();
            open -= all.size();
        }
        all.forEach(BatchSession::close);
    }
}
