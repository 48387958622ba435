package dev.sterna.diff;

import dev.sterna.dialect.CanonicalColumn;
import dev.sterna.dialect.Conversions;
import dev.sterna.dialect.RowSet;
import dev.sterna.model.Column;
import dev.sterna.model.Key;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import dev.sterna.plan.TablePlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of one table on both sides, seen as the source's logical types.
 *
 * @param target null when the target has no such table
 * @param key the source's names of the columns by which a row is told apart; empty: by all
 */
record Sides(TablePlan plan, RowSet source, RowSet target, List<String> key, Map<String, String> targetNames) {

    /**
     * Pairs the columns by their place in the plan. The source's values are seen as what the plan converts them to, the
     * target's as they are.
     *
     * @param present the table as the target has it now, or null
     */
    static Sides of(TablePlan plan, Table present) {
        List<Column> from = plan.source().storedColumns();
        List<Column> to = plan.target().storedColumns();
        List<String> key = key(plan.source());
        List<CanonicalColumn> source = new ArrayList<>();
        List<CanonicalColumn> target = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < from.size(); i++) {
            source.add(new CanonicalColumn(from.get(i), from.get(i).type()));
            names.put(from.get(i).name(), to.get(i).name());
            if (present != null) {
                target.add(new CanonicalColumn(
                        present.column(to.get(i).name()), from.get(i).type()));
            }
        }
        Slice whole = new Slice.Whole();
        return new Sides(
                plan,
                new RowSet(plan.source(), source, key, whole, plan.where(), plan.conversions()),
                present == null
                        ? null
                        : new RowSet(
                                present, target, key.stream().map(names::get).toList(), whole, null, Conversions.NONE),
                key,
                names);
    }

    /** The columns that the plan wants and the target's table lacks. */
    static List<String> missingColumns(TablePlan plan, Table present) {
        List<String> there = present.columns().stream().map(Column::name).toList();
        return plan.target().storedColumns().stream()
                .map(Column::name)
                .filter(name -> !there.contains(name))
                .toList();
    }

    /** Rows of a slice that the source's names describe. */
    RowSet sourceRows(Slice slice) {
        return source.withSlice(slice);
    }

    /** The rows of the target that belong to the same slice. */
    RowSet targetRows(Slice slice) {
        return target.withSlice(inTarget(slice));
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

    /** A key that tells all rows apart: one that lets NULLs in does not. */
    static List<String> key(Table table) {
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
