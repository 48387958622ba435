package dev.sterna.load;

import dev.sterna.dialect.BulkLoad;
import dev.sterna.dialect.BulkWriter;
import dev.sterna.error.SternaException;
import dev.sterna.model.Side;
import dev.sterna.transfer.stage.DamagedBackup;
import dev.sterna.transfer.stage.RowView;
import dev.sterna.transfer.stage.StagedChunk;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/**
 * Brings one chunk into the target in one transaction: first its ledger row, which a twin of this task waits for, then
 * its rows, then the commit. When the answer to the commit is lost, the task fails, and the next attempt learns from
 * the ledger how it ended.
 */
final class ChunkLoader implements DataWriter<InternalRow> {
    private final TargetTable.Loading loading;
    private final StagedChunk chunk;
    private final RowView view;
    private Connection connection;
    private BulkWriter writer;
    private boolean already;
    private boolean refused;
    private long rows;

    ChunkLoader(TargetTable.Loading loading, StagedChunk chunk) {
        this.loading = loading;
        this.chunk = chunk;
        this.view = new RowView(
                loading.plan().columns().stream().map(BulkLoad.Incoming::type).toList());
        try {
            begin();
        } catch (SQLException failure) {
            try {
                release();
            } catch (SQLException suppressed) {
                failure.addSuppressed(suppressed);
            }
            throw explain(failure);
        }
    }

    private void begin() throws SQLException {
        connection = loading.connector().open();
        connection.setAutoCommit(false);
        already = !loading.ledger()
                .claim(
                        connection,
                        loading.runId(),
                        loading.table(),
                        chunk.index(),
                        chunk.digest().rows(),
                        chunk.digest().sum());
        if (!already && chunk.digest().rows() > 0) {
            writer = loading.dialect().bulk().open(connection, loading.plan());
        }
    }

    @Override
    public void write(InternalRow row) throws IOException {
        if (already || refused) {
            return;
        }
        rows++;
        try {
            if (writer == null) {
                throw DamagedBackup.otherCount(loading.table(), chunk, rows);
            }
            writer.write(view.over(row));
        } catch (SQLException failure) {
            giveUp(failure);
        }
    }

    /** A chunk of which a row is refused is loaded anew in another way, once Spark has handed over all rows. */
    private void giveUp(SQLException failure) {
        if (loading.dialect().refusal(failure).isEmpty()) {
            throw explain(failure);
        }
        if (loading.sieve() == null) {
            throw RejectLimit.named(explain(failure));
        }
        refused = true;
        try {
            release();
        } catch (SQLException broken) {
            failure.addSuppressed(broken);
            throw explain(failure);
        }
    }

    @Override
    public WriterCommitMessage commit() throws IOException {
        try {
            if (already) {
                connection.rollback();
            } else if (!refused && finish()) {
                connection.commit();
            } else {
                return new ChunkSieve(loading, chunk).load();
            }
            return new TargetTable.LoadedChunk(chunk, already, null);
        } catch (Sieve.Lost lost) {
            throw lost.told(loading.table(), chunk.index());
        } catch (SQLException failure) {
            throw explain(failure);
        }
    }

    /** Waits for the target to take the rows; false when it refuses one, and that is to be endured. */
    private boolean finish() {
        long taken;
        try {
            taken = writer == null ? 0 : writer.finish();
        } catch (SQLException failure) {
            giveUp(failure);
            return false;
        }
        if (rows != chunk.digest().rows()) {
            throw DamagedBackup.otherCount(loading.table(), chunk, rows);
        }
        if (taken != rows) {
            throw LostRows.of(loading.table(), chunk.index(), taken, rows);
        }
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
        return loading.dialect()
                .explain(
                        failure,
                        Side.TARGET,
                        "load chunk " + chunk.index() + " of " + loading.table(),
                        loading.plan().table().name());
    }
}
