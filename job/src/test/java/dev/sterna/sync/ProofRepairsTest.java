package dev.sterna.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sterna.compare.proof.Hand;
import dev.sterna.compare.proof.KeyShelf;
import dev.sterna.compare.proof.Part;
import dev.sterna.compare.proof.Proof;
import dev.sterna.compare.proof.Unlike;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.model.TableName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What differs although the log told nothing of it is brought once more, or judged, whatever fails meanwhile. */
class ProofRepairsTest {
    private static final TableName TABLE = new TableName("s", "t");
    private static final long MINUTE = 60_000_000_000L;

    private final List<Problem> warnings = new ArrayList<>();
    private final Proof proof = new Proof(
            List.of(new Part(TABLE, 0, 10)),
            Set.of(Unlike.values()),
            new KeyShelf() {
                @Override
                public Box put(Map<TableName, Set<List<String>>> keys) {
                    throw new AssertionError("Nothing is too much here");
                }

                @Override
                public void stays(RuntimeException why) {
                    throw why;
                }
            },
            new Proof.Limits(1000, 1000, 1000),
            0);

    /** So many rows that only the target has, and one that is not the same, of which the log tells nothing. */
    private void differs(int extras) {
        proof.begin(100, 1).forEach(proof::compared);
        Map<List<String>, Unlike> unlike = new HashMap<>();
        IntStream.range(0, extras).forEach(i -> unlike.put(List.of("extra " + i), Unlike.EXTRA));
        unlike.put(List.of("changed"), Unlike.CHANGED);
        proof.named(TABLE, unlike.keySet(), 0);
        for (int look = 1; look <= 3; look++) {
            Hand hand = proof.take(100, look * MINUTE);
            proof.looked(hand, unlike, look * MINUTE);
        }
        proof.told(4 * MINUTE);
    }

    private ProofRepairs repairs(ProofRepairs.Counting counting) {
        return new ProofRepairs(proof, new BigDecimal("0.05"), counting, warnings::add);
    }

    private static void stepAgain(ProofRepairs repairs) {
        await().pollInSameThread().until(() -> {
            repairs.step();
            return !repairs.isDone();
        });
    }

    /** A target that is gone for a moment makes no differences that stay of what was to be brought. */
    @Test
    void whatCouldNotBeJudgedIsJudgedLater() {
        differs(4);
        boolean[] gone = {true};
        ProofRepairs repairs = repairs(table -> {
            if (gone[0]) {
                throw SternaException.of(Category.TARGET, "any", null, "gone for a moment", "Nothing to do");
            }
            return new ProofRepairs.Rows(96, 100);
        });
        assertThatThrownBy(repairs::step).hasMessage("gone for a moment");
        assertThat(repairs.isDone()).isTrue();
        assertThat(proof.state().differences()).isZero();
        assertThat(proof.state().undecided()).isEqualTo(5);
        gone[0] = false;
        stepAgain(repairs);
        assertThat(repairs.pending().get(TABLE)).hasSize(5);
        assertThat(warnings)
                .extracting(Problem::message)
                .containsExactly("5 rows of s.t differed, though the log told of no change; they are brought again");
        repairs.brought(TABLE, repairs.pending().get(TABLE).keySet());
        assertThat(repairs.isDone()).isTrue();
        assertThat(repairs.count()).isEqualTo(5);
    }

    @Test
    void tooManyExtrasStayAndAreDifferencesAndOthersAreBrought() {
        differs(6);
        ProofRepairs repairs = repairs(table -> new ProofRepairs.Rows(94, 100));
        stepAgain(repairs);
        assertThat(repairs.pending()).isEqualTo(Map.of(TABLE, Map.of(List.of("changed"), Unlike.CHANGED)));
        assertThat(repairs.kept()).containsExactly(TABLE);
        assertThat(proof.state().differing().get(TABLE)).containsEntry(Unlike.EXTRA, 6L);
    }

    /** Of a source that is empty nothing goes. */
    @Test
    void anEmptySourceEmptiesNoTarget() {
        differs(1);
        ProofRepairs repairs = repairs(table -> new ProofRepairs.Rows(0, 100));
        stepAgain(repairs);
        assertThat(repairs.kept()).containsExactly(TABLE);
    }

    /** Counting a table of a billion rows takes minutes; what others have to bring goes on. */
    @Test
    void nobodyWaitsForACount() throws Exception {
        differs(1);
        CountDownLatch counting = new CountDownLatch(1);
        CountDownLatch counted = new CountDownLatch(1);
        ProofRepairs repairs = repairs(table -> {
            counting.countDown();
            try {
                counted.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            return new ProofRepairs.Rows(99, 100);
        });
        CompletableFuture<Boolean> step = CompletableFuture.supplyAsync(repairs::step);
        counting.await();
        CompletableFuture<Boolean> follower = CompletableFuture.supplyAsync(() -> {
            repairs.brought(TABLE, List.of(List.of("other")));
            return repairs.pending().isEmpty() && repairs.isDone();
        });
        assertThat(follower.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(step).isNotDone();
        counted.countDown();
        assertThat(step.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(repairs.pending().get(TABLE)).hasSize(2);
    }

    /** A table that is not followed any more has nothing pending, or whoever follows would wait for it for ever. */
    @Test
    void aTableThatIsLeftHasNothingToBring() {
        differs(1);
        ProofRepairs repairs = repairs(table -> {
            proof.leave(TABLE);
            return new ProofRepairs.Rows(99, 100);
        });
        repairs.step();
        assertThat(repairs.isDone()).isTrue();
        assertThat(warnings).isEmpty();
    }
}
