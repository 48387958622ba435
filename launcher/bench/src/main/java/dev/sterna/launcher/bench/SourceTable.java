package dev.sterna.launcher.bench;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A table that everybody copies.
 *
 * @param bytes what it counts for in MB/s: the text of its rows where the benchmark generated them, else what the server
 *     says that it takes
 * @param range empty when its primary key does not begin with an integer
 */
record SourceTable(String name, long rows, long bytes, List<SourceColumn> columns, Optional<KeyRange> range) {
    private static final long ROWS_WORTH_SPLITTING = 10_000;

    SourceTable {
        columns = List.copyOf(columns);
    }

    /** The first column of the primary key, and its least and greatest value. */
    record KeyRange(String column, long least, long greatest) {}

    /**
     * Conditions that cut the table into so many even strides of the key, as somebody does who knows nothing of how the
     * keys lie; a small table, or one without such a key, stays whole.
     */
    List<String> strides(int wanted) {
        if (range.isEmpty() || rows < ROWS_WORTH_SPLITTING || wanted < 2) {
            return List.of("1 = 1");
        }
        KeyRange key = range.get();
        double stride = ((double) key.greatest() - key.least() + 1) / wanted;
        return IntStream.range(0, wanted)
                .mapToObj(i -> {
                    long from = key.least() + (long) (stride * i);
                    long to = key.least() + (long) (stride * (i + 1));
                    String lower = i == 0 ? "" : key.column() + " >= " + from;
                    String upper = i == wanted - 1 ? "" : key.column() + " < " + to;
                    return lower + (lower.isEmpty() || upper.isEmpty() ? "" : " AND ") + upper;
                })
                .toList();
    }
}
