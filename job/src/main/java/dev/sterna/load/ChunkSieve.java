package dev.sterna.load;

import dev.sterna.dialect.BulkLoad;
import dev.sterna.ledger.RejectLedger;
import dev.sterna.ledger.RejectRow;
import dev.sterna.load.TargetTable.LoadedChunk;
import dev.sterna.load.TargetTable.Rejected;
import dev.sterna.model.Digest;
import dev.sterna.model.LogicalType;
import dev.sterna.transfer.stage.DamagedBackup;
import dev.sterna.transfer.stage.RowView;
import dev.sterna.transfer.stage.StagedChunk;
import dev.sterna.transfer.stage.StagedReader;
import dev.sterna.transfer.stage.StagedTable;
import java.io.IOException;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.fs.Path;

/**
 * Loads a chunk of which the target refuses rows: it reads the chunk's file anew, and brings the rows that are taken into
 * the target in one transaction, together with the chunk's ledger row and a record of the others, which lie in a file by
 * then. So that file and rows stand or fall together; what a failed attempt leaves is swept by the driver.
 */
final class ChunkSieve {
    private final TargetTable.Loading loading;
    private final Setting setting;
    private final StagedChunk chunk;

    /**
     * What loading such a chunk takes.
     *
     * @param most how many rows may be refused
     * @param workspace URI of the run's directory
     * @param directory of the table's files of refused rows, relative to it
     */
    record Setting(
            long most,
            String workspace,
            String directory,
            RejectFile.Form form,
            StagedTable staged,
            RejectLedger ledger)
            implements Serializable {
        private static final long serialVersionUID = 1L;

        /** The name of a new file, its own for every attempt. */
        String newFile(int chunk) {
            return String.format(
                    Locale.ROOT,
                    "%s/chunk-%06d-%s.parquet",
                    directory,
                    chunk,
                    UUID.randomUUID().toString().substring(0, 8));
        }

        /** The files of refused rows, to be read. */
        StagedTable refused() {
            return new StagedTable(
                    staged.table(), workspace, form.allColumns(), form.rowHash(), staged.rowBytes(), staged.hadoop());
        }

        Path path(String file) {
            return new Path(workspace, file);
        }
    }

    ChunkSieve(TargetTable.Loading loading, StagedChunk chunk) {
        this.loading = loading;
        this.setting = loading.sieve();
        this.chunk = chunk;
    }

    LoadedChunk load() throws SQLException, IOException {
        try (Connection connection = loading.connector().open()) {
            connection.setAutoCommit(false);
            if (!loading.ledger()
                    .claim(
                            connection,
                            loading.runId(),
                            loading.table(),
                            chunk.index(),
                            chunk.digest().rows(),
                            chunk.digest().sum())) {
                connection.rollback();
                return new LoadedChunk(chunk, true, null);
            }
            String name = setting.newFile(chunk.index());
            var file = new RejectFile(
                    setting.form(),
                    chunk.index(),
                    setting.path(name),
                    setting.staged().hadoop().value());
            Rejected rejected;
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
                connection.commit();
            }
            return new LoadedChunk(chunk, false, rejected);
        }
    }

    /** What was refused, noted in the open transaction unless it is too much; null when nothing was. */
    private Rejected sift(Connection connection, RejectFile file, String name) throws SQLException, IOException {
        Sieve sieve = new Sieve(loading.dialect(), connection, loading.plan(), (row, why) -> {
            file.add(row, why);
            return file.digest().rows() <= setting.most();
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
        var rejected = new Rejected(refused.rows(), name, reason.getKey(), reason.getValue(), sieve.stopped());
        if (!rejected.tooMany()) {
            requireAll(rows);
            var row = new RejectRow(
                    loading.table(), chunk.index(), refused, name, rejected.reason(), rejected.reasonRows());
            setting.ledger().note(connection, loading.runId(), row);
            loading.ledger()
                    .settle(
                            connection,
                            loading.runId(),
                            loading.table(),
                            chunk.index(),
                            loaded,
                            chunk.digest().sum().subtract(refused.sum()));
        }
        return rejected;
    }

    private long read(Sieve sieve) throws SQLException, IOException {
        List<LogicalType> types =
                loading.plan().columns().stream().map(BulkLoad.Incoming::type).toList();
        RowView view = new RowView(types);
        long rows = 0;
        try (StagedReader reader = setting.staged().open(chunk)) {
            while (!sieve.stopped() && reader.next()) {
                sieve.add(view.over(reader.get()), ++rows);
            }
        }
        return rows;
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
