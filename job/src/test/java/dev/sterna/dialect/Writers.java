package dev.sterna.dialect;

import dev.sterna.model.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Inserts rows one by one, on several connections, until it is closed. */
final class Writers implements AutoCloseable {
    private final List<Thread> threads = new ArrayList<>();
    private final List<SQLException> failures = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final Duration pause;
    private volatile boolean ended;

    Writers(Fixture fixture, Table table, int count) throws SQLException {
        this(fixture, table, count, Duration.ZERO);
    }

    /** @param pause of each connection after each row */
    Writers(Fixture fixture, Table table, int count, Duration pause) throws SQLException {
        this.pause = pause;
        String sql = "INSERT INTO " + fixture.quoted(table.name().name()) + " (id) VALUES (";
        for (int i = 0; i < count; i++) {
            Connection connection = fixture.database.connect();
            threads.add(new Thread(() -> write(connection, sql), "writer " + i));
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }

    private void write(Connection connection, String sql) {
        try (connection;
                Statement statement = connection.createStatement()) {
            while (!ended) {
                statement.execute(sql + next.incrementAndGet() + ")");
                LockSupport.parkNanos(pause.toNanos());
            }
        } catch (SQLException failure) {
            synchronized (failures) {
                failures.add(failure);
            }
        }
    }

    @Override
    public void close() throws Exception {
        ended = true;
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }
}
