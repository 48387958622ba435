package dev.sterna.transfer.target;

import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.rows.BulkLoad;
import dev.sterna.dialect.rows.BulkWriter;
import dev.sterna.dialect.rows.RowRefusal;
import dev.sterna.dialect.rows.StagedRow;
import dev.sterna.error.SternaException;
import dev.sterna.model.Staged;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Loads rows and tells those that the target refuses from the others. Rows are sent in batches, each under a savepoint; a
 * batch that is refused is cut where the server says that it failed, else in the middle, until single rows are left. A
 * batch is bounded by rows and by octets, and so is the memory that is held.
 */
final class Sieve {
    private static final int BATCH_ROWS = 1024;
    private static final long BATCH_OCTETS = 4L << 20;

    private final Dialect dialect;
    private final Connection connection;
    private final BulkLoad.Plan plan;
    private final Staged[] shapes;
    private final Refused refused;
    private final List<HeldRow> batch = new ArrayList<>();
    private long octets;
    private long loaded;
    private boolean stopped;

    /** Who is told of a row that is refused, in the order of the rows. */
    interface Refused {
        /** Returns whether to go on. */
        boolean row(HeldRow row, RowRefusal why) throws IOException;
    }

    /** The server took fewer rows than it was sent, and gave no error. */
    static final class Lost extends SQLException {
        private static final long serialVersionUID = 1L;

        private final long taken;
        private final long sent;

        Lost(long taken, long sent) {
            super("The server took " + taken + " of " + sent + " rows");
            this.taken = taken;
            this.sent = sent;
        }

        SternaException told(String table, int chunk) {
            return LostRows.of(table, chunk, taken, sent);
        }
    }

    /** @param connection with autocommit off; it is neither committed nor rolled back as a whole */
    Sieve(Dialect dialect, Connection connection, BulkLoad.Plan plan, Refused refused) {
        this.dialect = dialect;
        this.connection = connection;
        this.plan = plan;
        this.shapes =
                plan.columns().stream().map(column -> Staged.of(column.type())).toArray(Staged[]::new);
        this.refused = refused;
    }

    /** Whether it was told not to go on; what is added then is not loaded. */
    boolean stopped() {
        return stopped;
    }

    /** Takes a row, which need not stay. */
    void add(StagedRow row, long number) throws SQLException, IOException {
        HeldRow held = HeldRow.of(row, shapes, number);
        if (!batch.isEmpty() && octets + held.size() > BATCH_OCTETS) {
            flush();
        }
        batch.add(held);
        octets += held.size();
        if (batch.size() >= BATCH_ROWS) {
            flush();
        }
    }

    /** Sends what is left; returns how many rows the target took in all. */
    long finish() throws SQLException, IOException {
        flush();
        return loaded;
    }

    private void flush() throws SQLException, IOException {
        load(0, batch.size());
        batch.clear();
        octets = 0;
    }

    private void load(int from, int to) throws SQLException, IOException {
        if (from == to || stopped) {
            return;
        }
        if (Thread.currentThread().isInterrupted()) {
            // Small batches pass through the writers without a look at it.
            throw new SQLException("Interrupted while loading", "70100");
        }
        Savepoint before = connection.setSavepoint();
        RowRefusal why = send(from, to);
        if (why != null) {
            connection.rollback(before);
        }
        connection.releaseSavepoint(before);
        if (why == null) {
            loaded += to - from;
        } else if (to - from == 1) {
            stopped = !refused.row(batch.get(from), why);
        } else {
            cut(from, to, why.row());
        }
    }

    /** @param hint the number of the row that failed, from 1, or anything: it only says where cutting helps most */
    private void cut(int from, int to, long hint) throws SQLException, IOException {
        int rest = from;
        if (hint >= 1 && hint <= to - from) {
            int row = from + (int) hint - 1;
            rest = row + 1;
            load(from, row);
            load(row, rest);
        }
        // Where many are refused, taking them off the front one by one would send the rest again and again.
        int middle = rest + (to - rest) / 2;
        load(rest, middle);
        load(middle, to);
    }

    /** What a row of these was refused for, or null when the target took them all. */
    private RowRefusal send(int from, int to) throws SQLException {
        try (BulkWriter writer = dialect.bulk().open(connection, plan)) {
            for (int i = from; i < to; i++) {
                writer.write(batch.get(i));
            }
            long taken = writer.finish();
            if (taken != to - from) {
                throw new Lost(taken, to - from);
            }
            return null;
        } catch (SQLException failure) {
            Optional<RowRefusal> why = dialect.refusal(failure);
            if (why.isEmpty()) {
                throw failure;
            }
            return why.get();
        }
    }
}
