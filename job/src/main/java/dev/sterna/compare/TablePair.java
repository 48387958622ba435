package dev.sterna.compare;

import dev.sterna.dialect.rows.CanonicalColumn;
import dev.sterna.dialect.rows.KeyStrips;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.model.Chunk;
import dev.sterna.model.Column;
import dev.sterna.model.Key;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of one table on both sides, seen as the source's logical types, and the parts by which they are digested. It travels to
 * executors.
 *
 * @param name the source's table, for messages and events
 * @param source all rows that are compared; {@code target} likewise, null when the target has no such table
 * @param key the source's names of the columns by which a row is told apart; empty: by all
 * @param targetNames what the target calls the source's columns
 * @param buckets how many of them {@link DigestMethod#BUCKETS} uses
 * @param chunks of the source
 */
public record TablePair(
        String name,
        RowSet source,
        RowSet target,
        List<String> key,
        Map<String, String> targetNames,
        DigestMethod method,
        int buckets,
        List<Chunk> chunks)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public TablePair {
        key = List.copyOf(key);
        targetNames = Map.copyOf(targetNames);
        chunks = List.copyOf(chunks);
    }

    /** The source's names of the columns that are compared. */
    public List<String> columns() {
        return source.columns().stream().map(column -> column.column().name()).toList();
    }

    /** The source's names of the columns that name a row: its key's, or else all. */
    public List<String> identifyingColumns() {
        return key.isEmpty() ? columns() : key;
    }

    /** Places of the key's columns among those that are compared; none without a key. */
    public int[] keyPlaces() {
        return key.stream().mapToInt(columns()::indexOf).toArray();
    }

    /** Rows of a slice that the source's names describe. */
    public RowSet sourceRows(Slice slice) {
        return source.withSlice(slice);
    }

    /** The rows of the target that belong to the same slice. */
    public RowSet targetRows(Slice slice) {
        return target.withSlice(inTarget(slice));
    }

    /** The strips of the target that belong to the source's. */
    KeyStrips inTarget(KeyStrips strips) {
        return strips.renamed(renamed(strips.range().columns()));
    }

    /** The same rows of the source beside those of another table, whose columns have the target's names. */
    public TablePair withTarget(Table other) {
        List<CanonicalColumn> columns = new ArrayList<>();
        for (CanonicalColumn column : target.columns()) {
            columns.add(new CanonicalColumn(other.column(column.column().name()), column.as()));
        }
        RowSet rows = new RowSet(other, columns, target.key(), target.slice(), target.where(), target.conversions());
        return new TablePair(name, source, rows, key, targetNames, method, buckets, chunks);
    }

    /** The same tables, of which one part alone is compared. */
    public TablePair withPart(DigestMethod otherMethod, int otherBuckets, Slice part) {
        List<Chunk> one = List.of(new Chunk(0, part, -1));
        return new TablePair(name, source, target, key, targetNames, otherMethod, otherBuckets, one);
    }

    /** The same rows, of which some columns alone are compared, the key's among them. */
    public TablePair withColumns(List<String> names) {
        List<String> there = names.stream().map(targetNames::get).toList();
        return withRows(source.withColumns(names), target == null ? null : target.withColumns(there));
    }

    /** The same tables, of which other rows are compared. */
    public TablePair withRows(RowSet otherSource, RowSet otherTarget) {
        return new TablePair(name, otherSource, otherTarget, key, targetNames, method, buckets, chunks);
    }

    /** The same tables, of which some chunks alone are compared. */
    public TablePair withChunks(List<Chunk> some) {
        return new TablePair(name, source, target, key, targetNames, method, buckets, some);
    }

    /** The same rows, told apart and seen otherwise. */
    public TablePair seenAs(RowSet otherSource, RowSet otherTarget, List<String> otherKey) {
        return new TablePair(name, otherSource, otherTarget, otherKey, targetNames, method, buckets, chunks);
    }

    /** The same rows with the sides changed, in the target's names; not by parts. */
    public TablePair reversed() {
        Map<String, String> back = new HashMap<>();
        targetNames.forEach((ours, theirs) -> back.put(theirs, ours));
        return new TablePair(name, target, source, renamed(key), back, method, buckets, List.of());
    }

    private Slice inTarget(Slice slice) {
        return switch (slice.kind()) {
            case WHOLE -> slice;
            case KEY_RANGE -> {
                Slice.KeyRange range = (Slice.KeyRange) slice;
                yield new Slice.KeyRange(renamed(range.columns()), range.lower(), range.upper());
            }
            case NULL_KEY -> new Slice.NullKey(renamed(((Slice.NullKey) slice).columns()));
            case HASH_BUCKET -> {
                Slice.HashBucket bucket = (Slice.HashBucket) slice;
                yield new Slice.HashBucket(renamed(bucket.columns()), bucket.index(), bucket.buckets());
            }
            case KEYS -> {
                Slice.Keys keys = (Slice.Keys) slice;
                yield new Slice.Keys(renamed(keys.columns()), keys.keys());
            }
            case PAGE_RANGE -> throw new IllegalArgumentException("The pages of one server say nothing of another's");
        };
    }

    private List<String> renamed(List<String> columns) {
        return columns.stream().map(targetNames::get).toList();
    }

    /** A key of a table that tells all its rows apart: one that lets NULLs in does not. Empty when there is none. */
    public static List<String> key(Table table) {
        List<String> stored = table.storedColumns().stream().map(Column::name).toList();
        List<Key> candidates = new ArrayList<>();
        if (table.primaryKey() != null) {
            candidates.add(table.primaryKey());
        }
        candidates.addAll(table.uniqueKeys());
        return candidates.stream()
                .map(Key::columns)
                .filter(stored::containsAll)
                .filter(columns ->
                        columns.stream().noneMatch(name -> table.column(name).nullable()))
                .findFirst()
                .orElse(List.of());
    }
}
