package dev.sterna.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whoever waits for a proof hears of everything that ends it. */
class ProofThreadsTest {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    private ProofThreads threads(Duration mostOutage) {
        return new ProofThreads(
                failure -> failure.getMessage().startsWith("gone") ? mostOutage : Duration.ZERO,
                new ProofThreads.Heard(lines::add, failures::add));
    }

    private static SternaException failure(String words) {
        return SternaException.of(Category.SOURCE, "any", null, words, "Nothing to do");
    }

    @Test
    void anErrorThatEndsTheThreadIsHeardOf() {
        try (ProofThreads threads = threads(Duration.ofMinutes(1))) {
            threads.begin(List.of(() -> {
                throw new StackOverflowError("deep");
            }));
            await().until(() -> !failures.isEmpty());
            assertThat(failures.element()).hasRootCauseMessage("deep");
        }
    }

    @Test
    void aServerThatIsGoneIsWaitedForAndNotForEver() {
        try (ProofThreads threads = threads(Duration.ofMillis(500))) {
            threads.begin(List.of(() -> {
                throw failure("gone for lunch");
            }));
            await().until(() -> !failures.isEmpty());
            assertThat(lines.element()).isEqualTo("sync: the proof waits: gone for lunch");
        }
    }

    @Test
    void whatFailsForGoodIsHeardOfAndOthersGoOn() {
        AtomicInteger steps = new AtomicInteger();
        try (ProofThreads threads = threads(Duration.ofMinutes(1))) {
            threads.begin(List.of(
                    () -> {
                        throw failure("broken");
                    },
                    () -> steps.incrementAndGet() > 0));
            await().until(() -> failures.size() > 1 && steps.get() > 2);
        }
        int ended = steps.get();
        assertThat(lines).isEmpty();
        assertThat(steps).as("Closed, it does nothing any more").hasValue(ended);
    }
}
