package dev.sterna.step;

import dev.sterna.error.SternaException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Runs one Spark job a table, a few tables at a time, so that one table's last chunks and the planning of the next
 * overlap. Jobs carry the step and the table as their description in the Spark UI.
 */
public final class TableJobs {
    private static final int AT_ONCE = 3;

    private TableJobs() {}

    /** One table's work. */
    public record Job<T>(String table, int chunks, Callable<T> work) {}

    /**
     * Runs the jobs in their order and returns their results in that order. At the first failure the others are
     * cancelled.
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
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (Job<T> job : jobs) {
                futures.add(threads.submit(() -> {
                    String description = step + " " + job.table() + " (" + job.chunks() + " chunks)";
                    context.setJobGroup("sterna-" + step, description, true);
                    return job.work().call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
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
