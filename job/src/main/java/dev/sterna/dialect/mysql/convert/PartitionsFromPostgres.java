package dev.sterna.dialect.mysql.convert;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.convert.ConvertedTable;
import dev.sterna.dialect.convert.NameRegister;
import dev.sterna.dialect.mysql.sql.MySqlIdentifiers;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.mysql.sql.PartitionText;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Partitioning;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.sql.Untranslatable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Partitions of another engine, which are tables there, as partitions of this one. */
final class PartitionsFromPostgres {
    private static final int MOST_PARTS = 8192;

    private final ConversionDraft draft;
    private final boolean mariaDb;

    PartitionsFromPostgres(ConversionDraft draft) {
        this.draft = draft;
        this.mariaDb = draft.server().product().equals("mariadb");
    }

    /**
     * How the table is divided here, or null.
     *
     * @param references foreign keys from and to the table
     */
    Partitioning of(KeyedTable made, List<ForeignKey> references) {
        TableDefinition source = made.table().source();
        Partitioning division = source.partitioning();
        if (division == null) {
            return null;
        }
        ObjectName object = ConversionDraft.of(ObjectKind.PARTITIONING, source.name(), division.method());
        List<Said> said = new ArrayList<>();
        try {
            Partitioning converted = convert(made, references, said);
            draft.say(
                    said.isEmpty()
                            ? (division.method().equals("hash")
                                            ? MySqlRule.PARTITIONS_REHASHED
                                            : MySqlRule.PARTITIONS_KEPT)
                                    .verdict(object, converted.method())
                            : said.get(0)
                                    .rule()
                                    .verdict(
                                            object,
                                            converted.method(),
                                            said.get(0).detail(),
                                            null));
            said.stream()
                    .skip(1)
                    .forEach(more -> draft.say(more.rule().verdict(object, converted.method(), more.detail(), null)));
            return converted;
        } catch (Untranslatable reason) {
            draft.say(MySqlRule.PARTITIONS_DROPPED.verdict(object, null, reason.getMessage(), division.definition()));
            return null;
        }
    }

    private record Said(MySqlRule rule, String detail) {}

    private Partitioning convert(KeyedTable made, List<ForeignKey> references, List<Said> said) throws Untranslatable {
        ConvertedTable table = made.table();
        Partitioning division = table.source().partitioning();
        require(!division.columns().isEmpty(), "they are by an expression");
        require(table.has(division.columns()), "a column of them does not convert");
        require(references.isEmpty(), "InnoDB has no foreign keys from or to partitioned tables");
        List<String> columns = table.names(division.columns());
        requireInKeys(made, columns);
        List<TableDefinition> children = children(table.source());
        require(!children.isEmpty(), "there are none yet");
        require(children.size() <= MOST_PARTS, "there are more than " + MOST_PARTS);
        List<Column> types = columns.stream().map(made::column).toList();
        NameRegister names = new NameRegister(new MySqlIdentifiers());
        if (division.method().equals("hash")) {
            flattened(children, said);
            return hashed(types, children, names);
        }
        PartitionBounds bounds = new PartitionBounds(types, children);
        List<Partitioning.Part> parts = new ArrayList<>();
        for (PartitionBounds.Bound bound :
                division.method().equals("range") ? bounds.ranges() : bounds.lists(mariaDb)) {
            parts.add(new Partitioning.Part(names.take(bound.table().name().name()), bound.sql(), List.of(), null));
        }
        if (bounds.widened() != null) {
            said.add(new Said(MySqlRule.PARTITIONS_WIDENED, bounds.widened()));
        }
        Partitioning sub = sub(made, children);
        if (sub == null) {
            flattened(children, said);
        }
        return complete(new Partitioning(
                division.method() + " columns",
                columns,
                null,
                sub == null ? parts : divided(parts, sub.parts().size()),
                sub == null
                        ? null
                        : new Partitioning(sub.method(), sub.columns(), sub.expression(), List.of(), null, null),
                null));
    }

    private static void flattened(List<TableDefinition> children, List<Said> said) {
        long divided =
                children.stream().filter(child -> child.partitioning() != null).count();
        if (divided > 0) {
            said.add(new Said(
                    MySqlRule.PARTITIONS_FLATTENED,
                    divided + " of " + children.size() + " partitions are divided again"));
        }
    }

