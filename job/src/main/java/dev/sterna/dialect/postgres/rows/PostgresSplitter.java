package dev.sterna.dialect.postgres.rows;

import dev.sterna.dialect.postgres.sql.LargeObjects;
import dev.sterna.dialect.postgres.sql.PostgresTypes;
import dev.sterna.dialect.rows.Splitter;
import dev.sterna.model.Chunk;
import dev.sterna.model.Column;
import dev.sterna.model.Key;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Cuts a table at quantiles of its key, or of its pages where it has no key. Quantiles come from a sample of whole
 * blocks, always the same one: its error depends on the blocks that it has, not on the rows, because neighbours in a
 * block tend to be neighbours in the key. Where a chunk is of few blocks, all of them are read.
 */
public final class PostgresSplitter implements Splitter {
    /** A chunk's size then has a standard error of a tenth. */
    private static final double BLOCKS_PER_CHUNK = 100;

    /** For the first look, which only counts. */
    private static final double BLOCKS_TO_COUNT = 250;

    /** Above it a sample is hardly cheaper than reading everything in order. */
    private static final double MOST_OF_A_TABLE = 0.25;

    /** Line pointer and header: no row is shorter. */
    private static final long LEAST_ROW_OCTETS = 28;

    @Override
    public List<Chunk> split(Connection connection, Table table, Goal goal, String where) throws SQLException {
        if (table.name().equals(LargeObjects.NAME)) {
            return largeObjects(connection, goal);
        }
        long wanted = goal.rowsFor(table);
        TableStorage heap = TableStorage.of(connection, table);
        if (heap.pages() * (heap.blockOctets() / LEAST_ROW_OCTETS) <= wanted && heap.samples()) {
            return whole(table.estimatedRows());
        }
        Key key = key(table);
        BlockSampling sampling = new BlockSampling(connection, table, where);
        double toCount = heap.share(BLOCKS_TO_COUNT / Math.max(1, heap.pages()));
        BlockSampling.Count count = sampling.count(toCount, key == null ? List.of() : nullable(table, key));
        long chunks = Math.round((double) count.rows() / wanted);
        if (chunks <= 1) {
            return whole(count.rows());
        }
        double share = heap.share(BLOCKS_PER_CHUNK * chunks / heap.pages());
        if (share > MOST_OF_A_TABLE) {
            share = 1;
        }
        boolean nullsAreMany = Math.round((double) count.nulls() / wanted) > 1;
        if (key != null && !(nullsAreMany && heap.rangesOfPages())) {
            return byKey(table, key, sampling.keys(key.columns(), chunks, share), count);
        }
        return heap.rangesOfPages() ? byPages(sampling.pages(chunks, share)) : whole(count.rows());
    }

    /** Between objects, so that one transaction brings all of each. */
    private static List<Chunk> largeObjects(Connection connection, Goal goal) throws SQLException {
        List<Chunk> chunks = new ArrayList<>();
        List<String> lower = List.of();
        long rows = 0;
        long octets = 0;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LargeObjects.sizes())) {
            while (row.next()) {
                if (rows > 0 && (rows >= goal.rows() || octets >= goal.bytes())) {
                    List<String> upper = List.of(row.getString(1));
                    chunks.add(range(chunks.size(), lower, upper, rows));
                    lower = upper;
                    rows = 0;
                    octets = 0;
                }
                octets += row.getLong(2);
                rows += 1 + Math.max(0, row.getLong(2) - 1) / LargeObjects.PIECE_OCTETS;
            }
        }
        chunks.add(range(chunks.size(), lower, List.of(), rows));
        return chunks;
    }

    private static Chunk range(int index, List<String> lower, List<String> upper, long rows) {
        return new Chunk(index, new Slice.KeyRange(List.of(LargeObjects.NUMBER), lower, upper), rows);
    }

    private static List<Chunk> whole(long rows) {
        return List.of(new Chunk(0, new Slice.Whole(), rows));
    }

    private static List<Chunk> byKey(Table table, Key key, BlockSampling.Bounds bounds, BlockSampling.Count count) {
        List<Chunk> chunks = new ArrayList<>();
        List<String> lower = List.of();
        for (int i = 0; i <= bounds.values().size(); i++) {
            List<String> upper = i < bounds.values().size() ? bounds.values().get(i) : List.of();
            chunks.add(new Chunk(i, new Slice.KeyRange(key.columns(), lower, upper), bounds.rowsPerChunk()));
            lower = upper;
        }
        List<String> nullable = nullable(table, key);
        if (!nullable.isEmpty()) {
            chunks.add(new Chunk(chunks.size(), new Slice.NullKey(nullable), count.nulls()));
        }
        return chunks;
    }

    private static List<Chunk> byPages(BlockSampling.Bounds bounds) {
        List<Chunk> chunks = new ArrayList<>();
        long from = 0;
        for (List<String> value : bounds.values()) {
            long to = Long.parseLong(value.get(0));
            // Many rows of a sample share a page.
            if (to > from) {
                chunks.add(new Chunk(chunks.size(), new Slice.PageRange(from, to), bounds.rowsPerChunk()));
                from = to;
            }
        }
        chunks.add(new Chunk(chunks.size(), new Slice.PageRange(from, -1), bounds.rowsPerChunk()));
        return chunks;
    }

    /** The primary key, else the shortest unique key, one without NULLs first; null when there is none to cut by. */
    private static Key key(Table table) {
        return Stream.concat(
                        Stream.ofNullable(table.primaryKey()),
                        table.uniqueKeys().stream()
                                .sorted(Comparator.<Key>comparingInt(
                                                key -> nullable(table, key).size())
                                        .thenComparingInt(key -> key.columns().size())))
                .filter(key -> key.columns().stream().map(table::column).allMatch(PostgresSplitter::isOrdered))
                .findFirst()
                .orElse(null);
    }

    /** A type of the user's own need not be ordered by what < is called for it in every session. */
    private static boolean isOrdered(Column column) {
        boolean strange = column.type() instanceof LogicalType.Opaque && !PostgresTypes.builtIn(column.nativeType());
        return column.generated() != Column.Generated.COMPUTED && !strange;
    }

    private static List<String> nullable(Table table, Key key) {
        return key.columns().stream()
                .filter(name -> table.column(name).nullable())
                .toList();
    }
}
