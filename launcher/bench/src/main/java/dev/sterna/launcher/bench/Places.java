package dev.sterna.launcher.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Where differences are planted: half of the places have one, the others a run of neighbours.
 *
 * @param first the least value of the key's first column at which each place begins
 * @param differences how many each place has
 */
record Places(List<Long> first, List<Integer> differences) {
    /** A table of five million rows gets a thousand differences in three hundred places, a smaller one as many in proportion. */
    private static final double ROWS_OF_A_DIFFERENCE = 5_000;

    private static final double DIFFERENCES_OF_A_PLACE = 1000.0 / 300;
    private static final int MOST_DIFFERENCES = 1000;
    private static final int FEWEST_DIFFERENCES = 60;

    /** Two places never touch. */
    private static final double SPREAD = 0.6;

    Places {
        first = List.copyOf(first);
        differences = List.copyOf(differences);
    }

    static Places in(SourceTable table, Random random) {
        int all = (int) Math.max(
                FEWEST_DIFFERENCES, Math.min(MOST_DIFFERENCES, Math.round(table.rows() / ROWS_OF_A_DIFFERENCE)));
        int places = (int) Math.round(all / DIFFERENCES_OF_A_PLACE);
        int[] differences = new int[places];
        for (int i = 0; i < all; i++) {
            int run = 2 * random.nextInt(places / 2) + 1;
            differences[i < places ? i : run]++;
        }
        SourceTable.KeyRange key = table.range().orElseThrow();
        double stride = (double) (key.greatest() - key.least()) / places;
        List<Long> first = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        for (int i = 0; i < places; i++) {
            first.add(key.least() + (long) (stride * (i + SPREAD * random.nextDouble())));
            counts.add(differences[i]);
        }
        return new Places(first, counts);
    }

    int all() {
        return differences.stream().mapToInt(Integer::intValue).sum();
    }
}
