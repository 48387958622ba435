package dev.sterna.plan;

import dev.sterna.compare.DigestMethod;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.model.Chunk;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import java.util.ArrayList;
import java.util.List;

/** Chooses how the two sides of a table are compared. */
final class DigestMethodChoice {
    private static final int MOST_BUCKETS = 1 << 16;

    private DigestMethodChoice() {}

    /**
     * Ranges only where both sides order the key alike, and where the target finds them through its primary key: else
     * each would cost a scan. Buckets everywhere else.
     */
    static DigestMethod choose(
            Table source, Table target, ValueConversions losses, List<Chunk> chunks, long chunkRows) {
        if (chunks.size() == 1 && chunks.get(0).slice() instanceof Slice.Whole) {
            // A table that could not be cut although it is large is narrowed in pieces, which buckets give.
            return source.estimatedRows() > 2 * chunkRows ? DigestMethod.BUCKETS : DigestMethod.RANGES;
        }
        for (Chunk chunk : chunks) {
            List<String> key = key(chunk.slice());
            if (key == null || !orderedAlike(source, target, key, losses)) {
                return DigestMethod.BUCKETS;
            }
        }
        return DigestMethod.RANGES;
    }

    /** A power of two, so that buckets can be joined to fewer: about as many as chunks would fill. */
    static int buckets(long rows, long chunkRows) {
        long wanted = Math.max(1, rows / Math.max(1, chunkRows));
        int buckets = 1;
        while (buckets < wanted && buckets < MOST_BUCKETS) {
            buckets *= 2;
        }
        return buckets;
    }

    private static List<String> key(Slice slice) {
        return switch (slice.kind()) {
            case KEY_RANGE -> ((Slice.KeyRange) slice).columns();
            case NULL_KEY -> ((Slice.NullKey) slice).columns();
            case WHOLE, PAGE_RANGE, HASH_BUCKET, KEYS -> null;
        };
    }

    private static boolean orderedAlike(Table source, Table target, List<String> key, ValueConversions losses) {
        if (target.primaryKey() == null) {
            return false;
        }
        List<String> targetKey = new ArrayList<>();
        for (String name : key) {
            Column from = source.column(name);
            int place = source.storedColumns().indexOf(from);
            if (place < 0) {
                return false;
            }
            Column to = target.storedColumns().get(place);
            // A value that becomes another changes its place.
            if (!losses.of(from).isEmpty() || !sameOrder(from.type(), to.type())) {
                return false;
            }
            targetKey.add(to.name());
        }
        List<String> primary = target.primaryKey().columns();
        return primary.size() >= targetKey.size()
                && primary.subList(0, targetKey.size()).equals(targetKey);
    }

    private static boolean sameOrder(LogicalType from, LogicalType to) {
        return switch (from.kind()) {
            case INT, DECIMAL -> to.kind() == LogicalType.Kind.INT || to.kind() == LogicalType.Kind.DECIMAL;
            case DATE, TIMESTAMP, INSTANT -> to.kind() == from.kind();
            case BOOL, NUMERIC, REAL, CHAR, TEXT, BYTES, BIT, TIME, UUID, JSON, ENUM, SET, OPAQUE -> false;
        };
    }
}
