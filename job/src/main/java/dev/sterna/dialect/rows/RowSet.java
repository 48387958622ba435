package dev.sterna.dialect.rows;

import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import java.io.Serializable;
import java.util.List;

/**
 * Rows of one table on one side, and how to look at them.
 *
 * @param columns what is compared, in the order of both sides
 * @param key names of the columns by which rows are told apart; empty: by all columns
 * @param slice which rows
 * @param where a further condition in this engine's SQL, or null
 * @param conversions of the source: which values appear as what they become; of the target none
 * @param shownWhole names of the columns whose values narrowing shows whole, however long
 */
public record RowSet(
        Table table,
        List<CanonicalColumn> columns,
        List<String> key,
        Slice slice,
        String where,
        ValueConversions conversions,
        List<String> shownWhole)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public RowSet {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        shownWhole = List.copyOf(shownWhole);
    }

    /** Rows whose key is shown whole. */
    public RowSet(
            Table table,
            List<CanonicalColumn> columns,
            List<String> key,
            Slice slice,
            String where,
            ValueConversions conversions) {
        this(table, columns, key, slice, where, conversions, key);
    }

    /** Those of the rows that fulfil a further condition, too. */
    public RowSet withFurther(String condition) {
        return withWhere(where == null ? condition : "(" + where + "\n) AND " + condition);
    }

    /** Those of the rows that fulfil another condition in place of the user's. */
    public RowSet withWhere(String other) {
        return new RowSet(table, columns, key, slice, other, conversions, shownWhole);
    }

    /** The same rows, of which some columns alone are looked at, the key's among them. */
    public RowSet withColumns(List<String> names) {
        List<CanonicalColumn> some = columns.stream()
                .filter(column -> names.contains(column.column().name()))
                .toList();
        return new RowSet(table, some, key, slice, where, conversions, shownWhole);
    }

    public RowSet withSlice(Slice other) {
        return new RowSet(table, columns, key, other, where, conversions, shownWhole);
    }
}
