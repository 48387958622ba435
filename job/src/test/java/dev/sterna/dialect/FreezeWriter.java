package dev.sterna.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** An application that inserts rows in a loop, a transaction each, and comes again whenever it is thrown out. */
final class FreezeWriter implements AutoCloseable {
    private final FreezeRig rig;
    private final AtomicInteger committed = new AtomicInteger();
    private final AtomicReference<String> lastRefusal = new AtomicReference<>();
    private final Thread thread = new Thread(this::write, "application");
    private volatile boolean closed;

    FreezeWriter(FreezeRig rig) {
        this.rig = rig;
        thread.start();
    }

    int committed() {
        return committed.get();
    }

    String lastRefusal() {
        return lastRefusal.get();
    }

    private void write() {
        int id = 1;
        while (!closed) {
            try (Connection connection = rig.database.connect(rig.application);
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                while (!closed) {
                    statement.execute("INSERT INTO t VALUES (" + id++ + ")");
                    connection.commit();
                    committed.incrementAndGet();
                }
            } catch (SQLException refused) {
                lastRefusal.set(refused.getMessage());
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
