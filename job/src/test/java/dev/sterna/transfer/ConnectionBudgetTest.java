package dev.sterna.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionBudgetTest {
    @Test
    void whatIsHeldIsNotFree() {
        ConnectionBudget budget = new ConnectionBudget(4, 0);
        assertThat(budget.free()).isEqualTo(4);
        assertThat(budget.holding(1).free()).isEqualTo(3);
        assertThat(budget.holding(1).holding(2).free()).isEqualTo(1);
    }

    @Test
    void oneIsAlwaysFree() {
        assertThat(new ConnectionBudget(1, 0).holding(1).free()).isEqualTo(1);
        assertThat(new ConnectionBudget(2, 0).holding(5).free()).isEqualTo(1);
    }

    @Test
    void piecesOfWorkUseNoMoreThanOneEach() {
        ConnectionBudget budget = new ConnectionBudget(4, 1);
        assertThat(budget.free(2)).isEqualTo(2);
        assertThat(budget.free(9)).isEqualTo(3);
        assertThat(budget.free(0)).isEqualTo(1);
    }
}
