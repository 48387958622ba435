package dev.sterna.prepare;

import dev.sterna.migration.Database;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Sessions for several threads, no more than have something to do at a time. */
final class StatementSessions implements AutoCloseable {
    /** Statements that take a moment are executed on few sessions, however many there may be. */
    private static final int MILLIS_TO_LOG_IN = 20;

    private final Database target;
    private final List<String> opening;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final LinkedBlockingDeque<StatementSession> idle = new LinkedBlockingDeque<>();
    private final List<StatementSession> all = new CopyOnWriteArrayList<>();

    /** @param opening statements that begin a session */
    StatementSessions(Database target, List<String> opening) {
        this.target = target;
        this.opening = opening;
    }

    /** One that is free by the time in which a new one could log in; else a new one. */
    StatementSession take() throws InterruptedException {
        StatementSession free = idle.poll();
        if (free == null && begun.getAndSet(true)) {
            free = idle.poll(MILLIS_TO_LOG_IN, TimeUnit.MILLISECONDS);
        }
        if (free == null) {
            free = new StatementSession(target, opening);
            all.add(free);
        }
        return free;
    }

    void giveBack(StatementSession session) {
        idle.push(session);
    }

    /** Makes the server stop working on what runs now. */
    void cancel() {
        all.forEach(StatementSession::cancel);
    }

    @Override
    public void close() {
        all.forEach(StatementSession::close);
    }
}
