package dev.sterna.load;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.ChunkLedger;
import dev.sterna.ledger.RejectRow;
import dev.sterna.model.Digest;
import dev.sterna.model.Side;
import dev.sterna.step.RunContext;
import dev.sterna.transfer.stage.RowView;
import dev.sterna.transfer.stage.StagedChunk;
import dev.sterna.transfer.stage.StagedColumn;
import dev.sterna.transfer.stage.StagedDigester;
import dev.sterna.transfer.stage.StagedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.ParquetDecodingException;

/**
 * Loads refused rows of one table again: those of a chunk in one transaction, in which the ledger learns what is in now
 * and what is still refused. The file of before is deleted once that is committed.
 */
final class Retry {
    private final RunContext run;
    private final ChunkSieve.Setting setting;
    private final ChunkLedger chunks;
    private final TargetState target;

    Retry(RunContext run, ChunkSieve.Setting setting, ChunkLedger chunks, TargetState target) {
        this.run = run;
        this.setting = setting;
        this.chunks = chunks;
        this.target = target;
    }

    /** Returns how many of the rows are in the target now. */
    long load(RejectRow before) {
        String name = setting.newFile(before.chunk());
        Configuration hadoop = setting.staged().hadoop().value();
        try (Connection connection = run.target().connector().open()) {
            connection.setAutoCommit(false);
            var file = new RejectFile(setting.form(), before.chunk(), setting.path(name), hadoop);
            Digest refused;
            try {
                refused = sift(connection, before, file, name);
            } catch (SQLException | IOException | RuntimeException failure) {
                ChunkSieve.undo(connection, file, failure);
                throw failure;
            }
            // When this fails, the new file may be the ledger's nevertheless: what is not, is swept by the next
            // command.
            connection.commit();
            run.workspace().delete(before.file());
            return before.refused().rows() - refused.rows();
        } catch (Sieve.Lost lost) {
            throw lost.told(before.table(), before.chunk());
        } catch (SQLException failure) {
            throw run.target()
                    .dialect()
                    .explain(
                            failure,
                            Side.TARGET,
                            "load refused rows of chunk " + before.chunk() + " of " + before.table(),
                            target.table().name());
        } catch (FileNotFoundException | ParquetDecodingException damaged) {
            throw damaged(before, damaged);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read or write refused rows of " + before.table(), failure);
        }
    }

    /** What is refused again, all of it noted in the open transaction. */
    private Digest sift(Connection connection, RejectRow before, RejectFile file, String name)
            throws SQLException, IOException {
        Sieve sieve = new Sieve(run.target().dialect(), connection, target.bulk(), (row, why) -> {
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
            setting.ledger().forget(connection, run.runId(), before.table(), before.chunk());
        } else {
            Map.Entry<String, Long> reason = file.mostFrequent();
            var row = new RejectRow(before.table(), before.chunk(), refused, name, reason.getKey(), reason.getValue());
            setting.ledger().replace(connection, run.runId(), row);
        }
        Digest in = chunks.find(connection, run.runId(), before.table(), before.chunk())
                .orElseThrow(() -> new IllegalStateException(
                        "Chunk " + before.chunk() + " of " + before.table() + " has refused rows and is not loaded"));
        chunks.settle(
                connection,
                run.runId(),
                before.table(),
                before.chunk(),
                in.rows() + before.refused().rows() - refused.rows(),
                in.sum().add(before.refused().sum()).subtract(refused.sum()));
        return refused;
    }

    private Digest read(Sieve sieve, RejectRow before) throws SQLException, IOException {
        Configuration hadoop = setting.staged().hadoop().value();
        Path path = setting.path(before.file());
        long bytes = path.getFileSystem(hadoop).getFileStatus(path).getLen();
        List<StagedColumn> staged = setting.form().columns();
        RowView view = new RowView(setting.refused().types());
        StagedDigester digester = new StagedDigester(
                setting.form().rowHash(),
                staged.stream().map(StagedColumn::type).toList());
        StagedChunk chunk = new StagedChunk(before.chunk(), before.file(), bytes, before.refused());
        try (StagedReader reader = setting.refused().open(chunk)) {
            while (reader.next()) {
                view.over(reader.get());
                digester.add(view);
                sieve.add(view, view.asLong(staged.size() + RejectColumns.ROW));
            }
        }
        return digester.digest();
    }

    private SternaException damaged(RejectRow row, Exception cause) {
        return SternaException.of(
                Category.REFUSED,
                "rejects-damaged",
                row.table(),
                "Cannot load refused rows of " + row.table() + ": "
                        + run.workspace().uri(row.file()) + " does not hold what was written to it",
                "Bring the file back as it was; or begin anew under another --run-id",
                cause);
    }
}
