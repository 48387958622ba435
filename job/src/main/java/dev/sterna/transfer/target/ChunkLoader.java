package dev.sterna.transfer.target;

import dev.sterna.dialect.rows.BulkWriter;
import dev.sterna.dialect.rows.Traffic;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.transfer.Failpoint;
import dev.sterna.transfer.TransferMetrics;
import dev.sterna.transfer.stage.RowView;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/**
 * Brings one chunk into the target in one transaction: first its ledger row, which a twin of this task waits for, then
 * its rows, then the commit. When the answer to the commit is lost, the task fails, and the next attempt learns from
 * the ledger how it ended.
 */
final class ChunkLoader implements DataWriter<InternalRow> {
    private final Loading loading;
    private final IncomingChunk chunk;
    private final RowView view;
    private Connection connection;
    private BulkWriter writer;
    private boolean already;
    private boolean refused;
    private long rows;
    private Traffic traffic = new Traffic();
    private final CustomTaskMetric[] metrics =
            TransferMetrics.sent(() -> rows, () -> traffic.octets(), () -> traffic.waitedNanos());

    ChunkLoader(Loading loading, RowForm form, IncomingChunk chunk) {
        this.loading = loading;
        this.chunk = chunk;
        this.view = form.view(loading.types());
        try {
            begin();
        } catch (SQLException failure) {
            releaseAfter(failure);
            throw explain(failure);
        } catch (RuntimeException failure) {
            // Of a writer that was never made Spark aborts nothing, and the claim would keep its own next attempt
            // waiting.
            releaseAfter(failure);
            throw failure;
        }
    }

    private void releaseAfter(Exception failure) {
        try {
            release();
        } catch (SQLException suppressed) {
            failure.addSuppressed(suppressed);
        }
    }

    private void begin() throws SQLException {
        connection = loading.target().connector().open();
        connection.setAutoCommit(false);
        reached(Failpoint.BEFORE_CLAIM);
        already = !loading.claims().claim(connection, chunk.index(), chunk.digest());
        reached(Failpoint.AFTER_CLAIM);
        if (!already && !chunk.isKnownEmpty()) {
            writer = loading.target().dialect().bulk().open(connection, loading.plan());
            traffic = writer.traffic();
        }
        reached(Failpoint.BEFORE_WRITE);
    }

    private void reached(Failpoint place) {
        place.reached(loading.table(), chunk.index());
    }

    @Override
    public void write(InternalRow row) throws IOException {
        if (already || refused) {
            return;
        }
        rows++;
        try {
            if (writer == null) {
                chunk.requireRows(loading.table(), rows);
            }
            writer.write(view.over(row));
        } catch (SQLException failure) {
            giveUp(failure);
        }
    }

    @Override
    public CustomTaskMetric[] currentMetricsValues() {
        return metrics;
    }

    /** A chunk of which a row is refused is loaded anew in another way, once Spark has handed over all rows. */
    private void giveUp(SQLException failure) {
        if (loading.target().dialect().refusal(failure).isEmpty()) {
            throw explain(failure);
        }
        refused = true;
        try {
            release();
        } catch (SQLException broken) {
            failure.addSuppressed(broken);
            throw explain(failure);
        }
        if (!loading.setsAside()) {
            String which = loading.rejects() == null ? "" : new FirstRefused(loading, chunk.staged()).words();
            throw withWayAround(explain(failure), which);
        }
    }

    @Override
    public WriterCommitMessage commit() throws IOException {
        try {
            if (already) {
                connection.rollback();
            } else if (!refused && finish()) {
                reached(Failpoint.BEFORE_COMMIT);
                connection.commit();
                reached(Failpoint.AFTER_COMMIT);
            } else {
                return new ChunkSieve(loading, chunk).load();
            }
            return new LoadedChunk(
                    chunk.index(),
                    chunk.digest() == null ? rows : chunk.digest().rows(),
                    already,
                    null);
        } catch (Sieve.Lost lost) {
            throw lost.told(loading.table(), chunk.index());
        } catch (SQLException failure) {
            throw explain(failure);
        }
    }

    /** Waits for the target to take the rows; false when it refuses one, and that is to be endured. */
    private boolean finish() throws SQLException {
        long taken;
        try {
            taken = writer == null ? 0 : writer.finish();
        } catch (SQLException failure) {
            giveUp(failure);
            return false;
        }
        chunk.requireRows(loading.table(), rows);
        if (taken != rows) {
            throw LostRows.of(loading.table(), chunk.index(), taken, rows);
        }
        if (chunk.digest() == null) {
            loading.claims().settle(connection, chunk.index(), rows, null);
        }
        reached(Failpoint.AFTER_WRITE);
        return true;
    }

    @Override
    public void abort() throws IOException {
        close();
    }

    @Override
    public void close() throws IOException {
        try {
            release();
        } catch (SQLException failure) {
            throw new IOException("Cannot close the connection to the target", failure);
        }
    }

    private void release() throws SQLException {
        Connection closing = connection;
        BulkWriter unfinished = writer;
        connection = null;
        writer = null;
        try (closing) {
            if (unfinished != null) {
                unfinished.close();
            }
            if (closing != null && !closing.isClosed()) {
                closing.rollback();
            }
        }
    }

    private SternaException explain(SQLException failure) {
        return loading.target()
                .explain(
                        failure,
                        "load chunk " + chunk.index() + " of " + loading.table(),
                        loading.plan().table().name());
    }

    /** A failure for a row's fault where none is allowed, with the way around it. */
    private static SternaException withWayAround(SternaException failure, String which) {
        List<Problem> problems = failure.problems().stream()
                .map(problem -> Problem.error(
                        problem.code(),
                        problem.table(),
                        problem.message() + which,
                        problem.remedy()
                                + ". Or let up to N rows be set aside and load the others: -D sterna.max-rejects=N"))
                .toList();
        return new SternaException(failure.category(), problems, failure.getCause());
    }
}
