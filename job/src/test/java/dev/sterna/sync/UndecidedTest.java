package dev.sterna.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UndecidedTest {
    private static final long SECOND = 1_000_000_000L;

    /** Looks again and again at as many keys as before; tells after how many seconds it is in vain. */
    private static int inVainAfter(int secondsBetween) {
        Undecided undecided = new Undecided(0);
        int seconds = 0;
        do {
            seconds += secondsBetween;
        } while (!undecided.isInVain(7, seconds * SECOND));
        return seconds;
    }

    @Test
    void whereNothingGetsBetterForFifteenSecondsItIsInVain() {
        assertThat(inVainAfter(1)).isEqualTo(17);
    }

    /** While whoever follows brings rows himself, for 20 seconds at a time, nothing can get better. */
    @Test
    void theFollowersOwnTimeIsNotCharged() {
        assertThat(inVainAfter(20)).isEqualTo(9 * 20);
    }

    @Test
    void whatGetsBetterIsWaitedFor() {
        Undecided undecided = new Undecided(0);
        for (int keys = 100; keys > 0; keys--) {
            assertThat(undecided.isInVain(keys, (101 - keys) * SECOND)).isFalse();
        }
    }
}
