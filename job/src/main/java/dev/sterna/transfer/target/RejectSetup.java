package dev.sterna.transfer.target;

import dev.sterna.ledger.RejectLedger;
import dev.sterna.transfer.stage.StagedTable;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * What setting rows aside takes that one table refuses.
 *
 * @param most how many rows of a chunk may be refused; {@link #NONE} when no row of the run may be
 * @param workspace URI of the run's directory
 * @param directory of the table's files of refused rows, relative to it
 * @param key the numbers of the columns that tell a row from the others; none where the table has no key
 * @param staged where the rows come from, and can be read again
 */
public record RejectSetup(
        String runId,
        RejectLedger ledger,
        long most,
        String workspace,
        String directory,
        List<Integer> key,
        StagedTable staged)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** A refused row is a failure, which names it. */
    public static final long NONE = -1;

    public RejectSetup {
        key = List.copyOf(key);
    }

    /** The name of a new file, its own for every attempt. */
    String newFile(int chunk) {
        return String.format(
                Locale.ROOT,
                "%s/chunk-%06d-%s.parquet",
                directory,
                chunk,
                UUID.randomUUID().toString().substring(0, 8));
    }

    /** A file of refused rows, to be written. */
    RejectFile file(int chunk, String name) {
        return new RejectFile(form(), chunk, path(name), hadoop());
    }

    /** The files of refused rows, to be read. */
    StagedTable refused() {
        return new StagedTable(
                staged.table(), workspace, form().allColumns(), staged.rowHash(), staged.rowBytes(), staged.hadoop());
    }

    Path path(String file) {
        return new Path(workspace, file);
    }

    Configuration hadoop() {
        return staged.hadoop().value();
    }

    RejectFile.Form form() {
        return new RejectFile.Form(staged.columns(), key, staged.rowHash());
    }
}
