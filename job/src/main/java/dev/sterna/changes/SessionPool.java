package dev.sterna.changes;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sessions that stay open for the next batches of their tables, so many in all at most: for a table without one, that which
 * has been unused the longest is given up.
 */
final class SessionPool implements AutoCloseable {
    private final int most;
    // Under "this"; the table that was used last comes last.
    private final Map<String, Deque<BatchSession>> idle = new LinkedHashMap<>();
    private final Set<BatchSession> used = new HashSet<>();
    private int open;

    /** @param most no fewer than the threads that take one each */
    SessionPool(int most) {
        this.most = most;
    }

    BatchSession take(ChangedTable table, Sight sight) {
        BatchSession spare = null;
        BatchSession session;
        synchronized (this) {
            Deque<BatchSession> own = idle.get(table.name());
            session = own == null ? null : own.poll();
            if (session == null) {
                spare = open < most ? null : spare();
                session = new BatchSession(table, null, null, new KeyedRows(table));
                open++;
            }
            used.add(session);
        }
        if (spare != null) {
            spare.close();
        }
        session.see(sight);
        return session;
    }

    private BatchSession spare() {
        Iterator<Deque<BatchSession>> tables = idle.values().iterator();
        while (tables.hasNext()) {
            BatchSession session = tables.next().poll();
            if (session != null) {
                open--;
                return session;
            }
            tables.remove();
        }
        return null;
    }

    synchronized void giveBack(ChangedTable table, BatchSession session) {
        used.remove(session);
        Deque<BatchSession> own = idle.remove(table.name());
        Deque<BatchSession> last = own == null ? new ArrayDeque<>() : own;
        last.push(session);
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
            idle.values().forEach(all::addAll);
            idle.clear();
            open -= all.size();
        }
        all.forEach(BatchSession::close);
    }
}
