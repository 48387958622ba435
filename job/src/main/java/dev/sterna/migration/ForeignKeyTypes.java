package dev.sterna.migration;

import dev.sterna.dialect.rows.TypeLimits;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.TableDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Gives the columns of a foreign key the types of the columns that they refer to: those are keys, and a key limits a
 * column's type where other columns are free. An engine that wants both sides alike would refuse the foreign key.
 */
final class ForeignKeyTypes {
    private final List<Table> sources;
    private final List<Table> targets;
    private final Map<TableName, Set<String>> chosen;
    private final Map<TableName, Integer> places = new HashMap<>();

    private ForeignKeyTypes(List<Table> sources, List<Table> targets, Map<TableName, Set<String>> chosen) {
        this.sources = sources;
        this.targets = new ArrayList<>(targets);
        this.chosen = chosen;
        for (int i = 0; i < sources.size(); i++) {
            places.put(sources.get(i).name(), i);
        }
    }

    /**
     * The targets, with columns of foreign keys changed.
     *
     * @param targets in the order of {@code sources}
     * @param definitions of the source's tables, with their foreign keys
     * @param chosen by source table the columns whose types users chose, which stay
     */
    static List<Table> align(
            List<Table> sources,
            List<Table> targets,
            List<TableDefinition> definitions,
            Map<TableName, Set<String>> chosen) {
        ForeignKeyTypes types = new ForeignKeyTypes(sources, targets, chosen);
        // A column may refer to one that refers to another; a circle of them comes to rest, or is left.
        for (int round = 0; round <= targets.size() && types.pass(definitions); round++) {
            continue;
        }
        return List.copyOf(types.targets);
    }

    private boolean pass(List<TableDefinition> definitions) {
        boolean changed = false;
        for (TableDefinition table : definitions) {
            for (ForeignKey key : table.foreignKeys()) {
                if (places.containsKey(table.name()) && places.containsKey(key.target())) {
                    for (int i = 0; i < key.columns().size(); i++) {
                        changed |= align(table.name(), key, i);
                    }
                }
            }
        }
        return changed;
    }

    /** A key that is not validated may have a value that the other column's type has not; texts are seldom so long. */
    private boolean align(TableName from, ForeignKey key, int part) {
        TableName to = key.target();
        String column = key.columns().get(part);
        int here = position(from, column);
        int there = position(to, key.referenced().get(part));
        if (here < 0 || there < 0 || chosen.getOrDefault(from, Set.of()).contains(column)) {
            return false;
        }
        Column old = targets.get(places.get(from)).columns().get(here);
        Column wanted = targets.get(places.get(to)).columns().get(there);
        if (!ofOneKind(old.type(), wanted.type()) || agree(old, wanted)) {
            return false;
        }
        if (key.validated()
                || isText(old.type())
                || TypeLimits.of(old.type(), wanted.type()).isEmpty()) {
            set(from, here, old, wanted);
            return true;
        }
        // Instead of the column that may have a number which the other's type has not, the other one.
        if (chosen.getOrDefault(to, Set.of()).contains(key.referenced().get(part))
                || !TypeLimits.of(wanted.type(), old.type()).isEmpty()) {
            return false;
        }
        set(to, there, wanted, old);
        return true;
    }

    private void set(TableName source, int position, Column column, Column like) {
        Table table = targets.get(places.get(source));
        List<Column> columns = new ArrayList<>(table.columns());
        columns.set(position, column.declared(like.nativeType(), like.charset(), like.collation()));
        targets.set(
                places.get(source),
                new Table(
                        table.name(),
                        columns,
                        table.primaryKey(),
                        table.uniqueKeys(),
                        table.estimatedRows(),
                        table.estimatedBytes()));
    }

    /** Where the column is in the target, or -1: a computed one is not in it. */
    private int position(TableName table, String column) {
        List<Column> stored = sources.get(places.get(table)).storedColumns();
        for (int i = 0; i < stored.size(); i++) {
            if (stored.get(i).name().equals(column)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean ofOneKind(LogicalType one, LogicalType other) {
        return one.kind() == other.kind() || isText(one) && isText(other);
    }

    private static boolean isText(LogicalType type) {
        return type.kind() == LogicalType.Kind.TEXT || type.kind() == LogicalType.Kind.CHAR;
    }

    /** Lengths of texts and of octets may differ: engines compare the values themselves. */
    private static boolean agree(Column one, Column other) {
        boolean ofLength = isText(one.type()) || one.type().kind() == LogicalType.Kind.BYTES;
        boolean sameType = ofLength
                ? name(one.nativeType()).equals(name(other.nativeType()))
                : one.nativeType().equals(other.nativeType());
        return sameType
                && Objects.equals(one.charset(), other.charset())
                && Objects.equals(one.collation(), other.collation());
    }

    private static String name(String nativeType) {
        int open = nativeType.indexOf('(');
        return open < 0 ? nativeType : nativeType.substring(0, open).strip();
    }
}
