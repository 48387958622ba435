package dev.sterna.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.testing.Tries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaveCutTest {
    @Test
    void circlesStayTogetherAndNothingComesBeforeWhatItRefersTo() {
        Tries.of(300, random -> {
            Map<Integer, Set<Integer>> references = graph(random);
            List<Integer> things = IntStream.range(0, references.size()).boxed().toList();
            Map<Integer, Long> weights = new HashMap<>();
            things.forEach(thing -> weights.put(thing, (long) random.nextInt(1000)));
            int count = 1 + random.nextInt(6);

            List<List<Integer>> groups = TableCircles.of(things, references);
            List<List<Integer>> waves = WaveCut.of(groups, weights::get, count);

            boolean[][] reaches = reachable(references);
            assertThat(groups.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(things);
            Map<Integer, Integer> group = places(groups);
            Map<Integer, Integer> wave = places(waves);
            for (int one : things) {
                for (int other : things) {
                    boolean circle = reaches[one][other] && reaches[other][one];
                    assertThat(group.get(one).equals(group.get(other)))
                            .as("%s and %s in one group", one, other)
                            .isEqualTo(circle || one == other);
                    if (reaches[one][other]) {
                        assertThat(group.get(one)).isGreaterThanOrEqualTo(group.get(other));
                        assertThat(wave.get(one)).isGreaterThanOrEqualTo(wave.get(other));
                    }
                }
            }
            assertThat(waves).hasSize(Math.min(count, groups.size())).allMatch(tables -> !tables.isEmpty());
            assertThat(waves.stream().flatMap(List::stream).toList())
                    .isEqualTo(groups.stream().flatMap(List::stream).toList());
            assertThat(heaviest(waves, weights)).isEqualTo(leastHeaviest(groups, weights, waves.size()));
        });
    }

    @Test
    void aChainOfAnyLengthNeedsNoStack() {
        int length = 200_000;
        List<Integer> things = IntStream.range(0, length).boxed().toList();
        Map<Integer, Set<Integer>> references = new HashMap<>();
        things.forEach(thing -> references.put(thing, Set.of(thing + 1)));

        List<List<Integer>> groups = TableCircles.of(things, references);

        assertThat(groups).hasSize(length);
        assertThat(groups.get(0)).containsExactly(length - 1);

        references.put(length - 1, Set.of(0));
        assertThat(TableCircles.of(things, references)).hasSize(1);
    }

    @Test
    void nothingMakesNoWave() {
        assertThat(WaveCut.<Integer>of(List.of(), one -> 1, 3)).isEmpty();
    }

    private static Map<Integer, Set<Integer>> graph(Random random) {
        int things = random.nextInt(15);
        int edges = things == 0 ? 0 : random.nextInt(2 * things + 1);
        Map<Integer, Set<Integer>> references = new HashMap<>();
        for (int i = 0; i < things; i++) {
            references.put(i, new HashSet<>());
        }
        for (int i = 0; i < edges; i++) {
            // What is no table does not count.
            references.get(random.nextInt(things)).add(random.nextInt(things + 1));
        }
        return references;
    }

    private static boolean[][] reachable(Map<Integer, Set<Integer>> references) {
        int things = references.size();
        boolean[][] reaches = new boolean[things][things];
        references.forEach(
                (from, others) -> others.stream().filter(to -> to < things).forEach(to -> reaches[from][to] = true));
        for (int over = 0; over < things; over++) {
            for (int from = 0; from < things; from++) {
                for (int to = 0; to < things; to++) {
                    reaches[from][to] |= reaches[from][over] && reaches[over][to];
                }
            }
        }
        return reaches;
    }

    private static Map<Integer, Integer> places(List<List<Integer>> lists) {
        Map<Integer, Integer> places = new HashMap<>();
        for (int i = 0; i < lists.size(); i++) {
            for (int thing : lists.get(i)) {
                places.put(thing, i);
            }
        }
        return places;
    }

    private static long heaviest(List<List<Integer>> waves, Map<Integer, Long> weights) {
        return waves.stream().mapToLong(wave -> weight(wave, weights)).max().orElse(0);
    }

    private static long weight(List<Integer> things, Map<Integer, Long> weights) {
        return things.stream().mapToLong(weights::get).sum();
    }

    /** Of all ways to cut the groups, as they are ordered, into so many. */
    private static long leastHeaviest(List<List<Integer>> groups, Map<Integer, Long> weights, int waves) {
        if (groups.isEmpty()) {
            return 0;
        }
        if (waves == 1) {
            return groups.stream().mapToLong(group -> weight(group, weights)).sum();
        }
        long best = Long.MAX_VALUE;
        long first = 0;
        for (int cut = 1; cut <= groups.size() - waves + 1; cut++) {
            first += weight(groups.get(cut - 1), weights);
            long rest = leastHeaviest(new ArrayList<>(groups.subList(cut, groups.size())), weights, waves - 1);
            best = Math.min(best, Math.max(first, rest));
        }
        return best;
    }
}
