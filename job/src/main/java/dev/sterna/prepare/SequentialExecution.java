package dev.sterna.prepare;

import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.transfer.progress.Progress;
import java.util.List;

/** Executes statements one after another, and stops at the first that fails: the load needs all of them. */
final class SequentialExecution {
    private SequentialExecution() {}

    /** @throws SternaException explaining the failure */
    static void execute(
            Database target, Progress.Factory progress, List<PlannedStatement> statements, StatementResults results) {
        try (StatementSession session = new StatementSession(target, List.of());
                Progress shown = progress.start("prepare", statements.size(), -1)) {
            for (PlannedStatement statement : statements) {
                session.execute(statement, results);
                shown.chunkDone(statement.object().toString(), 0, 0);
            }
        }
    }
}
