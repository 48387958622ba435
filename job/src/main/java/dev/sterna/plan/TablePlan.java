package dev.sterna.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sterna.compare.DigestMethod;
import dev.sterna.compare.TablePair;
import dev.sterna.dialect.rows.BulkLoad.Incoming;
import dev.sterna.dialect.rows.CanonicalColumn;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.dialect.rows.ValueConversion.Becomes;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.model.Chunk;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One table of a plan.
 *
 * @param source as the source's catalogue had it, estimates included
 * @param target as prepare makes it
 * @param where the user's condition on the source, or null
 * @param fingerprint lower-case hex SHA-256 over the source table's columns and keys (not its estimates): a later step refuses
 *     when the source's catalogue no longer has it
 * @param conversions of values that the target does not take: the declared losses
 * @param comparison how the two sides are compared
 * @param buckets how many buckets a comparison by buckets uses
 * @param computed what the target calls the columns that the source computes, by the source's names
 */
public record TablePlan(
        Table source,
        Table target,
        String where,
        String fingerprint,
        ValueConversions conversions,
        DigestMethod comparison,
        int buckets,
        List<Chunk> chunks,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> computed) {
    public TablePlan {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(comparison, "comparison");
        // A plan that was made before there were any has none.
        conversions = conversions == null ? ValueConversions.NONE : conversions;
        chunks = List.copyOf(chunks);
        computed = computed == null ? Map.of() : Map.copyOf(computed);
    }

    /** The same table, cut into these. */
    public TablePlan withChunks(List<Slice> slices) {
        List<Chunk> some = new ArrayList<>();
        slices.forEach(slice -> some.add(new Chunk(some.size(), slice, -1)));
        return new TablePlan(source, target, where, fingerprint, conversions, comparison, buckets, some, computed);
    }

    /** The table's name in events, messages and the ledger: the source's. */
    @JsonIgnore
    public String name() {
        return source.name().toString();
    }

    /** The directory of the table in backup, rejects and diff: safe on any file system. */
    @JsonIgnore
    public String directory() {
        return DirectoryName.of(source.name());
    }

    /** The type by which a stored column is in the backup: what rounding makes of 32 bits, a double's 0.1, may have 64. */
    public LogicalType stagedAs(Column column) {
        boolean widened = column.type() instanceof LogicalType.Real && conversions.make(Becomes.ROUNDED, column);
        return widened ? new LogicalType.Real(64) : column.type();
    }

    /** The columns in the order in which they are read, as a table that is there has them under the plan's names. */
    public List<Incoming> incoming(Table there) {
        return source.storedColumns().stream()
                .map(column -> new Incoming(there.column(targetName(column.name())), stagedAs(column)))
                .toList();
    }

    /**
     * Both sides' rows, with the columns paired by their places. The source's values are seen as what the plan converts them
     * to, the target's as they are.
     *
     * @param present the table as the target has it now, with all planned columns; or null when it has none
     */
    public TablePair pairWith(Table present) {
        List<Column> from = source.storedColumns();
        List<Column> to = target.storedColumns();
        List<String> key = TablePair.key(source);
        List<CanonicalColumn> sourceColumns = new ArrayList<>();
        List<CanonicalColumn> targetColumns = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < from.size(); i++) {
            LogicalType type = from.get(i).type();
            sourceColumns.add(new CanonicalColumn(from.get(i), type));
            names.put(from.get(i).name(), to.get(i).name());
            if (present != null) {
                targetColumns.add(new CanonicalColumn(present.column(to.get(i).name()), type));
            }
        }
        Slice whole = new Slice.Whole();
        RowSet sourceRows = new RowSet(source, sourceColumns, key, whole, where, conversions);
        List<String> targetKey = key.stream().map(names::get).toList();
        RowSet targetRows = present == null
                ? null
                : new RowSet(present, targetColumns, targetKey, whole, null, ValueConversions.NONE);
        return new TablePair(name(), sourceRows, targetRows, key, names, comparison, buckets, chunks);
    }

    /** The columns of the key whose values the settings convert: no row of the source is found by a converted one. */
    public List<String> convertedKey() {
        return TablePair.key(source).stream()
                .filter(name -> !conversions.of(source.column(name)).isEmpty())
                .toList();
    }

    /** What the target calls a column, whether it is carried or computed. */
    public String targetName(String column) {
        List<Column> from = source.storedColumns();
        for (int i = 0; i < from.size(); i++) {
            if (from.get(i).name().equals(column)) {
                return target.storedColumns().get(i).name();
            }
        }
        return computed.getOrDefault(column, column);
    }

    /** The planned columns that a table of the target lacks. */
    public List<String> missingColumns(Table present) {
        List<String> there = present.columns().stream().map(Column::name).toList();
        return target.storedColumns().stream()
                .map(Column::name)
                .filter(name -> !there.contains(name))
                .toList();
    }
}
