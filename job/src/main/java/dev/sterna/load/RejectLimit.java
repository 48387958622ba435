package dev.sterna.load;

import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.ChunkRejects;
import dev.sterna.step.Workspace;
import dev.sterna.transfer.target.RefusedRows;
import java.util.List;

/** How many rows of a run the target may refuse, and whether it has refused more. Thread-safe. */
final class RejectLimit {
    private static final String SETTING = "sterna.max-rejects";

    private final long most;
    private final String runId;
    private final Workspace workspace;
    private final long before;
    private final Runnable stop;
    private long count;
    private Problem exceeded;

    /**
     * @param most as the settings say
     * @param aside what earlier executions of the run set aside
     * @param stop called when the limit is exceeded
     */
    RejectLimit(long most, String runId, Workspace workspace, List<ChunkRejects> aside, Runnable stop) {
        this.most = most;
        this.runId = runId;
        this.workspace = workspace;
        this.before = sum(aside);
        this.count = before;
        this.stop = stop;
    }

    private static long sum(List<ChunkRejects> aside) {
        return aside.stream().mapToLong(row -> row.refused().rows()).sum();
    }

    /** Whether no row may be refused at all. */
    boolean isZero() {
        return most == 0;
    }

    /** How many rows of a chunk may be refused. */
    long left() {
        return Math.max(0, most - before);
    }

    /** Throws when a run with chunks to load has set aside more than it may, as the ledger says. */
    void requireWithin(List<ChunkRejects> aside) {
        long rows = sum(aside);
        if (rows > most) {
            ChunkRejects last = aside.get(aside.size() - 1);
            throw new SternaException(
                    Category.TARGET,
                    List.of(problem(
                            last.table(),
                            "the target refused " + rows + (rows == 1 ? " row" : " rows") + " of this run so far",
                            last.reason(),
                            last.file())),
                    null);
        }
    }

    void count(String table, RefusedRows rejected) {
        synchronized (this) {
            count += rejected.rows();
            if (exceeded != null || count <= most) {
                return;
            }
            exceeded = problem(
                    table,
                    "the target refused " + rejected.rows() + (rejected.tooMany() ? " or more" : "")
                            + " rows of a chunk, " + count + " of this run so far",
                    rejected.reason(),
                    rejected.file());
        }
        stop.run();
    }

    synchronized boolean isExceeded() {
        return exceeded != null;
    }

    /** @param failure what the load ended with, or null */
    synchronized void throwIfExceeded(RuntimeException failure) {
        if (exceeded != null) {
            throw new SternaException(Category.TARGET, List.of(exceeded), failure);
        }
    }

    private Problem problem(String table, String refused, String reason, String file) {
        return Problem.error(
                "too-many-rejects",
                table,
                "Cannot load " + table + ": " + refused + ", and " + SETTING + " allows " + most + "; most often: "
                        + reason,
                "See which in " + workspace.uri(file) + ". With another limit: sterna load --run-id "
                        + runId + " -D " + SETTING
                        + "=N --execute. Or let the target take them; then: sterna load"
                        + " --run-id " + runId + " --retry-rejects --execute, and this command again");
    }
}
