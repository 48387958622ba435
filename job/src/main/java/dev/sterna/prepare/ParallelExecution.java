package dev.sterna.prepare;

import dev.sterna.error.SternaException;
import dev.sterna.jdbc.Lanes;
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

/** Executes statements on several connections; after a failure it skips only those that need what could not be made. */
final class ParallelExecution {
    private final Database target;
    private final Progress.Factory progress;
    private final Events events;
    private final StatementSchedule schedule;
    private final StatementResults results;

    ParallelExecution(
            Database target,
            Progress.Factory progress,
            Events events,
            List<StatementSchedule.Task> tasks,
            StatementResults results) {
        this.target = target;
        this.progress = progress;
        this.events = events;
        this.schedule = new StatementSchedule(tasks);
        this.results = results;
    }

    StatementSchedule schedule() {
        return schedule;
    }

    /**
     * Returns when every statement was executed or skipped.
     *
     * @throws SternaException (INTERRUPTED) when the calling thread was interrupted; it cancels the running statements then
     */
    void run(String step, int count) {
        List<String> opening = target.dialect().schemaDdl().buildSession();
        // The connection that holds the run's lock is one of them.
        int connections = Math.max(1, Math.min(count, target.settings().maxConnections() - 1));
        List<StatementSession> sessions = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(connections, work -> {
            Thread thread = new Thread(work, "sterna-" + step);
            thread.setDaemon(true);
            return thread;
        });
        try (Progress shown = progress.start(step, count, -1)) {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                StatementSession session = new StatementSession(target, opening);
                sessions.add(session);
                ends.add(threads.submit(() -> execute(session, shown)));
            }
            ends.forEach(Lanes::await);
        } finally {
            end(threads, sessions);
        }
    }

    private Void execute(StatementSession session, Progress shown) throws InterruptedException {
        Optional<StatementSchedule.Task> next = schedule.next();
        while (next.isPresent()) {
            StatementSchedule.Task task = next.get();
            boolean made = false;
            try {
                session.execute(task.statement(), results);
                made = true;
            } catch (SternaException known) {
                // The results keep the failure until every statement was tried.
                events.record(
                        "object-failed",
                        Map.of("object", task.statement().object().toString()));
            } finally {
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

    private void end(ExecutorService threads, List<StatementSession> sessions) {
        schedule.stop();
        threads.shutdown();
        boolean interrupted = Thread.interrupted();
        while (!threads.isTerminated()) {
            try {
                // A session may have begun a statement just after it was told to stop.
                sessions.forEach(StatementSession::cancel);
                if (threads.awaitTermination(1, TimeUnit.SECONDS)) {
                    break;
                }
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        sessions.forEach(StatementSession::close);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
