package dev.sterna.prepare;

import dev.sterna.error.SternaException;
import dev.sterna.jdbc.Lanes;
import dev.sterna.jdbc.SharedSessions;
import dev.sterna.migration.Database;
import dev.sterna.step.Events;
import dev.sterna.transfer.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Executes statements on several connections; after a failure it skips only those that need what could not be made. */
final class ParallelExecution {
    private final Database target;
    private final Progress.Factory progress;
    private final Events events;
    private final StatementSchedule schedule;
    private final JoinedStatements joined;
    private final StatementResults results;
    private final UncheckedConstraints unchecked;
    private final Predicate<SternaException> isOwn;

    /**
     * @param joined what may be executed in one, of statements that touch the same table in the schedule
     * @param unchecked has constraints that rows break
     * @param isOwn whether others may go on after a failure
     */
    ParallelExecution(
            Database target,
            Progress.Factory progress,
            Events events,
            StatementSchedule schedule,
            JoinedStatements joined,
            StatementResults results,
            UncheckedConstraints unchecked,
            Predicate<SternaException> isOwn) {
        this.target = target;
        this.progress = progress;
        this.events = events;
        this.schedule = schedule;
        this.joined = joined;
        this.results = results;
        this.unchecked = unchecked;
        this.isOwn = isOwn;
    }

    /**
     * Returns when every statement was executed or skipped.
     *
     * @throws SternaException (INTERRUPTED) when the calling thread was interrupted; it cancels the running statements
     *     then; or explaining a failure after which nothing else goes on
     */
    void run(String step, int count) {
        List<String> opening = target.dialect().schemaDdl().buildSession();
        // The connection that holds the run's lock is one of them.
        int free = target.settings().maxConnections() - 1;
        int connections = Math.max(1, Math.min(count, free));
        if (connections >= free) {
            SharedSessions.release();
        }
        StatementSessions sessions = new StatementSessions(target, opening);
        ExecutorService threads = Executors.newFixedThreadPool(connections, work -> {
            Thread thread = new Thread(work, "sterna-" + step);
            thread.setDaemon(true);
            return thread;
        });
        try (Progress shown = progress.start(step, count, -1)) {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                ends.add(threads.submit(() -> execute(sessions, shown)));
            }
            ends.forEach(Lanes::await);
            schedule.skipped().forEach(results::skipped);
        } finally {
            end(threads, sessions);
        }
    }

    private Void execute(StatementSessions sessions, Progress shown) throws InterruptedException {
        Optional<StatementSchedule.Task> next = schedule.next();
        while (next.isPresent()) {
            StatementSchedule.Task task = next.get();
            boolean made = false;
            StatementSession session = sessions.take();
            try {
                made = isMade(session, task);
            } catch (SternaException known) {
                // The results keep the failure until every statement was tried.
                events.record(
                        "object-failed",
                        Map.of("object", task.statement().object().toString()));
                if (!isOwn.test(known)) {
                    schedule.stop();
                    throw known;
                }
            } finally {
                sessions.giveBack(session);
                if (made) {
                    schedule.done(task);
                } else {
                    schedule.failed(task);
                }
            }
            shown.chunkDone(task.statement().object().toString(), 0, 0);
            next = schedule.next();
        }
        return null;
    }

    private boolean isMade(StatementSession session, StatementSchedule.Task task) {
        // By the one before it, which touches the same table.
        boolean already = results.seconds(task.statement()).isPresent();
        if (already || areMade(session, task.statement())) {
            return true;
        }
        try {
            session.execute(task.statement(), results);
            return true;
        } catch (SternaException known) {
            if (isOwn.test(known) && unchecked.accept(session, task.statement(), known, results)) {
                return true;
            }
            throw known;
        }
    }

    /** Whether a statement and those that go with it are made in one; where that fails, each says for itself why. */
    private boolean areMade(StatementSession session, PlannedStatement first) {
        Optional<JoinedStatements.Joined> all = joined.from(first);
        if (all.isEmpty()) {
            return false;
        }
        StatementResults own = new StatementResults();
        try {
            session.execute(all.get().whole(), own);
        } catch (SternaException known) {
            if (isOwn.test(known)) {
                return false;
            }
            results.failed(first, 0, known);
            throw known;
        }
        double seconds = own.seconds(all.get().whole()).orElse(0.0);
        all.get().parts().forEach(part -> results.succeeded(part, part.equals(first) ? seconds : 0));
        return true;
    }

    private void end(ExecutorService threads, StatementSessions sessions) {
        schedule.stop();
        threads.shutdown();
        boolean interrupted = Thread.interrupted();
        while (!threads.isTerminated()) {
            try {
                // A session may have begun a statement just after it was told to stop.
                sessions.cancel();
                if (threads.awaitTermination(1, TimeUnit.SECONDS)) {
                    break;
                }
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        sessions.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
