package dev.sterna.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LagLimitTest {
    @Test
    void itIsSaidOnceWhenItIsAboveAndOnceWhenItIsNot() {
        List<String> lines = new ArrayList<>();
        LagLimit limit = new LagLimit(Duration.ofSeconds(2));
        for (double seconds : new double[] {0, 2, 2.5, 7, 1.9, 0}) {
            limit.tell(seconds, lines::add);
        }
        assertThat(lines)
                .containsExactly(
                        "sync: 2.5 s behind, more than sterna.sync.max-lag allows (2.0 s)",
                        "sync: 1.9 s behind, no more than sterna.sync.max-lag allows (2.0 s) again");
    }
}
