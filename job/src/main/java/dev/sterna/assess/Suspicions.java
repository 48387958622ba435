package dev.sterna.assess;

import dev.sterna.dialect.ValueLimit;
import dev.sterna.dialect.ValueProbe;
import dev.sterna.dialect.ValueProbe.FoldedColumn;
import dev.sterna.dialect.ValueProbe.Suspicion;
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

/** What could be amiss with the values of one table on the way to its equal. */
record Suspicions(Table source, List<Suspect> suspects, List<SuspectKey> keys) {

    /** Values of a column, or rows of a foreign key, that fulfil a condition. */
    record Suspect(FindingKind kind, List<String> columns, Suspicion suspicion) {}

    /** A unique key by which the target tells fewer rows apart. */
    record SuspectKey(List<String> columns, List<FoldedColumn> folded) {}

    /**
     * Everything there is to look for.
     *
     * @param foreignKeys of the source's table
     * @param known tables that can be looked at
     */
    static Suspicions of(
            Table source,
            Table target,
            List<ForeignKey> foreignKeys,
            Set<TableName> known,
            ValueProbe from,
            ValueProbe to,
            Depth.Showing showing) {
        List<Suspect> suspects = new ArrayList<>();
        for (int i = 0; i < source.storedColumns().size(); i++) {
            Column column = source.storedColumns().get(i);
            for (ValueLimit limit : to.limits(column, target.storedColumns().get(i))) {
                String condition = from.breaks(column, limit);
                if (condition != null) {
                    Column shown = showing == Depth.Showing.VALUES ? column : null;
                    suspects.add(new Suspect(
                            FindingKind.of(limit.kind()), List.of(column.name()), new Suspicion(condition, shown)));
                }
            }
        }
        for (ForeignKey key : foreignKeys) {
            if (known.contains(key.target())) {
                suspects.add(
                        new Suspect(FindingKind.ORPHAN, key.columns(), new Suspicion(from.orphan(source, key), null)));
            }
        }
        return new Suspicions(source, suspects, keys(source, target, from, to));
    }

    private static List<SuspectKey> keys(Table source, Table target, ValueProbe from, ValueProbe to) {
        List<SuspectKey> keys = new ArrayList<>();
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
                keys.add(new SuspectKey(key.columns(), folded));
            }
        }
        return keys;
    }

    private static boolean isText(Column column) {
        LogicalType.Kind kind = column.type().kind();
        return kind == LogicalType.Kind.TEXT || kind == LogicalType.Kind.CHAR;
    }
}
