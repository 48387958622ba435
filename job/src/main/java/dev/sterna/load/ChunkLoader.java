package dev.sterna.load;

import dev.sterna.backup.Manifest;
import dev.sterna.dialect.BulkLoad;
import dev.sterna.dialect.BulkWriter;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.model.Side;
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
    private final Manifest.ChunkEntry chunk;
    private final RowView view;
    private Connection connection;
    private BulkWriter writer;
    private boolean already;
    private long rows;

    ChunkLoader(TargetTable.Loading loading, ChunkLoad chunk) {
        this.loading = loading;
        this.chunk = chunk.entry();
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
                .claim(connection, loading.runId(), loading.table(), chunk.index(), chunk.rows(), chunk.sum());
        if (!already && chunk.rows() > 0) {
            writer = loading.dialect().bulk().open(connection, loading.plan());
        }
    }

    @Override
    public void write(InternalRow row) throws IOException {
        if (already) {
            return;
        }
        rows++;
        try {
            if (writer == null) {
                throw unlikeManifest(rows);
            }
            writer.write(view.over(row));
        } catch (SQLException failure) {
            throw explain(failure);
        }
    }

    @Override
    public WriterCommitMessage commit() throws IOException {
        try {
            if (already) {
                connection.rollback();
            } else {
                long taken = writer == null ? 0 : writer.finish();
                if (rows != chunk.rows()) {
                    throw unlikeManifest(rows);
                }
                if (taken != rows) {
                    throw SternaException.of(
                            Category.TARGET,
                            "rows-lost-on-the-way",
                            loading.table(),
                            "Cannot load chunk " + chunk.index() + " of " + loading.table() + ": the target took "
                                    + taken + " of " + rows + " rows",
                            "Look for triggers or rules on the target table that drop rows, and load again under the same --run-id");
                }
                connection.commit();
            }
            return new TargetTable.LoadedChunk(chunk, already);
        } catch (SQLException failure) {
            throw explain(failure);
        }
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

    private SternaException unlikeManifest(long found) {
        return SternaException.of(
                Category.REFUSED,
                "backup-damaged",
                loading.table(),
                "Cannot load chunk " + chunk.index() + " of " + loading.table() + ": its file " + chunk.file() + " has "
                        + found + (found > chunk.rows() ? " or more" : "") + " rows, the manifest says " + chunk.rows(),
                "The backup was changed: take a new one under another --run-id");
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
