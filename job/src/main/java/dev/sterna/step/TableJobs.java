package dev.sterna.step;

import dev.sterna.error.SternaException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Runs one Spark job a table, a few tables at a time, so that one table's last chunks and the planning of the next
 * overlap. The largest goes first, so that what is done for it at the end, on one core, has the others beside it. Jobs
 * carry the step and the table as their description in the Spark UI.
 */
public final class TableJobs {
    private static final int AT_ONCE = 3;

    private TableJobs() {}

    /** One table's work. */
    public record Job<T>(String table, int chunks, Callable<T> work) {}

    /**
     * Runs the jobs and returns their results in their order. At the first failure the others are cancelled.
     *
     * @throws SternaException the failure, if it is an understood one anywhere in the chain of causes
     */
    public static <T> List<T> run(SparkSession spark, String step, List<Job<T>> jobs) {
        if (jobs.isEmpty()) {
            return List.of();
        }
        SparkContext context = spark.sparkContext();
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(AT_ONCE, jobs.size()), task -> {
            Thread thread = new Thread(task, "sterna-" + step);
            thread.setDaemon(true);
            return thread;
        });
        try (JobStarts starts = new JobStarts(context)) {
            Map<Job<T>, Future<T>> futures = new IdentityHashMap<>();
            for (Job<T> job : largestFirst(jobs)) {
                JobStarts.Turn turn = starts.next();
                futures.put(job, threads.submit(() -> {
                    try {
                        String description = step + " " + job.table() + " (" + job.chunks() + " chunks)";
                        context.setJobGroup("sterna-" + step, description, true);
                        turn.take();
                        return job.work().call();
                    } finally {
                        turn.end();
                    }
                }));
                // Spark prefers the job that came first, so the next may come once this one is in.
                turn.await();
            }
            List<T> results = new ArrayList<>();
            for (Job<T> job : jobs) {
                results.add(futures.get(job).get());
            }
            return results;
        } catch (ExecutionException failure) {
            context.cancelJobGroup("sterna-" + step);
            throw understood(failure);
        } catch (InterruptedException interruption) {
            context.cancelJobGroup("sterna-" + step);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted during " + step, interruption);
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> List<Job<T>> largestFirst(List<Job<T>> jobs) {
        return jobs.stream()
                .sorted(Comparator.comparingInt((Job<T> job) -> job.chunks()).reversed())
                .toList();
    }

    private static RuntimeException understood(ExecutionException failure) {
        SternaException known = SternaException.findIn(failure);
        if (known != null) {
            return known;
        }
        return failure.getCause() instanceof RuntimeException cause
                ? cause
                : new IllegalStateException(failure.getCause());
    }
}