    /** The clause of its own, which the statement is made with. */
    private static Partitioning complete(Partitioning division) {
        return new Partitioning(
                division.method(),
                division.columns(),
                division.expression(),
                division.parts(),
                division.sub(),
                PartitionText.clause(division));
    }

    private static List<Partitioning.Part> divided(List<Partitioning.Part> parts, int subParts) {
        return parts.stream()
                .map(part -> {
                    List<String> names = new ArrayList<>();
                    for (int i = 0; i < subParts; i++) {
                        names.add(new MySqlIdentifiers().fit(part.name() + "sp" + i));
                    }
                    return new Partitioning.Part(part.name(), part.bound(), names, part.comment());
                })
                .toList();
    }

    private List<TableDefinition> children(TableDefinition table) {
        return draft.source().tables().stream()
                .filter(child ->
                        child.partition() != null && child.partition().of().equals(table.name()))
                .toList();
    }

    private static void requireInKeys(KeyedTable made, List<String> columns) throws Untranslatable {
        for (List<String> key : made.keys()) {
            require(key.containsAll(columns), "a key lacks " + String.join(", ", columns));
        }
        Set<String> functional = made.indexes().stream()
                .filter(index -> index.unique() && index.parts().stream().anyMatch(part -> part.column() == null))
                .map(Index::name)
                .collect(Collectors.toSet());
        require(functional.isEmpty(), "a unique index is over an expression");
    }

    private static Partitioning hashed(List<Column> types, List<TableDefinition> children, NameRegister names)
            throws Untranslatable {
        List<Partitioning.Part> parts = new ArrayList<>();
        for (TableDefinition child : children) {
            parts.add(new Partitioning.Part(names.take(child.name().name()), null, List.of(), null));
        }
        for (Column type : types) {
            require(
                    !type.nativeType().endsWith("text") && !type.nativeType().endsWith("blob"),
                    "column " + type.name() + " is " + type.nativeType());
        }
        boolean integer = types.size() == 1 && types.get(0).type() instanceof LogicalType.Int;
        return complete(new Partitioning(
                integer ? "hash" : "key",
                integer ? List.of() : types.stream().map(Column::name).toList(),
                integer ? MySqlLiterals.quote(types.get(0).name()) : null,
                parts,
                null,
                null));
    }

    /** How every part is divided again, where all are alike and by hash; or null. */
    private Partitioning sub(KeyedTable made, List<TableDefinition> children) throws Untranslatable {
        Set<String> ways = new HashSet<>();
        int count = 0;
        Partitioning first = children.get(0).partitioning();
        for (TableDefinition child : children) {
            Partitioning own = child.partitioning();
            if (own == null || !own.method().equals("hash") || own.columns().isEmpty()) {
                return null;
            }
            count = children(child).size();
            ways.add(own.columns() + " " + count);
        }
        if (ways.size() != 1 || count == 0 || !made.table().has(first.columns())) {
            return null;
        }
        List<String> columns = made.table().names(first.columns());
        boolean inKeys = made.keys().stream().allMatch(key -> key.containsAll(columns));
        return inKeys
                ? hashed(
                        columns.stream().map(made::column).toList(),
                        children(children.get(0)),
                        new NameRegister(new MySqlIdentifiers()))
                : null;
    }

    private static void require(boolean condition, String orElse) throws Untranslatable {
        if (!condition) {
            throw new Untranslatable(orElse);
        }
    }

    /** Says of every partition of a table, and of what hangs on it, that the table counts. */
    void sayParts(TableDefinition table) {
        for (TableDefinition child : children(table)) {
            draft.say(MySqlRule.PARTITION_PART.verdict(ConversionDraft.of(ObjectKind.TABLE, child.name()), null));
            PartitionDependents.of(child, table)
                    .forEach((object, own) -> draft.say(
                            (own ? MySqlRule.PARTITION_OWN : MySqlRule.PARTITION_PART).verdict(object, null)));
            sayParts(child);
        }
    }

    /** From the columns that a part may be bound by. */
    static Map<Boolean, List<TableDefinition>> byDefault(List<TableDefinition> children) {
        return children.stream()
                .collect(Collectors.partitioningBy(
                        child -> child.partition().bound().equals("DEFAULT")));
    }
}
