package dev.sterna.assess;

import dev.sterna.config.ValuePolicy;
import dev.sterna.dialect.rows.ValueLimit;
import dev.sterna.dialect.rows.ValueProbe;
import dev.sterna.dialect.rows.ValueProbe.FoldedColumn;
import dev.sterna.dialect.rows.ValueProbe.Suspicion;
import dev.sterna.model.Column;
import dev.sterna.model.Key;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Table;
import dev.sterna.model.TextFolding;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.Index;
import dev.sterna.sql.Family;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The checks of one table for values that would not arrive as they are. */
record ValueChecks(Table source, List<ValueCheck> valueChecks, List<KeyCheck> keys) {

    /**
     * What the source's catalogue knows of the table besides.
     *
     * @param foreignKeys those whose other table can be looked at
     * @param indexes those that the target is to have
     * @param foldings by column, of those whose collation takes different texts for one
     * @param documents columns that the target checks to be JSON although their type is one of texts
     * @param perhaps columns of which nobody tells whether theirs does, in the source and not in the target
     * @param policy what becomes of values that the target does not take
     */
    record Catalogued(
            List<ForeignKey> foreignKeys,
            List<Index> indexes,
            Map<String, TextFolding> foldings,
            Set<String> documents,
            Set<String> perhaps,
            ValuePolicy policy) {}

    /** Looks for values of a column, or rows of a foreign key, that fulfil a condition. */
    record ValueCheck(FindingKind kind, List<String> columns, Suspicion suspicion) {}

    /** Looks for rows that a unique key tells apart in the source and not in the target. */
    record KeyCheck(List<String> columns, List<FoldedColumn> folded) {}

    /**
     * Chooses the checks that the types and keys of both tables ask for.
     */
    static ValueChecks of(
            Table source, Table target, Catalogued catalogued, ValueProbe from, ValueProbe to, Depth.Showing showing) {
        Function<Column, TextFolding> here =
                column -> catalogued.foldings().getOrDefault(column.name(), from.folding(column));
        List<ValueCheck> valueChecks = new ArrayList<>();
        for (int i = 0; i < source.storedColumns().size(); i++) {
            Column column = source.storedColumns().get(i);
            Column shown = showing == Depth.Showing.VALUES ? column : null;
            List<ValueLimit> limits =
                    new ArrayList<>(to.limits(column, target.storedColumns().get(i)));
            catalogued.indexes().stream()
                    .filter(index -> index.parts().stream()
                            .anyMatch(part -> column.name().equals(part.column()) && part.prefix() == 0))
                    .map(index -> to.indexed(index, column))
                    .filter(Objects::nonNull)
                    .distinct()
                    .forEach(limits::add);
            limits.addAll(asDigits(column, target.storedColumns().get(i), catalogued.policy(), to));
            if (catalogued.documents().contains(column.name())) {
                limits.add(ValueLimit.of(ValueLimit.Kind.JSON));
            }
            for (ValueLimit limit : limits) {
                add(valueChecks, kind(limit, column), column, from.breaks(column, limit), shown);
            }
            add(valueChecks, FindingKind.OTHER_ENCODING, column, from.otherEncoding(column), shown);
        }
        for (Index index : catalogued.indexes()) {
            List<Column> columns = whole(source, index);
            Long together = columns.isEmpty() ? null : to.indexedTogether(index, columns);
            if (together != null) {
                valueChecks.add(new ValueCheck(
                        FindingKind.LONG_INDEX_ENTRY,
                        columns.stream().map(Column::name).toList(),
                        new Suspicion(from.longerTogether(columns, together), null)));
            }
        }
        for (ForeignKey key : catalogued.foreignKeys()) {
            valueChecks.add(
                    new ValueCheck(FindingKind.ORPHAN, key.columns(), new Suspicion(from.orphan(source, key), null)));
            Map<String, TextFolding> seen = seenMore(source, target, key, here, catalogued.perhaps(), to);
            if (!seen.isEmpty()) {
                valueChecks.add(new ValueCheck(
                        FindingKind.OTHER_SPELLING,
                        key.columns(),
                        new Suspicion(from.otherSpelling(source, key, seen), null)));
            }
        }
        return new ValueChecks(source, valueChecks, keys(source, target, here, to));
    }

    /** The columns of an index over nothing but whole columns that are carried. */
    private static List<Column> whole(Table source, Index index) {
        List<Column> columns = index.parts().stream()
                .filter(part -> part.column() != null && part.prefix() == 0)
                .flatMap(part -> source.storedColumns().stream()
                        .filter(column -> column.name().equals(part.column())))
                .toList();
        return columns.size() == index.parts().size() ? columns : List.of();
    }

    private static FindingKind kind(ValueLimit limit, Column column) {
        return limit.kind() == ValueLimit.Kind.VALID_TEXT && Family.of(column.type()) != Family.TEXT
                ? FindingKind.INVALID_DOCUMENT
                : FindingKind.of(limit.kind());
    }

    /** What becomes its octets' digits is longer than the source's column takes: as a text of any length has limits. */
    private static List<ValueLimit> asDigits(Column column, Column target, ValuePolicy policy, ValueProbe to) {
        if (policy.onUndecodable() != ValuePolicy.OnUndecodable.BYTES || !isText(column)) {
            return List.of();
        }
        Column any = new Column(
                column.name(),
                new LogicalType.Text(0),
                column.nativeType(),
                column.nullable(),
                column.generated(),
                column.charset(),
                column.collation());
        return to.limits(any, target).stream()
                .filter(limit -> limit.kind() == ValueLimit.Kind.CHARACTERS || limit.kind() == ValueLimit.Kind.OCTETS)
                .map(limit -> new ValueLimit(ValueLimit.Kind.WRITTEN_OCTETS, null, limit.greatest()))
                .distinct()
                .toList();
    }

    private static void add(
            List<ValueCheck> valueChecks, FindingKind kind, Column column, String condition, Column shown) {
        if (condition != null) {
            valueChecks.add(new ValueCheck(kind, List.of(column.name()), new Suspicion(condition, shown)));
        }
    }

    /** Columns of a foreign key in which the target tells texts apart that the source does not. */
    private static Map<String, TextFolding> seenMore(
            Table source,
            Table target,
            ForeignKey key,
            Function<Column, TextFolding> here,
            Set<String> perhaps,
            ValueProbe to) {
        List<Column> stored = source.storedColumns();
        Map<String, TextFolding> seen = new LinkedHashMap<>();
        for (int i = 0; i < stored.size(); i++) {
            Column column = stored.get(i);
            if (key.columns().contains(column.name())) {
                TextFolding there = to.folding(target.storedColumns().get(i));
                if (here.apply(column).seesLessThan(there) || perhaps.contains(column.name())) {
                    seen.put(column.name(), there);
                }
            }
        }
        return seen;
    }

    /** The same with nothing but checks for what makes a migration fail. */
    ValueChecks forFailures(ValuePolicy policy) {
        return new ValueChecks(
                source,
                valueChecks.stream().filter(check -> check.kind().fails(policy)).toList(),
                keys);
    }

    private static List<KeyCheck> keys(Table source, Table target, Function<Column, TextFolding> seen, ValueProbe to) {
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
                TextFolding here = isText(column) ? seen.apply(column) : TextFolding.NONE;
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
