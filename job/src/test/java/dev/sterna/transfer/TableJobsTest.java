package dev.sterna.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.transfer.TableJobs.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TableJobsTest {
    private static final CountDownLatch BEGUN = new CountDownLatch(1);
    private static final AtomicInteger ENDED = new AtomicInteger();
    private static SparkSession spark;

    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    @BeforeAll
    static void start() {
        spark = SparkSession.builder()
                .master("local[2,4]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate();
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    @Test
    void knowsTheTasksOfThisProcessOnly() {
        int cores = Runtime.getRuntime().availableProcessors();
        assertThat(List.of("local", "local[3]", "local[3,4]", "local[*]", "local[*, 4]"))
                .extracting(TableJobs::tasksAtOnce)
                .containsExactly(1, 3, 3, cores, cores);
        assertThat(List.of("spark://host:7077", "yarn", "k8s://host", "local-cluster[2,1,1024]"))
                .extracting(TableJobs::tasksAtOnce)
                .containsOnly(Integer.MAX_VALUE);
    }

    @Test
    void aTableIsOneJobWhereTheTasksFit() {
        assertThat(TableJobs.run(spark, "test", 4, jobs(3, 5))).containsExactly("t0", "t1", "t2");
        assertThat(log).containsExactlyInAnyOrder("t0: 5", "t1: 5", "t2: 5", "t0 ends", "t1 ends", "t2 ends");
    }

    @Test
    void aChunkIsAJobWhereTheyDoNot() {
        assertThat(TableJobs.run(spark, "test", 3, jobs(3, 5))).containsExactly("t0", "t1", "t2");
        assertThat(log).hasSize(18).filteredOn(line -> line.endsWith(": 1")).hasSize(15);
        assertThat(log.subList(0, log.indexOf("t0 ends")))
                .filteredOn("t0: 1"::equals)
                .hasSize(5);
        assertThat(most).hasValue(3);
    }

    @Test
    void oneConnectionIsOneTaskAtATime() {
        TableJobs.run(spark, "test", 1, jobs(2, 4));
        assertThat(most).hasValue(1);
        assertThat(log)
                .containsExactly(
                        "t0: 1", "t0: 1", "t0: 1", "t0: 1", "t0 ends", "t1: 1", "t1: 1", "t1: 1", "t1: 1", "t1 ends");
    }

    @Test
    void aTableWithoutChunksOnlyEnds() {
        assertThat(TableJobs.run(spark, "test", 1, jobs(1, 0))).containsExactly("t0");
        assertThat(log).containsExactly("t0 ends");
    }

    @Test
    void theFirstFailureIsNoticedWhileAnEarlierTableIsStillAtWork() {
        CountDownLatch never = new CountDownLatch(1);
        Job<Integer, String> slow = new Job<>(
                "slow", List.of(1), chunks -> await(never, spark.range(1).count()), () -> "slow");
        Job<Integer, String> broken = new Job<>(
                "broken",
                List.of(1),
                chunks -> {
                    throw new IllegalArgumentException("planted");
                },
                () -> "broken");
        assertThatThrownBy(() -> TableJobs.run(spark, "test", 4, List.of(slow, broken)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("planted");
    }

    @Test
    void tasksThatWereCancelledAreWaitedFor() {
        Job<Integer, String> stubborn = new Job<>(
                "stubborn",
                List.of(1),
                chunks -> spark.range(0, 1, 1, 1)
                        .foreachPartition((ForeachPartitionFunction<Long>) rows -> busyForASecond()),
                () -> "stubborn");
        Job<Integer, String> broken = new Job<>(
                "broken",
                List.of(1),
                chunks -> {
                    await(BEGUN);
                    throw new IllegalArgumentException("planted");
                },
                () -> "broken");
        assertThatThrownBy(() -> TableJobs.run(spark, "test", 4, List.of(stubborn, broken)))
                .hasMessage("planted");

        TableJobs.awaitEnd(spark, "test", Duration.ofSeconds(30));

        assertThat(ENDED).hasValue(1);
    }

    /** As a statement that no interrupt reaches. */
    private static void busyForASecond() {
        BEGUN.countDown();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        ENDED.incrementAndGet();
    }

    private List<Job<Integer, String>> jobs(int tables, int chunks) {
        List<Job<Integer, String>> jobs = new ArrayList<>();
        for (int table = 0; table < tables; table++) {
            String name = "t" + table;
            jobs.add(new Job<>(name, Collections.nCopies(chunks, 1), some -> busy(name + ": " + some.size()), () -> {
                busy(name + " ends");
                return name;
            }));
        }
        return jobs;
    }

    private void busy(String line) {
        most.accumulateAndGet(open.incrementAndGet(), Math::max);
        try {
            Thread.sleep(20);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        log.add(line);
        open.decrementAndGet();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException cancelled) {
            throw new AssertionError(cancelled);
        }
    }

    private static void await(CountDownLatch latch, long rowsOfAJobThatHasBegun) {
        try {
            if (latch.await(rowsOfAJobThatHasBegun, TimeUnit.MINUTES)) {
                throw new AssertionError("Nobody opens it");
            }
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
        }
    }
}
