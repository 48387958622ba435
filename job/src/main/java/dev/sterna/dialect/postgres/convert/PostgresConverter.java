package dev.sterna.dialect.postgres.convert;

import dev.sterna.config.ValuePolicy.RangeChecks;
import dev.sterna.dialect.ColumnWishes;
import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.SchemaConverter;
import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.convert.ConvertedColumns;
import dev.sterna.dialect.convert.NameSpace;
import dev.sterna.dialect.convert.SameEngine;
import dev.sterna.dialect.postgres.ddl.PlannedTable;
import dev.sterna.dialect.postgres.ddl.PostgresColumnTexts;
import dev.sterna.dialect.postgres.ddl.PostgresRenaming;
import dev.sterna.dialect.postgres.sql.LargeObjects;
import dev.sterna.dialect.rename.ColumnDependents;
import dev.sterna.dialect.rename.ColumnRenames;
import dev.sterna.dialect.rename.Renamed;
import dev.sterna.dialect.rename.SchemaRenames;
import dev.sterna.dialect.rules.ConversionRule;
import dev.sterna.dialect.server.Server;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ConvertedSchema;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What becomes of a source's schema in PostgreSQL. */
public final class PostgresConverter implements SchemaConverter {
    private static final String LARGE_OBJECTS = "large objects";

    private final Dialect own;

    /** @param own the dialect of PostgreSQL */
    public PostgresConverter(Dialect own) {
        this.own = own;
    }

    @Override
    public Table table(Table source, String engine, TableName name, ColumnWishes wishes, Server to) {
        return PlannedTable.of(source, own.products().contains(engine), name, wishes);
    }

    /** A text that is checked to be JSON is json, but where a key or an index wants to compare it. */
    @Override
    public Map<String, String> types(TableDefinition source, Dialect from) {
        if (from.name().equals(own.name())) {
            return Map.of();
        }
        Set<String> compared = Stream.of(
                        Stream.ofNullable(source.primaryKey()).flatMap(key -> key.columns().stream()),
                        source.uniques().stream().flatMap(key -> key.columns().stream()),
                        source.indexes().stream().flatMap(index -> index.parts().stream()))
                .flatMap(parts -> parts)
                .map(Index.Part::column)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return source.columns().stream()
                .filter(column -> column.isDocument())
                .map(column -> column.column().name())
                .filter(name -> !compared.contains(name))
                .collect(Collectors.toMap(Function.identity(), name -> "json"));
    }

    @Override
    public Set<String> uncomputable(TableDefinition source, String engine, Dialect from, Table target, Server to) {
        if (from.name().equals(own.name())) {
            return source.columns().stream()
                    .filter(column -> ConvertedColumns.isComputed(column)
                            && column.generation().refused() != null)
                    .map(column -> column.column().name())
                    .collect(Collectors.toSet());
        }
        ConversionDraft draft = ConversionDraft.of(source, engine, from, own, target, to);
        return ConvertedColumns.uncomputable(
                new ColumnsFromMySql(draft, new RelationNames(draft), new ArrayList<>()).table(source));
    }

    @Override
    public ConvertedSchema convert(
            Schema source,
            Schema whole,
            Dialect from,
            Map<TableName, Table> tables,
            Map<TableName, Map<String, String>> computed,
            Server to,
            RangeChecks ranges) {
        if (from.name().equals(own.name())) {
            return sameEngine(withLargeObjects(source, tables.containsKey(LargeObjects.NAME)), tables, computed);
        }
        return foreign(source, whole, from, tables, computed, to, ranges);
    }

    @Override
    public Set<ObjectName> naming(Schema source, TableName table, Map<String, String> names) {
        return ColumnDependents.of(source, table, names, new PostgresColumnTexts());
    }

    /** What is said of large objects: who owns them when they are moved, else how many there are. */
    private static Schema withLargeObjects(Schema source, boolean moved) {
        return source.withOthers(source.others().stream()
                .filter(other -> !other.what().endsWith(LARGE_OBJECTS)
                        || moved != other.what().equals(LARGE_OBJECTS))
                .toList());
    }

    private static ConvertedSchema sameEngine(
            Schema source, Map<TableName, Table> tables, Map<TableName, Map<String, String>> computed) {
        CarriedColumns carried = CarriedColumns.of(source);
        Map<TableName, Map<String, String>> names = ColumnRenames.names(source, tables, computed);
        Schema called = ColumnRenames.apply(carried.schema(), names, new PostgresColumnTexts());
        Renamed renamed = SchemaRenames.apply(called, SameEngine.names(tables), PostgresRenaming::new);
        return SameEngine.conversion(
                called,
                ColumnRenames.in(carried.in(SameEngine.verdicts(source, StatementlessObjects::reason)), source, names),
                renamed.schema(),
                renamed.unsure(),
                renamed.leftOut(),
                tables);
    }

    private ConvertedSchema foreign(
            Schema source,
            Schema whole,
            Dialect from,
            Map<TableName, Table> tables,
            Map<TableName, Map<String, String>> computed,
            Server to,
            RangeChecks ranges) {
        NameSpace.Given names = new NameSpace.Given();
        if (!source.equals(whole)) {
            new SchemaFromMySql(new ConversionDraft(whole, from, own, tables, computed, to, ranges, names)).convert();
        }
        return new SchemaFromMySql(new ConversionDraft(source, from, own, tables, computed, to, ranges, names))
                .convert();
    }

    @Override
    public List<ConversionRule> rules() {
        return Stream.<ConversionRule>concat(Stream.of(PostgresTypeRule.values()), Stream.of(PostgresRule.values()))
                .toList();
    }
}
