package dev.sterna.prepare;

import dev.sterna.model.TableName;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ColumnDefinition.Identity;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.Sequence;
import dev.sterna.model.schema.TableDefinition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Takes the way in which a column of the target counts already for the wanted one: a sequence of its own that its default
 * asks is as good as an identity column, and the other way round. The wanted next value stays the wanted one.
 */
final class NumberingFit {
    private final Map<TableName, TableDefinition> present = new HashMap<>();
    private final Map<TableName, Sequence> sequences = new HashMap<>();
    private final Map<TableName, Sequence> added = new HashMap<>();
    private final Set<TableName> replaced = new HashSet<>();

    private NumberingFit(Schema present) {
        present.tables().forEach(table -> this.present.put(table.name(), table));
        present.sequences().forEach(sequence -> sequences.put(sequence.name(), sequence));
    }

    /** What is wanted, with the numbering that is there. */
    static Schema of(Schema wanted, Schema present) {
        return new NumberingFit(present).fit(wanted);
    }

    private Schema fit(Schema wanted) {
        Set<TableName> asked = askedElsewhere(wanted);
        List<TableDefinition> tables = wanted.tables().stream()
                .map(table -> table.withColumns(table.columns().stream()
                        .map(column -> fit(table.name(), column, asked))
                        .toList()))
                .toList();
        return added.isEmpty() && replaced.isEmpty()
                ? wanted
                : wanted.withTables(tables)
                        .withSequences(Stream.concat(
                                        wanted.sequences().stream()
                                                .filter(sequence -> !replaced.contains(sequence.name()))
                                                .filter(sequence -> !added.containsKey(sequence.name())),
                                        added.values().stream())
                                .toList());
    }

    /** The sequences of serial columns that another column's default may ask too. */
    private static Set<TableName> askedElsewhere(Schema wanted) {
        Set<TableName> once = new HashSet<>();
        Set<TableName> more = new HashSet<>();
        wanted.tables().stream()
                .flatMap(table -> table.columns().stream())
                .map(ColumnDefinition::identity)
                .filter(Objects::nonNull)
                .map(Identity::sequence)
                .filter(sequence -> sequence != null && sequence.name() != null)
                .filter(sequence -> !once.add(sequence.name()))
                .forEach(sequence -> more.add(sequence.name()));
        return more;
    }

    private ColumnDefinition fit(TableName table, ColumnDefinition column, Set<TableName> asked) {
        ColumnDefinition there = present.containsKey(table)
                ? present.get(table).columns().stream()
                        .filter(other ->
                                other.column().name().equals(column.column().name()))
                        .findFirst()
                        .orElse(null)
                : null;
        Identity wants = column.identity();
        Identity has = there == null ? null : there.identity();
        if (!isNamed(wants) || !isNamed(has) || (wants.kind() == Identity.Kind.SERIAL) == isSerial(has)) {
            return column;
        }
        if (isSerial(has)) {
            Sequence own = sequences.getOrDefault(has.sequence().name(), has.sequence());
            added.put(own.name(), own.withNext(wants.sequence().next()));
            return numbered(column, there.defaultSql(), new Identity(has.kind(), added.get(own.name())));
        }
        if (asked.contains(wants.sequence().name())) {
            return column;
        }
        replaced.add(wants.sequence().name());
        return numbered(
                column,
                null,
                new Identity(
                        has.kind(), has.sequence().withNext(wants.sequence().next())));
    }

    private static boolean isNamed(Identity identity) {
        return identity != null
                && identity.sequence() != null
                && identity.sequence().name() != null;
    }

    private static boolean isSerial(Identity identity) {
        return identity.kind() == Identity.Kind.SERIAL;
    }

    private static ColumnDefinition numbered(ColumnDefinition column, String defaultSql, Identity identity) {
        return new ColumnDefinition(
                column.column(),
                defaultSql,
                column.generation(),
                identity,
                column.onUpdateSql(),
                column.comment(),
                column.storage(),
                column.folding());
    }
}
