package dev.sterna.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PiecesTest {
    @Test
    void groupsAreNoLargerThanAServerSortsWell() {
        assertThat(Pieces.groups(1, 100_000_000)).isEqualTo(1);
        assertThat(Pieces.groups(64, 1_000_000)).isEqualTo(1);
        assertThat(Pieces.groups(64, 10_000_000)).isEqualTo(8);
        assertThat(Pieces.groups(4, 1_000_000_000)).isEqualTo(4);
        assertThat(Pieces.groups(12, 1_000_000_000)).isEqualTo(4);
    }
}
