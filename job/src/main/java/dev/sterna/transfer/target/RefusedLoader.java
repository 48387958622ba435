package dev.sterna.transfer.target;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.ChunkRejects;
import dev.sterna.model.Digest;
import dev.sterna.transfer.Failpoint;
import dev.sterna.transfer.stage.RowView;
import dev.sterna.transfer.stage.StagedChunk;
import dev.sterna.transfer.stage.StagedDigester;
import dev.sterna.transfer.stage.StagedReader;
import dev.sterna.transfer.stage.StagedTable;
import dev.sterna.transfer.stage.StagedView;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.ParquetDecodingException;

/**
 * Loads refused rows of one table again: those of a chunk in one transaction, in which the ledger learns what is in now
 * and what is still refused.
 */
public final class RefusedLoader {
    private final Loading loading;
    private final ChunkClaims.InLedger ledger;
    private final RejectSetup rejects;

    /** For a table that has refused rows; its ledger is the one that knows of them. */
    public RefusedLoader(Loading loading, ChunkClaims.InLedger ledger) {
        this.loading = loading;
        this.ledger = ledger;
        this.rejects = loading.rejects();
    }

    /** Returns how many of the rows are in the target now. The file of before belongs to nobody then. */
    public long load(ChunkRejects before) {
        String name = rejects.newFile(before.chunk());
        try (Connection connection = loading.target().connector().open()) {
            connection.setAutoCommit(false);
            RejectFile file = rejects.file(before.chunk(), name);
            Digest refused;
            try {
                refused = sift(connection, before, file, name);
            } catch (SQLException | IOException | RuntimeException failure) {
                ChunkSieve.undo(connection, file, failure);
                throw failure;
            }
            // When this fails, the new file may be the ledger's nevertheless: what is not, is swept by the next
            // command.
            Failpoint.BEFORE_COMMIT.reached(before.table(), before.chunk());
            connection.commit();
            Failpoint.AFTER_COMMIT.reached(before.table(), before.chunk());
            return before.refused().rows() - refused.rows();
        } catch (Sieve.Lost lost) {
            throw lost.told(before.table(), before.chunk());
        } catch (SQLException failure) {
            throw loading.target()
                    .explain(
                            failure,
                            "load refused rows of chunk " + before.chunk() + " of " + before.table(),
                            loading.plan().table().name());
        } catch (FileNotFoundException | ParquetDecodingException damaged) {
            throw damaged(before, damaged);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read or write refused rows of " + before.table(), failure);
        }
    }

    /** What is refused again, all of it noted in the open transaction. */
    private Digest sift(Connection connection, ChunkRejects before, RejectFile file, String name)
            throws SQLException, IOException {
        Sieve sieve = new Sieve(loading.target().dialect(), connection, loading.plan(), (row, why) -> {
            file.add(row, why);
            return true;
        });
        Digest read = read(sieve, before);
        sieve.finish();
        file.close();
        if (!read.equals(before.refused())) {
            throw damaged(before, null);
        }
        Digest refused = file.digest();
        if (refused.rows() == 0) {
            rejects.ledger().forget(connection, rejects.runId(), before.table(), before.chunk());
        } else {
            Map.Entry<String, Long> reason = file.mostFrequent();
            var row =
                    new ChunkRejects(before.table(), before.chunk(), refused, name, reason.getKey(), reason.getValue());
            rejects.ledger().replace(connection, rejects.runId(), row);
        }
        Digest in = ledger.find(connection, before.chunk())
                .orElseThrow(() -> new IllegalStateException(
                        "Chunk " + before.chunk() + " of " + before.table() + " has refused rows and is not loaded"));
        ledger.settle(
                connection,
                before.chunk(),
                in.rows() + before.refused().rows() - refused.rows(),
                in.sum().add(before.refused().sum()).subtract(refused.sum()));
        return refused;
    }

    private Digest read(Sieve sieve, ChunkRejects before) throws SQLException, IOException {
        StagedTable files = rejects.refused();
        Path path = rejects.path(before.file());
        long bytes = path.getFileSystem(rejects.hadoop()).getFileStatus(path).getLen();
        RowView view = new StagedView(files.types());
        StagedDigester digester =
                new StagedDigester(files.rowHash(), rejects.staged().types());
        int number = rejects.staged().columns().size() + RejectColumns.ROW;
        StagedChunk chunk = new StagedChunk(before.chunk(), before.file(), bytes, before.refused());
        if (!files.fits(chunk)) {
            throw damaged(before, null);
        }
        try (StagedReader reader = files.open(chunk)) {
            while (reader.next()) {
                view.over(reader.get());
                digester.add(view);
                sieve.add(view, view.asLong(number));
            }
        }
        return digester.digest();
    }

    private SternaException damaged(ChunkRejects row, Exception cause) {
        return SternaException.of(
                Category.REFUSED,
                "rejects-damaged",
                row.table(),
                "Cannot load refused rows of " + row.table() + ": " + rejects.path(row.file())
                        + " does not hold what was written to it",
                "Bring the file back as it was; or begin anew under another --run-id",
                cause);
    }
}
