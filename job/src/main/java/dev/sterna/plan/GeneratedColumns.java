package dev.sterna.plan;

import dev.sterna.compare.TablePair;
import dev.sterna.dialect.rows.CanonicalColumn;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.dialect.rows.ValueProbe;
import dev.sterna.model.Column;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The columns of a table that the source computes. They are neither staged nor loaded, because the target computes its own; so they are
 * compared apart from the rows that are carried, beside what tells a row from the others.
 *
 * @param compared those that the target has too, by the source's names
 * @param notCompared the others, among them the times of rows that do not come along
 */
public record GeneratedColumns(TablePlan plan, Table present, List<String> compared, List<String> notCompared) {
    public GeneratedColumns {
        compared = List.copyOf(compared);
        notCompared = List.copyOf(notCompared);
    }

    /** @param present the table as the target has it now, or null when it has none */
    public static GeneratedColumns of(TablePlan plan, Table present) {
        List<String> there = present == null
                ? List.of()
                : present.columns().stream().map(Column::name).toList();
        Map<Boolean, List<String>> computed = plan.source().columns().stream()
                .filter(Column::isComputed)
                .collect(Collectors.partitioningBy(
                        column -> column.generated() == Column.Generated.COMPUTED
                                && there.contains(plan.targetName(column.name())),
                        Collectors.mapping(Column::name, Collectors.toList())));
        return new GeneratedColumns(plan, present, computed.get(true), computed.get(false));
    }

    /** All of them. */
    public List<String> names() {
        return Stream.concat(compared.stream(), notCompared.stream()).toList();
    }

    /** The same, of which nothing is compared. */
    public GeneratedColumns uncompared() {
        return new GeneratedColumns(plan, present, List.of(), names());
    }

    /**
     * Both sides' rows with the key and what is compared; of a table without a key with all columns.
     *
     * @throws IllegalStateException when there is nothing to compare
     */
    public TablePair pair() {
        if (compared.isEmpty()) {
            throw new IllegalStateException("Nothing of " + plan.name() + " is computed on both sides");
        }
        TablePair rows = plan.pairWith(present);
        List<CanonicalColumn> source = new ArrayList<>();
        List<CanonicalColumn> target = new ArrayList<>();
        for (int i = 0; i < rows.source().columns().size(); i++) {
            CanonicalColumn column = rows.source().columns().get(i);
            if (rows.key().isEmpty() || rows.key().contains(column.column().name())) {
                source.add(column);
                target.add(rows.target().columns().get(i));
            }
        }
        Map<String, String> names = new HashMap<>(rows.targetNames());
        for (String name : compared) {
            Column column = plan.source().column(name);
            source.add(new CanonicalColumn(column, column.type()));
            target.add(new CanonicalColumn(present.column(plan.targetName(name)), column.type()));
            names.put(name, plan.targetName(name));
        }
        Slice whole = new Slice.Whole();
        return new TablePair(
                rows.name(),
                new RowSet(plan.source(), source, rows.source().key(), whole, plan.where(), plan.conversions()),
                new RowSet(present, target, rows.target().key(), whole, null, ValueConversions.NONE),
                rows.key(),
                names,
                rows.method(),
                rows.buckets(),
                rows.chunks());
    }

    /**
     * The same pair without the source's rows that hold a declared loss: what is computed from a value that was converted is
     * another value.
     */
    public static TablePair withoutLosses(TablePair pair, TablePlan plan, ValueProbe source) {
        String lossy = plan.conversions().list().stream()
                .map(loss -> source.breaks(plan.source().column(loss.column()), loss.limit()))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(") OR ("));
        if (lossy.isEmpty()) {
            return pair;
        }
        // A condition that is NULL is not fulfilled, so that NOT would not do.
        String lossless = "CASE WHEN (" + lossy + ") THEN 1 ELSE 0 END = 0";
        RowSet rows = pair.source();
        String where = rows.where() == null ? lossless : "(" + rows.where() + ") AND " + lossless;
        return pair.seenAs(rows.withWhere(where), pair.target(), pair.key());
    }
}
