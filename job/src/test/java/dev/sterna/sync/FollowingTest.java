package dev.sterna.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever waits for one that follows hears how far it is, and whether rows were compared. */
class FollowingTest {
    private static Following following(Following.Pace pace) {
        return new Following(heard -> {
            heard.accept(pace);
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            return null;
        });
    }

    @ParameterizedTest
    @CsvSource({
        "true, all rows were looked at once while the log is followed",
        "false, rows are not compared while the log is followed but all of them in the freeze"
    })
    void saysWhetherRowsWereCompared(boolean compared, String words) {
        try (Following following = following(new Following.Pace(0.1, true, compared, 0))) {
            assertThat(following.awaitCaughtUp(Duration.ofSeconds(5), line -> {}))
                    .hasValueSatisfying(
                            said -> assertThat(said.replace(",", "")).contains(words));
        }
    }

    @Test
    void oneThatHasEndedIsNotWaitedFor() {
        StringBuilder said = new StringBuilder();
        try (Following following = new Following(heard -> {
            throw new IllegalStateException("The log is gone");
        })) {
            assertThat(following.awaitCaughtUp(Duration.ofSeconds(5), said::append))
                    .isEmpty();
        }
        assertThat(said).contains("nobody follows the log any more: The log is gone; so everything is compared");
    }
}
