package dev.sterna.assess;

import dev.sterna.dialect.rows.ValueLimit;
import dev.sterna.dialect.rows.ValueProbe;
import dev.sterna.dialect.rows.ValueProbe.FoldedColumn;
import dev.sterna.dialect.rows.ValueProbe.Suspicion;
import dev.sterna.model.Column;
import dev.sterna.model.Key;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.TextFolding;
import dev.sterna.model.schema.ForeignKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The checks of one table for values that would not arrive as they are. */
record ValueChecks(Table source, List<ValueCheck> valueChecks, List<KeyCheck> keys) {

    /** Looks for values of a column, or rows of a foreign key, that fulfil a condition. */
    record ValueCheck(FindingKind kind, List<String> columns, Suspicion suspicion) {}

    /** Looks for rows that a unique key tells apart in the source and not in the target. */
    record KeyCheck(List<String> columns, List<FoldedColumn> folded) {}

    /**
     * Chooses the checks that the types and keys of both tables ask for.
     *
     * @param foreignKeys of the source's table
     * @param known tables that can be looked at
     */
    static ValueChecks of(
            Table source,
            Table target,
            List<ForeignKey> foreignKeys,
            Set<TableName> known,
            ValueProbe from,
            ValueProbe to,
            Depth.Showing showing) {
        List<ValueCheck> valueChecks = new ArrayList<>();
        for (int i = 0; i < source.storedColumns().size(); i++) {
            Column column = source.storedColumns().get(i);
            for (ValueLimit limit : to.limits(column, target.storedColumns().get(i))) {
                String condition = from.breaks(column, limit);
                if (condition != null) {
                    Column shown = showing == Depth.Showing.VALUES ? column : null;
                    valueChecks.add(new ValueCheck(
                            FindingKind.of(limit.kind()), List.of(column.name()), new Suspicion(condition, shown)));
                }
            }
        }
        for (ForeignKey key : foreignKeys) {
            if (known.contains(key.target())) {
                valueChecks.add(new ValueCheck(
                        FindingKind.ORPHAN, key.columns(), new Suspicion(from.orphan(source, key), null)));
            }
        }
        return new ValueChecks(source, valueChecks, keys(source, target, from, to));
    }

    private static List<KeyCheck> keys(Table source, Table target, ValueProbe from, ValueProbe to) {
        List<KeyCheck> keys = new ArrayList<>();
        List<Column> stored = source.storedColumns();
        List<String> names = stored.stream().map(Column::name).toList();
        for (Key key : Stream.concat(Stream.ofNullable(source.primaryKey()), source.uniqueKeys().stream())
                .filter(key -> names.containsAll(key.columns()))
                .toList()) {
            List<FoldedColumn> folded = new ArrayList<>();
            for (String name : key.columns()) {
                int at = names.indexOf(name);
                Column column = stored.get(at);
                TextFolding here = isText(column) ? from.folding(column) : TextFolding.NONE;
                TextFolding there =
                        isText(column) ? to.folding(target.storedColumns().get(at)) : TextFolding.NONE;
                folded.add(new FoldedColumn(column, there.seesLessThan(here) ? there : TextFolding.NONE));
            }
            if (folded.stream().anyMatch(column -> !column.folding().equals(TextFolding.NONE))) {
                keys.add(new KeyCheck(key.columns(), folded));
            }
        }
        return keys;
    }

    private static boolean isText(Column column) {
        LogicalType.Kind kind = column.type().kind();
        return kind == LogicalType.Kind.TEXT || kind == LogicalType.Kind.CHAR;
    }
}
