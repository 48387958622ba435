package dev.sterna.dialect.mysql.rows;

import dev.sterna.dialect.mysql.server.MySqlErrors;
import dev.sterna.dialect.rows.BulkLoad;
import dev.sterna.dialect.rows.BulkWriter;
import dev.sterna.dialect.rows.StagedRow;
import dev.sterna.dialect.rows.Traffic;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Staged;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/**
 * Rows into LOAD DATA LOCAL. The statement takes its stream from a thread of its own, unless all rows fit one block.
 * LOCAL makes the server skip or bend what it cannot take and only warn, so its count and its warnings are checked.
 */
final class LoadDataWriter implements BulkWriter {
    private static final long PATIENCE_MILLIS = 1_000;

    private final Connection connection;
    private final String sql;
    private final LoadStream stream = new LoadStream(this::startLoader);
    private final LoadFields fields;
    private final EmptyLabels empty;
    private Thread loader;
    private long sent;
    private long taken;
    private boolean finished;
    private volatile Throwable failure;

    LoadDataWriter(Connection connection, BulkLoad.Plan plan) {
        this.connection = connection;
        this.sql = plan.statement();
        this.empty = new EmptyLabels(plan.columns());
        Staged[] shapes = new Staged[plan.columns().size()];
        int[] scales = new int[shapes.length];
        boolean[] texts = new boolean[shapes.length];
        for (int i = 0; i < shapes.length; i++) {
            LogicalType type = plan.columns().get(i).type();
            shapes[i] = Staged.of(type);
            scales[i] = Staged.scale(type);
            texts[i] = isText(plan.columns().get(i).target());
        }
        this.fields = new LoadFields(
                stream,
                shapes,
                scales,
                texts,
                plan.columns().stream().map(column -> column.target().name()).toArray(String[]::new));
    }

    private static boolean isText(Column column) {
        return column.nativeType().toLowerCase(Locale.ROOT).matches("(?s)((var)?char|(tiny|medium|long)?text)\\b.*");
    }

    @Override
    public void write(StagedRow row) throws SQLException {
        try {
            if (!fields.write(row)) {
                waitForLoader();
                throw new SQLException("The server ended the load before its last row", "HY000");
            }
        } catch (InterruptedException interrupted) {
            throw interruption();
        }
        empty.send(row);
        sent++;
    }

    @Override
    public long finish() throws SQLException {
        stream.end();
        if (loader == null) {
            load();
            throwFailure();
        } else {
            try {
                waitForLoader();
            } catch (InterruptedException interrupted) {
                throw interruption();
            }
        }
        finished = true;
        check();
        return taken;
    }

    @Override
    public Traffic traffic() {
        return stream.traffic();
    }

    /**
     * A statement that is still under way ends early and may succeed, as if a short stream were a whole one: what it has
     * written is the caller's to roll back. An exception of the stream would cost the connection, in whose transaction
     * the rows before a savepoint are still wanted.
     */
    @Override
    public void close() throws SQLException {
        if (finished || loader == null) {
            return;
        }
        finished = true;
        stream.abandon();
        boolean interrupted = joinFor(PATIENCE_MILLIS);
        if (loader.isAlive()) {
            // It waits for the server, which waits for a lock, say.
            connection.abort(Runnable::run);
            interrupted |= joinFor(PATIENCE_MILLIS);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void startLoader() {
        loader = new Thread(this::load, "sterna-load-data");
        loader.setDaemon(true);
        loader.start();
    }

    private void load() {
        try (Statement statement = connection.createStatement()) {
            statement.unwrap(org.mariadb.jdbc.Statement.class).setLocalInfileInputStream(stream);
            taken = statement.executeLargeUpdate(sql);
        } catch (SQLException | RuntimeException | Error thrown) {
            failure = thrown;
        } finally {
            stream.readerGone();
        }
    }

    private void waitForLoader() throws SQLException, InterruptedException {
        loader.join();
        throwFailure();
    }

    private void throwFailure() throws SQLException {
        Throwable thrown = failure;
        if (thrown instanceof SQLException sql) {
            throw sql;
        }
        if (thrown != null) {
            throw new SQLException("Cannot load: " + thrown, "HY000", thrown);
        }
    }

    private static SQLException interruption() {
        Thread.currentThread().interrupt();
        return new SQLException("Interrupted while loading", "70100");
    }

    /** Waits without being interruptible; true when an interruption came meanwhile. */
    private boolean joinFor(long millis) {
        boolean interrupted = false;
        long end = System.nanoTime() + millis * 1_000_000;
        while (loader.isAlive()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            try {
                loader.join(left);
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    private void check() throws SQLException {
        EmptyLabels.Warning warning = empty.other(connection);
        if (taken != sent || warning != null || empty.isBeyond()) {
            int code = warning == null ? 0 : warning.code();
            boolean duplicate = code == MySqlErrors.DUPLICATE_ENTRY;
            throw new SQLException(
                    "The server took " + taken + " of " + sent + " rows unchanged or with warnings"
                            + (warning == null ? "" : warning.words()),
                    duplicate ? "23000" : "22000",
                    code);
        }
    }
}
