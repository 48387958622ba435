package dev.sterna.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SourceTableTest {
    @Test
    void stridesCoverTheRangeOnce() {
        assertThat(table(1_000_000, Optional.of(new SourceTable.KeyRange("id", 1, 30)))
                        .strides(3))
                .containsExactly("id < 11", "id >= 11 AND id < 21", "id >= 21");
    }

    @Test
    void theWidestRangeDoesNotOverflow() {
        assertThat(table(1_000_000, Optional.of(new SourceTable.KeyRange("id", Long.MIN_VALUE, Long.MAX_VALUE)))
                        .strides(2))
                .containsExactly("id < -1", "id >= -1");
    }

    @Test
    void smallTablesAndThoseWithoutAnIntegerKeyStayWhole() {
        assertThat(table(9, Optional.of(new SourceTable.KeyRange("id", 1, 30))).strides(3))
                .containsExactly("1 = 1");
        assertThat(table(1_000_000, Optional.empty()).strides(3)).containsExactly("1 = 1");
    }

    private static SourceTable table(long rows, Optional<SourceTable.KeyRange> range) {
        return new SourceTable("t", rows, 1, List.of(), range);
    }
}
