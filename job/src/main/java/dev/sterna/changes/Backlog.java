package dev.sterna.changes;

import dev.sterna.transfer.progress.Progress;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * How long lists of changed rows are brought: by Spark's executors, out of Parquet files with the keys.
 *
 * @param step for Spark's UI and the progress
 * @param from how many rows make a list long
 * @param spark opens the session at the first call
 * @param folder where the files lie, for as long as they are needed
 */
public record Backlog(String step, long from, Supplier<SparkSession> spark, Folder folder, Progress.Factory progress) {

    /** A directory that executors reach, and that nobody else has. */
    public interface Folder {
        String uri();

        /** With all that is in it; does nothing where there is none. */
        void delete();
    }

    /** Whether the executors bring the rows of a list. */
    public boolean takes(ChangeList changes, Deletes deletes) {
        return changes.isKeyed() && changes.counts().toBring(deletes) >= from;
    }
}
