package dev.sterna.transfer;

import dev.sterna.error.SternaException;
import dev.sterna.jdbc.SharedSessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkStatusTracker;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/**
 * Runs the chunks of tables as Spark tasks, one a chunk, with no more tasks at a time than there may be connections.
 *
 * <p>Spark has no such bound for single jobs: its tasks take every core that there is. In this process the cores are
 * known. Where they are few enough, a table is one job, a few tables at a time, so that one table's last chunks and the
 * planning of the next overlap; the largest goes first, so that what is done for it at the end, on one core, has the
 * others beside it. Everywhere else a chunk is a job of its own, and as many are given at a time as there
 * may be connections; that costs the driver some milliseconds a chunk, and Spark still repeats a task that fails. Jobs
 * carry the step and the table as their description in the Spark UI.
 */
public final class TableJobs {
    private static final int TABLES_AT_ONCE = 3;
    private static final Duration UNHEARD = Duration.ofMillis(300);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Pattern LOCAL = Pattern.compile("local(?:\\[\\s*(\\d+|\\*)\\s*(?:,[^\\]]*)?])?");

    private TableJobs() {}

    /**
     * One table's work.
     *
     * @param copy runs a Spark job over some of the chunks
     * @param end called when all chunks are done; it may hold one connection
     */
    public record Job<C, T>(String table, List<C> chunks, Consumer<List<C>> copy, Callable<T> end) {
        public Job {
            chunks = List.copyOf(chunks);
        }
    }

    /** Who is asked what becomes of the others when a table's work fails. */
    public interface Failures {
        /** Every failure ends them all. */
        Failures END_ALL = (table, failure) -> false;

        /**
         * Whether only this table's work ends. Asked on several threads, of one table perhaps more than once.
         *
         * @param failure an understood one if there is one in its chain of causes
         */
        boolean endTableAlone(String table, RuntimeException failure);
    }

    /** Runs the jobs and returns their results in their order. At the first failure the others are cancelled. */
    public static <C, T> List<T> run(SparkSession spark, String step, int connections, List<Job<C, T>> jobs) {
        return run(spark, step, connections, jobs, Failures.END_ALL);
    }

    /**
     * Runs the jobs and returns their results in their order, null of those that failed alone. At any other failure the
     * others are cancelled.
     *
     * @param connections how many tasks, and ends of jobs, there may be at a time
     * @throws SternaException the failure, if it is an understood one anywhere in the chain of causes
     */
    public static <C, T> List<T> run(
            SparkSession spark, String step, int connections, List<Job<C, T>> jobs, Failures failures) {
        if (jobs.isEmpty()) {
            return List.of();
        }
        SparkContext context = spark.sparkContext();
        int tasks = tasksAtOnce(context.master());
        boolean whole = areWhole(tasks, connections);
        if (tasks > connections - TABLES_AT_ONCE) {
            // None of the connections is to be one more than was counted.
            SharedSessions.release();
        }
        List<T> results = Collections.synchronizedList(new ArrayList<>(Collections.nCopies(jobs.size(), null)));
        List<Callable<Void>> work = new ArrayList<>();
        for (int place : largestFirst(jobs)) {
            AtomicBoolean failed = new AtomicBoolean();
            parts(context, step, whole, jobs.get(place), place, results).stream()
                    .map(part -> alone(part, jobs.get(place).table(), failures, failed))
                    .forEach(work::add);
        }
        ExecutorService threads =
                Executors.newFixedThreadPool(Math.min(whole ? TABLES_AT_ONCE : connections, work.size()), task -> {
                    Thread thread = new Thread(task, "sterna-" + step);
                    thread.setDaemon(true);
                    return thread;
                });
        try (JobStarts starts = new JobStarts(context)) {
            CompletionService<Void> ended = new ExecutorCompletionService<>(threads);
            int done = 0;
            for (Callable<Void> part : work) {
                if (whole) {
                    submit(ended, part, starts.next());
                } else {
                    ended.submit(part);
                }
                for (Future<Void> early = ended.poll(); early != null; early = ended.poll()) {
                    early.get();
                    done++;
                }
            }
            for (; done < work.size(); done++) {
                ended.take().get();
            }
            return results;
        } catch (ExecutionException failure) {
            threads.shutdownNow();
            context.cancelJobGroup("sterna-" + step);
            throw understood(failure.getCause());
        } catch (InterruptedException interruption) {
            threads.shutdownNow();
            context.cancelJobGroup("sterna-" + step);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted during " + step, interruption);
        } finally {
            threads.shutdownNow();
        }
    }

