package dev.sterna.compare.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.model.TableName;
import dev.sterna.testing.Tries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProofTest {
    private static final TableName TABLE = new TableName("s", "t");
    private static final KeyShelf NO_SHELF = new KeyShelf() {
        @Override
        public Box put(Map<TableName, Set<List<String>>> keys) {
            throw new AssertionError("Nothing is too much here");
        }

        @Override
        public void stays(RuntimeException why) {
            throw why;
        }
    };
    private static final long SECOND = 1_000_000_000L;

    /**
     * Whatever happens in whatever order: in the end exactly those rows are named that differ. They are those that were brought wrongly
     * once more.
     */
    @Test
    void noUnprovenRowEscapes() {
        long[] boxes = {0};
        Tries.of(10_000, random -> {
            LivingTables tables = new LivingTables(random, LivingTables.Misuse.NONE);
            int steps = random.nextInt(400);
            for (int i = 0; i < steps; i++) {
                tables.step();
            }
            tables.end();
            boxes[0] += tables.boxes();
            assertThat(tables.state().isDecided()).as(tables.state().toString()).isTrue();
            assertThat(tables.state().differences()).isEqualTo(tables.differences());
            assertThat(tables.state().isProven()).isEqualTo(tables.isSame());
        });
        assertThat(boxes[0]).as("keys were put on the shelf").isPositive();
    }

    /** The property could be violated: so it is where the proof is not used as it says. */
    @ParameterizedTest
    @EnumSource(value = LivingTables.Misuse.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aMisusedProofLetsRowsEscape(LivingTables.Misuse misuse) {
        int escaped = 0;
        for (int seed = 0; seed < 20_000 && escaped == 0; seed++) {
            LivingTables tables = new LivingTables(new Random(seed), misuse);
            for (int i = 0; i < 300; i++) {
                tables.step();
            }
            tables.end();
            escaped += tables.state().isProven() && !tables.isSame() ? 1 : 0;
        }
        assertThat(escaped).isPositive();
    }

    private static Proof proof(Set<Unlike> broughtAgain) {
        return new Proof(
                List.of(new Part(TABLE, 0, 10), new Part(TABLE, 1, 30)),
                broughtAgain,
                NO_SHELF,
                new Proof.Limits(1000, 1000, 1000),
                0);
    }

    private static List<List<String>> keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> List.of("k" + i)).toList();
    }

    @Test
    void aPassIsAsFarAsTheRowsThatItHasCompared() {
        Proof proof = proof(Set.of());
        assertThat(proof.state().passed()).isZero();
        List<Part> first = proof.begin(20, 5);
        assertThat(first).extracting(Part::number).containsExactly(0);
        proof.compared(first.get(0));
        assertThat(proof.state().passed()).isEqualTo(0.25);
        List<Part> second = proof.begin(1, 5);
        assertThat(second).extracting(Part::number).containsExactly(1);
        assertThat(proof.begin(100, 5)).isEmpty();
        assertThat(proof.state().isPassFinished()).isFalse();
        proof.giveBack(second.get(0));
        second = proof.begin(100, 5);
        proof.compared(second.get(0));
        assertThat(proof.state().isProven()).isTrue();
    }

    /** What differs for good is brought once, and told when that did not help. */
    @Test
    void whatNothingExplainsIsBroughtOnceAndThenADifference() {
        Proof proof = proof(Set.of(Unlike.CHANGED));
        proof.begin(100, 5).forEach(proof::compared);
        proof.named(TABLE, keys(2), 0);
        assertThat(proof.take(10, SECOND / 2)).as("left alone first").isNull();
        long now = SECOND;
        Map<List<String>, Unlike> unlike = Map.of(List.of("k0"), Unlike.CHANGED, List.of("k1"), Unlike.EXTRA);
        for (int look = 0; look < 3; look++) {
            assertThat(proof.toBring(EnumSet.allOf(Unlike.class))).isEmpty();
            assertThat(proof.state().differences()).isZero();
            proof.looked(proof.take(10, now), unlike, now);
            now += 60 * SECOND;
        }
        assertThat(proof.toBring(EnumSet.allOf(Unlike.class)))
                .as("The log may still tell of it")
                .isEmpty();
        proof.told(now);
        assertThat(proof.state().undecided()).isEqualTo(1);
        assertThat(proof.state().differing()).isEqualTo(Map.of(TABLE, Map.of(Unlike.EXTRA, 1L)));
        for (int tries = 0; tries < 2; tries++) {
            assertThat(proof.toBring(EnumSet.allOf(Unlike.class)))
                    .as("Until it is decided what becomes of it, whatever fails meanwhile")
                    .isEqualTo(Map.of(TABLE, Map.of(List.of("k0"), Unlike.CHANGED)));
            assertThat(proof.state().undecided()).isEqualTo(1);
        }
        assertThat(proof.decided(TABLE, List.of(List.of("k0")))).isTrue();
        assertThat(proof.toBring(EnumSet.allOf(Unlike.class))).isEmpty();
        assertThat(proof.state().undecided()).isZero();
        proof.named(TABLE, keys(1), now);
        assertThat(proof.state().undecided()).isEqualTo(1);
        proof.hurry(now);
        for (int look = 0; look < 2; look++) {
            Hand hand = proof.take(10, now);
            assertThat(hand.keys()).contains(List.of("k0"));
            proof.looked(hand, Map.of(List.of("k0"), Unlike.CHANGED), now);
            now += SECOND;
        }
        proof.told(now);
        assertThat(proof.toBring(EnumSet.allOf(Unlike.class))).isEmpty();
        assertThat(proof.state().differing()).isEqualTo(Map.of(TABLE, Map.of(Unlike.CHANGED, 1L)));
        assertThat(proof.differing((table, key) -> key.equals(List.of("k0"))))
                .isEqualTo(Map.of(TABLE, Map.of(Unlike.CHANGED, 1L)));
        assertThat(proof.differing((table, key) -> key.equals(List.of("k1")))).isEmpty();
        assertThat(proof.state().isDecided()).isTrue();
        assertThat(proof.take(10, now)).isNotNull();
        assertThat(proof.state().isDecided())
                .as("It is only looked at once more")
                .isTrue();
        assertThat(proof.state().isProven()).isFalse();
    }

    /** A comparison that had begun when its key was named says nothing. */
    @Test
    void whatWasNamedMeanwhileStaysOpen() {
        Proof proof = proof(Set.of());
        proof.named(TABLE, keys(3), 0);
        Hand hand = proof.take(10, SECOND);
        assertThat(proof.state().open()).isEqualTo(3);
        proof.named(TABLE, keys(1), SECOND);
        proof.looked(hand, Map.of(), SECOND);
        assertThat(proof.state().open()).isEqualTo(1);
        assertThat(proof.state().again()).isEqualTo(3);
    }

    @Test
    void partsOfAnEmptiedTableAreComparedAnew() {
        Proof proof = proof(Set.of());
        List<Part> begun = proof.begin(100, 5);
        proof.compared(begun.get(0));
        proof.emptied(TABLE);
        proof.compared(begun.get(1));
        assertThat(proof.state().passed()).isZero();
        assertThat(proof.state().open()).isZero();
        assertThat(proof.begin(100, 5)).hasSize(2);
    }

    /** What differs altogether is for a comparison, not for keys in memory. */
    @Test
    void aTableThatDiffersInTooManyRowsIsGivenUp() {
        Proof proof =
                new Proof(List.of(new Part(TABLE, 0, 10)), Set.of(), NO_SHELF, new Proof.Limits(1000, 1000, 10), 0);
        proof.differ(TABLE, keys(11), 0);
        Hand hand = proof.take(20, SECOND);
        Map<List<String>, Unlike> unlike = new HashMap<>();
        hand.keys().forEach(key -> unlike.put(key, Unlike.MISSING));
        proof.looked(hand, unlike, SECOND);
        assertThat(proof.state().lost())
                .isEqualTo(Map.of(TABLE, "too many of its rows differ to keep all of their keys"));
    }

    @Test
    void ofATableThatIsLeftOrLostNothingIsSaid() {
        Proof proof = proof(Set.of());
        proof.named(TABLE, keys(3), 0);
        Hand hand = proof.take(2, SECOND);
        List<Part> begun = proof.begin(100, 5);
        proof.lose(TABLE, "it has no hash");
        proof.looked(hand, Map.of(List.of("k0"), Unlike.MISSING), 0);
        begun.forEach(proof::compared);
        proof.named(TABLE, keys(3), 0);
        assertThat(proof.state())
                .isEqualTo(new ProofState(1, true, 0, 0, 0, Map.of(), Map.of(TABLE, "it has no hash")));
        assertThat(proof.state().isProven()).isFalse();
        proof.leave(TABLE);
        assertThat(proof.state().isProven()).isTrue();
    }

    /** However many keys there are, only some are in memory; none is forgotten, in whatever order they come. */
    @Test
    void keysThatAreTooManyLieOnTheShelf() {
        List<KeyShelf.Box> put = new ArrayList<>();
        List<KeyShelf.Box> deleted = new ArrayList<>();
        List<RuntimeException> staying = new ArrayList<>();
        KeyShelf shelf = new KeyShelf() {
            @Override
            public Box put(Map<TableName, Set<List<String>>> keys) {
                Box box = new Box() {
                    @Override
                    public Map<TableName, Set<List<String>>> read() {
                        return keys;
                    }

                    @Override
                    public void delete() {
                        deleted.add(this);
                        throw new IllegalStateException("no right to delete it");
                    }
                };
                put.add(box);
                return box;
            }

            @Override
            public void stays(RuntimeException why) {
                staying.add(why);
            }
        };
        Proof proof = new Proof(List.of(new Part(TABLE, 0, 10)), Set.of(), shelf, new Proof.Limits(100, 2000, 100), 0);
        List<List<String>> all = new ArrayList<>(keys(1000));
        Collections.shuffle(all, new Random(1));
        proof.named(TABLE, all, 0);
        assertThat(proof.state().open()).isEqualTo(1000);
        assertThat(put).isNotEmpty();
        List<List<String>> seen = new ArrayList<>();
        for (Hand hand = proof.take(30, SECOND); hand != null; hand = proof.take(30, SECOND)) {
            seen.addAll(hand.keys());
            proof.looked(hand, Map.of(), SECOND);
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
        assertThat(deleted).hasSameSizeAs(put);
        assertThat(proof.state().open()).isZero();
        proof.named(TABLE, all, 0);
        proof.close();
        assertThat(deleted).hasSameSizeAs(put);
        assertThat(staying)
                .as("A file that stays is told, and ends nothing")
                .hasSameSizeAs(put)
                .extracting(RuntimeException::getMessage)
                .containsOnly("no right to delete it");
    }
}
