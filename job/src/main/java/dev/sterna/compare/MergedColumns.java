package dev.sterna.compare;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a merge has to know of the columns of its rows.
 *
 * @param names the source's, of all columns
 * @param key places of the columns that pair the rows; none when rows are told apart by all, so that none can change
 * @param identifying places of the columns whose values name a row in what is found
 * @param meant whether a column's texts are compared by what they mean as JSON, of each; or none at all
 */
record MergedColumns(List<String> names, int[] key, int[] identifying, boolean[] meant) {

    /** @param seen the pair as its rows are read, which are paired by another key where JSON is compared by meaning */
    static MergedColumns of(TablePair pair, TablePair seen, JsonColumns json) {
        int[] own = pair.keyPlaces();
        return new MergedColumns(
                pair.columns(),
                seen.keyPlaces(),
                own.length > 0 ? own : IntStream.range(0, pair.columns().size()).toArray(),
                json.any() ? json.which() : new boolean[0]);
    }

    boolean anyByMeaning() {
        return meant.length > 0;
    }

    boolean byMeaning(int column) {
        return meant.length > 0 && meant[column];
    }

    List<String> names(int[] places) {
        return Arrays.stream(places).mapToObj(names::get).toList();
    }
}
