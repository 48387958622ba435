package dev.sterna.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sterna.compare.proof.ProofState;
import dev.sterna.compare.proof.Unlike;
import dev.sterna.error.Problem;
import dev.sterna.model.Lsn;
import dev.sterna.model.TableName;
import dev.sterna.plan.Samples;
import dev.sterna.plan.TablePlan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProofVerdictTest {
    private static final TablePlan PLAN = Samples.planned(Samples.table("s", "t"));
    private static final TableName TABLE = PLAN.source().name();

    private static ProofVerdict verdict(
            Map<TableName, Map<Unlike, Long>> differing,
            Map<TableName, Map<Unlike, Long>> refused,
            Map<TableName, String> lost) {
        long open = differing.values().stream()
                .flatMap(kinds -> kinds.values().stream())
                .mapToLong(Long::longValue)
                .sum();
        ProofState state = new ProofState(1, true, open, 0, 0, differing, lost);
        return new ProofVerdict(
                "r1", new Lsn(1), new ProofVerdict.Seen(state, Set.of(TABLE), refused, Set.of(), 10, 0, null, 0.5));
    }

    private static Map<TableName, Map<Unlike, Long>> rows(Unlike how, long count) {
        return Map.of(TABLE, Map.of(how, count));
    }

    /** One row that the target does not take does not excuse another that differs. */
    @Test
    void onlyTheVeryRowsThatWereRefusedAreExcused() {
        ProofVerdict other = verdict(rows(Unlike.CHANGED, 1), Map.of(), Map.of());
        assertThat(other.word()).isEqualTo("differs");
        assertThat(other.problems(List.of(PLAN)))
                .extracting(Problem::code, Problem::message)
                .containsExactly(
                        tuple("rows-differ", "s.t still differs in 1 row, though everything is in that the log told"));
        assertThat(other.gate("hash").found()).isEqualTo(1);

        ProofVerdict same = verdict(rows(Unlike.CHANGED, 1), rows(Unlike.CHANGED, 1), Map.of());
        assertThat(same.word()).isEqualTo("differs");
        assertThat(same.problems(List.of(PLAN))).isEmpty();
        assertThat(same.gate("hash").found()).isZero();
    }

    @Test
    void tablesOfWhichNothingIsProvenAreCountedAndFiveAreNamed() {
        ProofVerdict verdict = verdict(Map.of(), Map.of(), Map.of());
        assertThat(verdict.words()).startsWith("proven equal up to 0/1, ");
        verdict.without(List.of("s.a"));
        assertThat(verdict.words()).startsWith("not proven up to 0/1: nothing is proven of s.a; ");
        verdict.without(List.of("s.b", "s.c", "s.d", "s.e", "s.f", "s.g"));
        assertThat(verdict.word()).isEqualTo("not-proven");
        assertThat(verdict.words())
                .startsWith(
                        "not proven up to 0/1: nothing is proven of 7 tables: s.a, s.b, s.c, s.d, s.e and 2 more; ");
    }

    @Test
    void ofATableThatCouldNotBeComparedTheReasonIsSaid() {
        ProofVerdict verdict = verdict(Map.of(), Map.of(), Map.of(TABLE, "its rows are locked"));
        assertThat(verdict.words())
                .startsWith("not proven up to 0/1: nothing is proven of s.t (its rows are locked); ");
        verdict.without(List.of("s.a"));
        assertThat(verdict.words())
                .startsWith(
                        "not proven up to 0/1: nothing is proven of 2 tables: s.a, s.t (s.t: its rows are locked); ");
    }
}
