package dev.sterna.dialect.mysql.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.dialect.health.QueryPlan;
import org.junit.jupiter.api.Test;

class ExplainTextTest {
    private static QueryPlan plan(String value) {
        return ExplainText.tree("-> Nested loop inner join  (cost=1.10 rows=2)\n    -> Filter: ((b.x = " + value
                + ") and (b.id2 > -5))  (cost=0.35..0.40 rows=1)\n        -> Index lookup on b using by_x_2 (x=" + value
                + ")  (rows=3)\n");
    }

    /** The server puts values of rows into its trees: they are neither kept nor another way to run the query. */
    @Test
    void valuesAreLeftOutOfATree() {
        QueryPlan plan = plan("'it\\'s O''Hara (rows=1)'");
        assertThat(plan.text()).isEqualTo("""
                        -> Nested loop inner join  (cost=1.10 rows=2)
                            -> Filter: ((b.x = ?) and (b.id2 > ?))  (cost=0.35..0.40 rows=1)
                                -> Index lookup on b using by_x_2 (x=?)  (rows=3)
                        """);
        assertThat(plan.shape()).isEqualTo("""
                        -> Nested loop inner join
                            -> Filter: ((b.x = ?) and (b.id2 > ?))
                                -> Index lookup on b using by_x_2 (x=?)
                        """);
        for (String other : new String[] {"12.5e3", "0xFF", "x'00FF'", "'" + "long".repeat(50_000) + "'"}) {
            assertThat(plan(other)).isEqualTo(plan);
        }
    }
}
