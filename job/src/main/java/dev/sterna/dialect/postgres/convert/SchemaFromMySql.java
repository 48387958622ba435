package dev.sterna.dialect.postgres.convert;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.convert.ConvertedTable;
import dev.sterna.dialect.postgres.sql.PostgresEngine;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ColumnDefinition.Identity;
import dev.sterna.model.schema.ConvertedSchema;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Partition;
import dev.sterna.model.schema.Partitioning;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.Sequence;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.UniqueConstraint;
import dev.sterna.model.schema.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A schema of MySQL or MariaDB as one of PostgreSQL. */
final class SchemaFromMySql {
    private final ConversionDraft draft;
    private final RelationNames names;
    private final OnUpdateFromMySql onUpdate;
    private final PeriodsFromMySql periods;
    private final List<TableDefinition> definitions = new ArrayList<>();
    private final Map<TableName, ConvertedTable> tables = new LinkedHashMap<>();

    SchemaFromMySql(ConversionDraft draft) {
        this.draft = draft;
        this.names = new RelationNames(draft);
        this.onUpdate = new OnUpdateFromMySql(draft, names);
        this.periods = new PeriodsFromMySql(draft, names);
    }

    ConvertedSchema convert() {
        List<Sequence> owned = new ArrayList<>();
        ColumnsFromMySql columns = new ColumnsFromMySql(draft, names, owned);
        draft.tables().forEach(table -> tables.put(table.name(), columns.table(table)));
        tables.values().forEach(table -> add(table, columns));
        List<Sequence> sequences = new ArrayList<>(new SequencesFromMySql(draft, names).sequences());
        sequences.addAll(owned);
        ViewsFromMySql views = new ViewsFromMySql(draft, names);
        views.convert();
        new ProgramsFromMySql(draft).list();
        List<String> schemas = Stream.of(
                        definitions.stream().map(TableDefinition::name),
                        sequences.stream().map(Sequence::name),
                        views.views().stream().map(View::name))
                .flatMap(made -> made)
                .map(TableName::schema)
                .distinct()
                .toList();
        draft.source()
                .names()
                .forEach(name -> draft.say(PostgresRule.SCHEMA_KEPT.verdict(
                        new ObjectName(ObjectKind.SCHEMA, name, null, name), "schema " + draft.schema(name))));
        return new ConvertedSchema(
                new Schema(
                        PostgresEngine.NAME,
                        schemas,
                        definitions,
                        sequences,
                        views.views(),
                        List.of(),
                        onUpdate.routines(),
                        onUpdate.triggers(),
                        List.of(),
                        periods.extensions(),
                        List.of(),
                        List.of(),
                        Stream.concat(views.dependencies().stream(), periods.dependencies().stream())
                                .toList(),
                        draft.source().blind()),
                draft.verdicts());
    }

    /** What the source's own settings of a table become. */
    private void describe(ConvertedTable table) {
        ObjectName object = ConversionDraft.of(ObjectKind.TABLE, table.source().name());
        draft.say(PostgresRule.TABLE_KEPT.verdict(object, "table " + table.name()));
        Map<String, String> storage = table.source().storage();
        if (!storage.isEmpty()) {
            draft.say(PostgresRule.STORAGE_DROPPED.verdict(
                    object,
                    null,
                    storage.getOrDefault("ENGINE", "") + " " + storage.getOrDefault("CREATE_OPTIONS", ""),
                    null));
        }
        if (table.source().systemVersioned()) {
            draft.say(PostgresRule.TEMPORAL_CURRENT_ONLY.verdict(
                    ConversionDraft.of(
                            ObjectKind.SYSTEM_VERSIONING, table.source().name()),
                    null));
        }
    }

    private void add(ConvertedTable table, ColumnsFromMySql columns) {
        TableDefinition source = table.source();
        describe(table);
        PartitionsFromMySql.Divided divided = new PartitionsFromMySql(draft).divided(table);
        List<ColumnDefinition> definitions = columns.definitions(table, divided != null);
        onUpdate.convert(table);
        IndexesFromMySql indexes = new IndexesFromMySql(draft, names, table);
        UniqueConstraint primary = indexes.primaryKey();
        indexes.convertUniques();
        indexes.convertIndexes();
        List<UniqueConstraint> keys = Stream.concat(Stream.ofNullable(primary), indexes.uniques().stream())
                .toList();
        ConstraintsFromMySql constraints = new ConstraintsFromMySql(draft, tables, table, keys);
        this.definitions.add(new TableDefinition(
                table.name(),
                definitions,
                primary,
                indexes.uniques(),
                indexes.indexes(),
                constraints.foreignKeys(),
                constraints.checks(periods),
                periods.exclusions(table, divided != null),
                partitioning(divided),
                null,
                List.of(),
                null,
                Map.of(),
                false,
                null,
                source.comment(),
                source.estimatedRows(),
                source.estimatedBytes()));
        if (divided != null) {
            List<ColumnDefinition> inherited =
                    definitions.stream().map(SchemaFromMySql::ofPart).toList();
            addParts(table.name(), divided, inherited);
        }
    }

    private void addParts(TableName parent, PartitionsFromMySql.Divided divided, List<ColumnDefinition> columns) {
        for (PartitionsFromMySql.Part part : divided.parts()) {
            String prefix = parent.name() + "_";
            TableName name = names.relation(
                    parent.schema(), part.name().startsWith(prefix) ? part.name() : prefix + part.name());
            definitions.add(new TableDefinition(
                    name,
                    columns,
                    null,
                    List.of(),
                    List.<Index>of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    partitioning(divided.sub()),
                    new Partition(parent, part.bound()),
                    List.of(),
                    null,
                    Map.of(),
                    false,
                    null,
                    null,
                    -1,
                    -1));
            if (divided.sub() != null) {
                addParts(name, divided.sub(), columns);
            }
        }
    }

    private static Partitioning partitioning(PartitionsFromMySql.Divided divided) {
        return divided == null
                ? null
                : new Partitioning(
                        divided.method().toLowerCase(Locale.ROOT),
                        divided.columns(),
                        null,
                        List.of(),
                        null,
                        divided.clause());
    }

    /** The table that it is a part of counts for it. */
    private static ColumnDefinition ofPart(ColumnDefinition column) {
        Identity identity = column.identity();
        return identity == null || identity.kind() == Identity.Kind.SERIAL
                ? column
                : new ColumnDefinition(
                        column.column(),
                        column.defaultSql(),
                        column.generation(),
                        new Identity(identity.kind(), null),
                        null,
                        null,
                        column.storage(),
                        column.folding());
    }
}
