package dev.sterna.prepare;

import dev.sterna.error.SternaException;
import dev.sterna.jdbc.SharedSessions;
import dev.sterna.migration.Database;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.transfer.progress.Progress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Executes statements one after another; after a failure it skips only those that need what could not be made. */
final class SequentialExecution {
    /** The one that holds the run's lock, the one that the thread shares, and the one for the statements. */
    private static final int HELD_AND_ONE = 3;

    private final Database target;
    private final Progress.Factory progress;
    private final ObjectNeeds needs;
    private final Predicate<SternaException> isOwn;

    /** @param isOwn whether others may go on after a failure */
    SequentialExecution(
            Database target, Progress.Factory progress, ObjectNeeds needs, Predicate<SternaException> isOwn) {
        this.target = target;
        this.progress = progress;
        this.needs = needs;
        this.isOwn = isOwn;
    }

    /**
     * Returns when every statement was executed or skipped.
     *
     * @param unavailable objects without which what needs them is not tried
     * @throws SternaException explaining a failure after which nothing else goes on
     */
    void run(List<PlannedStatement> statements, Set<ObjectName> unavailable, StatementResults results) {
        Set<ObjectName> missing = new HashSet<>(unavailable);
        if (target.settings().maxConnections() < HELD_AND_ONE) {
            SharedSessions.release();
        }
        try (StatementSession session = new StatementSession(target, List.of());
                Progress shown = progress.start("prepare", statements.size(), -1)) {
            for (PlannedStatement statement : statements) {
                if (!missing.contains(statement.key()) && !isDone(session, statement, missing, results)) {
                    missing.add(statement.key());
                }
                shown.chunkDone(statement.object().toString(), 0, 0);
            }
        }
    }

    private boolean isDone(
            StatementSession session, PlannedStatement statement, Set<ObjectName> missing, StatementResults results) {
        Optional<ObjectName> needed = needs.missing(statement, missing);
        if (needed.isPresent()) {
            results.skipped(statement, needed.get());
            return false;
        }
        try {
            session.execute(statement, results);
            return true;
        } catch (SternaException failure) {
            if (statement.key().equals(TargetPrerequisites.LEDGER) || !isOwn.test(failure)) {
                throw failure;
            }
            return false;
        }
    }
}
