package dev.sterna.transfer.target;

import dev.sterna.ledger.ChunkRejects;
import dev.sterna.model.Digest;
import dev.sterna.transfer.Failpoint;
import dev.sterna.transfer.stage.DamagedBackup;
import dev.sterna.transfer.stage.RowView;
import dev.sterna.transfer.stage.StagedChunk;
import dev.sterna.transfer.stage.StagedReader;
import dev.sterna.transfer.stage.StagedView;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * Loads a chunk of which the target refuses rows: it reads the chunk's file anew, and brings the rows that are taken into
 * the target in one transaction, together with the chunk's ledger row and a record of the others, which lie in a file by
 * then. So that file and rows stand or fall together; what a failed attempt leaves is swept by the driver.
 */
final class ChunkSieve {
    private final Loading loading;
    private final RejectSetup rejects;
    private final StagedChunk chunk;

    ChunkSieve(Loading loading, IncomingChunk chunk) {
        this.loading = loading;
        this.rejects = loading.rejects();
        this.chunk = chunk.staged();
    }

    LoadedChunk load() throws SQLException, IOException {
        try (Connection connection = loading.target().connector().open()) {
            connection.setAutoCommit(false);
            reached(Failpoint.BEFORE_CLAIM);
            boolean mine = loading.claims().claim(connection, chunk.index(), chunk.digest());
            reached(Failpoint.AFTER_CLAIM);
            if (!mine) {
                connection.rollback();
                return new LoadedChunk(chunk.index(), chunk.digest().rows(), true, null);
            }
            String name = rejects.newFile(chunk.index());
            RejectFile file = rejects.file(chunk.index(), name);
            RefusedRows rejected;
            try {
                rejected = sift(connection, file, name);
            } catch (SQLException | IOException | RuntimeException failure) {
                undo(connection, file, failure);
                throw failure;
            }
            if (rejected != null && rejected.tooMany()) {
                connection.rollback();
            } else {
                // When this fails, the rows may be in nevertheless, and then the file belongs to them.
                reached(Failpoint.BEFORE_COMMIT);
                connection.commit();
                reached(Failpoint.AFTER_COMMIT);
            }
            return new LoadedChunk(chunk.index(), chunk.digest().rows(), false, rejected);
        }
    }

    /** What was refused, noted in the open transaction unless it is too much; null when nothing was. */
    private RefusedRows sift(Connection connection, RejectFile file, String name) throws SQLException, IOException {
        Sieve sieve = new Sieve(loading.target().dialect(), connection, loading.plan(), (row, why) -> {
            file.add(row, why);
            return file.digest().rows() <= rejects.most();
        });
        long rows = read(sieve);
        long loaded = sieve.finish();
        file.close();
        Digest refused = file.digest();
        if (refused.rows() == 0) {
            requireAll(rows);
            return null;
        }
        Map.Entry<String, Long> reason = file.mostFrequent();
        var rejected = new RefusedRows(refused.rows(), name, reason.getKey(), reason.getValue(), sieve.stopped());
        if (!rejected.tooMany()) {
            requireAll(rows);
            var row = new ChunkRejects(
                    loading.table(), chunk.index(), refused, name, rejected.reason(), rejected.reasonRows());
            rejects.ledger().note(connection, rejects.runId(), row);
            loading.claims()
                    .settle(
                            connection,
                            chunk.index(),
                            loaded,
                            chunk.digest().sum().subtract(refused.sum()));
        }
        return rejected;
    }

    private long read(Sieve sieve) throws SQLException, IOException {
        RowView view = new StagedView(loading.types());
        long rows = 0;
        try (StagedReader reader = rejects.staged().open(chunk)) {
            while (!sieve.stopped() && reader.next()) {
                sieve.add(view.over(reader.get()), ++rows);
            }
        }
        return rows;
    }

    private void reached(Failpoint place) {
        place.reached(loading.table(), chunk.index());
    }

    private void requireAll(long rows) {
        if (rows != chunk.digest().rows()) {
            throw DamagedBackup.otherCount(loading.table(), chunk, rows);
        }
    }

    /** After a failure: nothing is to stay, neither in the target nor of the file. */
    static void undo(Connection connection, RejectFile file, Exception failure) {
        try {
            connection.rollback();
        } catch (SQLException suppressed) {
            failure.addSuppressed(suppressed);
        }
        try {
            file.discard();
        } catch (IOException suppressed) {
            failure.addSuppressed(suppressed);
        }
    }
}
