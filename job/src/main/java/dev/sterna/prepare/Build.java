package dev.sterna.prepare;

import dev.sterna.error.SternaException;
import dev.sterna.jdbc.Lanes;
import dev.sterna.step.RunContext;
import dev.sterna.transfer.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Gives statements to the target on several connections; a failure keeps only those from being tried that need what failed. */
final class Build {
    private final RunContext run;
    private final Schedule schedule;
    private final Results results;

    Build(RunContext run, List<Schedule.Task> tasks, Results results) {
        this.run = run;
        this.schedule = new Schedule(tasks);
        this.results = results;
    }

    Schedule schedule() {
        return schedule;
    }

    /**
     * Returns when all have been tried.
     *
     * @throws SternaException (INTERRUPTED) when the calling thread was interrupted; what ran is cancelled then
     */
    void run(String step, int count) {
        List<String> opening = run.target().dialect().schemaDdl().buildSession();
        // The connection that holds the run's lock is one of them.
        int connections = Math.max(1, Math.min(count, run.settings().target().maxConnections() - 1));
        List<Sender> senders = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(connections, work -> {
            Thread thread = new Thread(work, "sterna-" + step);
            thread.setDaemon(true);
            return thread;
        });
        try (Progress progress = run.progress().start(step, count, -1)) {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                Sender sender = new Sender(run, opening);
                senders.add(sender);
                ends.add(threads.submit(() -> work(sender, progress)));
            }
            ends.forEach(Lanes::await);
        } finally {
            end(threads, senders);
        }
    }

    private Void work(Sender sender, Progress progress) throws InterruptedException {
        Optional<Schedule.Task> next = schedule.next();
        while (next.isPresent()) {
            Schedule.Task task = next.get();
            boolean made = false;
            try {
                sender.send(task.work(), results);
                made = true;
            } catch (SternaException known) {
                // The results have it, and tell of it when all have been tried.
                run.events()
                        .record(
                                "object-failed",
                                java.util.Map.of(
                                        "object",
                                        task.work().statement().object().toString()));
            } finally {
                if (made) {
                    schedule.done(task);
                } else {
                    schedule.failed(task);
                }
            }
            progress.chunkDone(task.work().statement().object().toString(), 0, 0);
            next = schedule.next();
        }
        return null;
    }

    private void end(ExecutorService threads, List<Sender> senders) {
        schedule.stop();
        threads.shutdown();
        boolean interrupted = Thread.interrupted();
        while (!threads.isTerminated()) {
            try {
                // A sender may have begun just after it was told to stop.
                senders.forEach(Sender::cancel);
                if (threads.awaitTermination(1, TimeUnit.SECONDS)) {
                    break;
                }
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        senders.forEach(Sender::close);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
