package dev.sterna.sync;

import dev.sterna.changes.Backlog;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Workspace;
import dev.sterna.transfer.progress.Progress;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * How long lists of the run are brought, with their keys in folders of its directory.
 *
 * @param lists how the names of the folders begin
 * @param from how many rows make a list long
 */
record Backlogs(Workspace workspace, String lists, long from, Supplier<SparkSession> spark, Progress.Factory progress) {
    /** How the names of folders end. */
    static final String KEYS = ".keys";

    Backlog of(TablePlan table) {
        return new Backlog(
                SyncDescriptor.WORD,
                from,
                spark,
                new RunFolder(workspace, GapSearch.own(lists, table, KEYS)),
                progress);
    }

    private record RunFolder(Workspace workspace, String name) implements Backlog.Folder {
        @Override
        public String uri() {
            return workspace.uri(name);
        }

        @Override
        public void delete() {
            workspace.deleteAll(name);
        }
    }
}
