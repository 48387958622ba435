package dev.sterna.dialect.mysql.convert;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.convert.ConvertedTable;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ConvertedSchema;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.RowSecurity;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.Sequence;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.UniqueConstraint;
import dev.sterna.model.schema.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A schema of another engine in the terms of MySQL or MariaDB. */
final class SchemaFromPostgres {
    private static final int COMMENT_CHARACTERS = 2048;

    private final ConversionDraft draft;
    private final ObjectNames names;
    private final ColumnsFromPostgres columns;
    private final SequencesFromPostgres sequences;
    private final DomainsFromPostgres domains;
    private final Map<TableName, KeyedTable> made = new LinkedHashMap<>();
    private final Map<TableName, List<ForeignKey>> references = new LinkedHashMap<>();

    SchemaFromPostgres(ConversionDraft draft) {
        this.draft = draft;
        this.names = new ObjectNames(draft);
        this.columns = new ColumnsFromPostgres(draft);
        this.sequences = new SequencesFromPostgres(draft, names);
        this.domains = new DomainsFromPostgres(draft.source());
    }

    ConvertedSchema convert() {
        List<ConvertedTable> tables =
                draft.tables().stream().map(columns::table).toList();
        for (ConvertedTable table : tables) {
            made.put(table.source().name(), made(table));
        }
        ForeignKeysFromPostgres foreignKeys = new ForeignKeysFromPostgres(draft, names, made);
        made.forEach((source, table) -> references.put(source, foreignKeys.keys(table)));
        PartitionsFromPostgres partitions = new PartitionsFromPostgres(draft);
        ChecksFromPostgres checks = new ChecksFromPostgres(draft, names, domains);
        List<TableDefinition> definitions = new ArrayList<>();
        made.forEach((source, table) -> definitions.add(table(table, foreignKeys, checks, partitions)));
        sequences.convert();
        List<View> views = new ViewsFromPostgres(draft, names).views();
        Schema schema = new Schema(
                draft.server().product(),
                Stream.of(
                                definitions.stream().map(TableDefinition::name),
                                sequences.sequences().stream().map(Sequence::name),
                                views.stream().map(View::name))
                        .flatMap(names -> names)
                        .map(TableName::schema)
                        .distinct()
                        .sorted()
                        .toList(),
                definitions,
                sequences.sequences(),
                views,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                draft.source().blind());
        new UncreatableObjects(draft, names).convert();
        return new ConvertedSchema(schema, draft.verdicts());
    }

    private KeyedTable made(ConvertedTable table) {
        KeysFromPostgres keys = new KeysFromPostgres(draft, names);
        UniqueConstraint primary = keys.primary(table);
        List<UniqueConstraint> uniques = keys.uniques(table);
        List<Index> indexes = new ArrayList<>(keys.hashed());
        indexes.addAll(new IndexesFromPostgres(draft, names).indexes(table));
        List<ColumnDefinition> definitions =
                new GeneratedValuesFromPostgres(draft, columns, sequences, domains).definitions(table);
        KeyedTable plain = new KeyedTable(table, withoutNullInKey(definitions, primary), primary, uniques, indexes);
        // The server takes an AUTO_INCREMENT only where an index begins with it.
        plain.counter()
                .filter(column -> !plain.isIndexed(List.of(column)))
                .ifPresent(column -> indexes.add(new Index(
                        names.index(table.name(), column),
                        false,
                        "btree",
                        List.of(Index.Part.of(column)),
                        List.of(),
                        null,
                        false,
                        true,
                        null,
                        null)));
        return new KeyedTable(table, plain.columns(), primary, uniques, indexes);
    }

    private static List<ColumnDefinition> withoutNullInKey(List<ColumnDefinition> columns, UniqueConstraint primary) {
        if (primary == null) {
            return columns;
        }
        List<String> keys = primary.columns().stream().map(Index.Part::column).toList();
        return columns.stream()
                .map(column -> keys.contains(column.column().name())
                        ? column.with(column.column().notNull())
                        : column)
                .toList();
    }

    private TableDefinition table(
            KeyedTable table,
            ForeignKeysFromPostgres foreignKeys,
            ChecksFromPostgres checks,
            PartitionsFromPostgres partitions) {
        TableDefinition source = table.table().source();
        describe(table.table());
        List<ForeignKey> own = references.get(source.name());
        List<Index> indexes = new ArrayList<>(table.indexes());
        indexes.addAll(foreignKeys.indexes(table, own));
        List<ForeignKey> around = Stream.concat(
                        own.stream(),
                        references.values().stream()
                                .flatMap(List::stream)
                                .filter(key -> key.target().equals(table.table().name())))
                .toList();
        TableDefinition definition = new TableDefinition(
                table.table().name(),
                table.columns(),
                table.primary(),
                table.uniques(),
                indexes,
                own,
                checks.checks(table, ForeignKeysFromPostgres.changed(own)),
                List.of(),
                partitions.of(table, around),
                null,
                List.of(),
                null,
                Map.of("ENGINE", "InnoDB", "CHARSET", "utf8mb4", "COLLATE", "utf8mb4_bin"),
                false,
                null,
                source.comment() == null ? null : ColumnsFromPostgres.cut(source.comment(), COMMENT_CHARACTERS),
                source.estimatedRows(),
                source.estimatedBytes());
        partitions.sayParts(source);
        return definition;
    }

    private void describe(ConvertedTable table) {
        TableDefinition source = table.source();
        ObjectName object = ConversionDraft.of(ObjectKind.TABLE, source.name());
        boolean renamed = !table.name().name().equals(source.name().name());
        draft.say((renamed ? MySqlRule.TABLE_RENAMED : MySqlRule.TABLE_KEPT)
                .verdict(object, table.name().toString()));
        if (source.storage().containsKey("UNLOGGED")) {
            draft.say(MySqlRule.UNLOGGED_LOGGED.verdict(object, table.name().toString()));
        }
        if (source.storage().keySet().stream().anyMatch(key -> !key.equals("UNLOGGED"))) {
            draft.say(MySqlRule.STORAGE_DROPPED.verdict(object, null));
        }
        for (TableName parent : source.parents()) {
            draft.say(MySqlRule.INHERITANCE_APART.verdict(
                    ConversionDraft.of(ObjectKind.INHERITANCE, source.name(), parent.toString()), null));
        }
        if (ColumnsFromPostgres.isSpoilt(source.comment(), COMMENT_CHARACTERS)) {
            draft.say(MySqlRule.TABLE_COMMENT_CUT.verdict(object, null));
        }
        if (source.rowSecurity() != null) {
            security(source, source.rowSecurity());
        }
    }

    private void security(TableDefinition table, RowSecurity security) {
        draft.say(MySqlRule.ROW_SECURITY_BY_HAND.verdict(
                ConversionDraft.of(ObjectKind.POLICY, table.name()),
                null,
                security.enabled() ? "it is on" : "it is off, and has policies",
                null));
        for (RowSecurity.Policy policy : security.policies()) {
            draft.say(MySqlRule.ROW_SECURITY_BY_HAND.verdict(
                    ConversionDraft.of(ObjectKind.POLICY, table.name(), policy.name()),
                    null,
                    "policy for " + policy.command() + " to " + String.join(", ", policy.roles()),
                    "USING (" + policy.using() + ") WITH CHECK (" + policy.check() + ")"));
        }
    }
}
