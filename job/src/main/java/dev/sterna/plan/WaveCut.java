package dev.sterna.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Cuts groups, in their order, into waves of about the same weight. */
final class WaveCut {
    private WaveCut() {}

    /**
     * The waves, none of them empty: as many as are wanted, or as there are groups. No cut of these groups in this order has a
     * lighter heaviest wave.
     *
     * @param weight at least 0
     */
    static <T> List<List<T>> of(List<List<T>> groups, ToLongFunction<T> weight, int count) {
        if (groups.isEmpty()) {
            return List.of();
        }
        long[] weights = groups.stream()
                .mapToLong(group -> group.stream().mapToLong(weight).sum())
                .toArray();
        int waves = Math.min(count, groups.size());
        long most = lightest(weights, waves);
        List<List<T>> cut = new ArrayList<>();
        List<T> wave = new ArrayList<>();
        long sum = 0;
        for (int i = 0; i < weights.length; i++) {
            boolean full = !wave.isEmpty() && sum + weights[i] > most;
            // Each wave that is still to come needs a group.
            boolean last = groups.size() - i <= waves - cut.size() - 1;
            if (!wave.isEmpty() && (full || last)) {
                cut.add(wave);
                wave = new ArrayList<>();
                sum = 0;
            }
            wave.addAll(groups.get(i));
            sum += weights[i];
        }
        cut.add(wave);
        return cut;
    }

    /** The least weight of the heaviest wave. */
    private static long lightest(long[] weights, int waves) {
        long least = 0;
        long most = 0;
        for (long weight : weights) {
            least = Math.max(least, weight);
            most += weight;
        }
        while (least < most) {
            long middle = least + (most - least) / 2;
            if (needed(weights, middle) <= waves) {
                most = middle;
            } else {
                least = middle + 1;
            }
        }
        return least;
    }

    /** How many waves it takes if none may be heavier. */
    private static int needed(long[] weights, long most) {
        int waves = 1;
        long sum = 0;
        for (long weight : weights) {
            if (sum + weight > most) {
                waves++;
                sum = 0;
            }
            sum += weight;
        }
        return waves;
    }
}