    /** A part of a table's work that ends no other's when it fails; those of its own are not begun any more. */
    private static Callable<Void> alone(Callable<Void> part, String table, Failures failures, AtomicBoolean failed) {
        return () -> {
            if (failed.get()) {
                return null;
            }
            try {
                return part.call();
            } catch (Exception failure) {
                // Spark throws checked exceptions without saying so.
                if (!failures.endTableAlone(table, understood(failure))) {
                    throw failure;
                }
                failed.set(true);
                return null;
            }
        };
    }

    /** Cancels what runs of a step, from any thread; {@link #run} then fails. */
    public static void cancel(SparkSession spark, String step) {
        spark.sparkContext().cancelJobGroup("sterna-" + step);
    }

    /**
     * How many connections of so many a task may have for itself: more than one where this process runs fewer tasks than there
     * may be connections.
     */
    public static int connectionsOfTask(SparkSession spark, int connections) {
        int tasks = tasksAtOnce(spark.sparkContext().master());
        return areWhole(tasks, connections) ? connections / tasks : 1;
    }

    /** A job that ends holds a connection while the tasks of others hold theirs. */
    private static boolean areWhole(int tasks, int connections) {
        return tasks <= connections - (TABLES_AT_ONCE - 1);
    }

    /**
     * Waits until no task of a step runs any more, those that were cancelled included, which may be at a statement that goes on;
     * a time at most, and not in a thread that is interrupted.
     */
    public static void awaitEnd(SparkSession spark, String step, Duration patience) {
        SparkStatusTracker tracker = spark.sparkContext().statusTracker();
        long begun = System.nanoTime();
        long end = begun + patience.toNanos();
        // The tracker hears of a task that has just begun a moment later.
        long heard = begun + UNHEARD.toNanos();
        while ((isActive(tracker, "sterna-" + step) || System.nanoTime() < heard) && System.nanoTime() < end) {
            try {
                Thread.sleep(BETWEEN_LOOKS.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static boolean isActive(SparkStatusTracker tracker, String group) {
        return Arrays.stream(tracker.getJobIdsForGroup(group))
                .mapToObj(tracker::getJobInfo)
                .filter(Option::isDefined)
                .flatMapToInt(job -> Arrays.stream(job.get().stageIds()))
                .mapToObj(tracker::getStageInfo)
                .anyMatch(stage -> stage.isDefined() && stage.get().numActiveTasks() > 0);
    }

    /** Spark prefers the job that came first, so the next may come once this one is in. */
    private static void submit(CompletionService<Void> ended, Callable<Void> part, JobStarts.Turn turn)
            throws InterruptedException {
        ended.submit(() -> {
            try {
                turn.take();
                return part.call();
            } finally {
                turn.end();
            }
        });
        turn.await();
    }

    private static <C, T> List<Integer> largestFirst(List<Job<C, T>> jobs) {
        return IntStream.range(0, jobs.size())
                .boxed()
                .sorted(Comparator.comparingInt(
                                (Integer place) -> jobs.get(place).chunks().size())
                        .reversed())
                .toList();
    }

    private static <C, T> List<Callable<Void>> parts(
            SparkContext context, String step, boolean whole, Job<C, T> job, int place, List<T> results) {
        int all = job.chunks().size();
        int parts = whole || all == 0 ? 1 : all;
        AtomicInteger left = new AtomicInteger(parts);
        List<Callable<Void>> work = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            List<C> chunks = parts == 1 ? job.chunks() : job.chunks().subList(part, part + 1);
            String which = parts == 1 ? all + " chunks" : "chunk " + (part + 1) + " of " + all;
            work.add(() -> {
                context.setJobGroup("sterna-" + step, step + " " + job.table() + " (" + which + ")", true);
                if (!chunks.isEmpty()) {
                    job.copy().accept(chunks);
                }
                if (left.decrementAndGet() == 0) {
                    results.set(place, job.end().call());
                }
                return null;
            });
        }
        return work;
    }

    /** How many tasks a master runs at a time, as far as that is certain: executors may come at any moment. */
    static int tasksAtOnce(String master) {
        Matcher local = LOCAL.matcher(master);
        if (!local.matches()) {
            return Integer.MAX_VALUE;
        }
        String cores = local.group(1);
        return cores == null
                ? 1
                : cores.equals("*") ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(cores);
    }

    private static RuntimeException understood(Throwable failure) {
        SternaException known = SternaException.findIn(failure);
        if (known != null) {
            return known;
        }
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }
}
