package dev.sterna.dialect.postgres.convert;

import dev.sterna.dialect.convert.ConversionDraft;
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
    private final ProgramsFromMySql programs;
    private final List<TableDefinition> definitions = new ArrayList<>();
    private final Map<TableName, TableFromMySql> tables = new LinkedHashMap<>();

    SchemaFromMySql(ConversionDraft draft) {
        this.draft = draft;
        this.names = new RelationNames(draft);
        this.programs = new ProgramsFromMySql(draft, names);
    }

    ConvertedSchema convert() {
        List<Sequence> owned = new ArrayList<>();
        ColumnsFromMySql columns = new ColumnsFromMySql(draft, names, owned);
        draft.tables().forEach(table -> tables.put(table.name(), columns.table(table)));
        tables.values().forEach(table -> add(table, columns));
        programs.convertSequences();
        programs.convertViews();
        programs.listPrograms();
        List<String> schemas = Stream.concat(
                        definitions.stream().map(table -> table.name().schema()),
                        programs.views().stream().map(view -> view.name().schema()))
                .distinct()
                .toList();
        draft.source()
                .names()
                .forEach(name -> draft.say(PostgresRule.SCHEMA_KEPT.verdict(
                        new ObjectName(ObjectKind.SCHEMA, name, null, name), "schema " + draft.schema(name))));
        List<Sequence> sequences = new ArrayList<>(programs.sequences());
        sequences.addAll(owned);
        return new ConvertedSchema(
                new Schema(
                        PostgresEngine.NAME,
                        schemas,
                        definitions,
                        sequences,
                        programs.views(),
                        List.of(),
                        programs.routines(),
                        programs.triggers(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        programs.dependencies(),
                        draft.source().blind()),
                draft.verdicts());
    }

    private void add(TableFromMySql table, ColumnsFromMySql columns) {
        TableDefinition source = table.source();
        programs.describe(table);
        PartitionsFromMySql.Divided divided = new PartitionsFromMySql(draft).divided(table);
        List<ColumnDefinition> definitions = columns.definitions(table, divided != null);
        programs.convertOnUpdate(table, definitions);
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
                constraints.checks(),
                List.of(),
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
