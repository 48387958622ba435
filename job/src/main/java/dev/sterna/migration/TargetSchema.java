package dev.sterna.migration;

import dev.sterna.model.Column;
import dev.sterna.model.Column.Generated;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ConvertedSchema;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.Sequence;
import dev.sterna.model.schema.TableDefinition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says which schema the target is to have, as the source is now, and reads which it has. */
public final class TargetSchema {
    private TargetSchema() {}

    /**
     * Converts the source's schema, as it is now, to what the target is to have.
     *
     * @param tables planned source table to planned target table
     * @param computed source table to the planned names of its computed columns
     * @param excluded patterns of objects that are not to be converted, by their names in the source or in the target
     * @throws dev.sterna.error.SternaException (REFUSED) when a sequence of the source would have to be written to
     */
    public static ConvertedSchema wanted(
            Migration migration,
            Map<Table, Table> tables,
            Map<TableName, Map<String, String>> computed,
            List<String> excluded) {
        Set<String> schemas = new LinkedHashSet<>(migration.source().schemas());
        tables.keySet().forEach(table -> schemas.add(table.name().schema()));
        Schema whole = migration.source().schema(List.copyOf(schemas));
        ObjectFilter filter = new ObjectFilter(excluded);
        Schema source = filter.apply(whole);
        Map<TableName, TableName> targets = tables.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().name(),
                        entry -> entry.getValue().name()));
        ConvertedSchema converted = new ExcludedChecks(new ExcludedObjects(excluded), targets)
                .without(convert(migration, source, whole, tables, computed));
        // What is in the way in the target is told, and so left out, by the name that it has there.
        ConvertedSchema conversion = new ConvertedSchema(filter.apply(converted.schema()), converted.verdicts());
        SharedServer.of(migration.source(), migration.target())
                .ifPresent(shared -> shared.requireOtherSequences(names(conversion.schema()), names(source)));
        return conversion;
    }

    private static List<TableName> names(Schema schema) {
        return schema.sequences().stream()
                .map(Sequence::name)
                .filter(Objects::nonNull)
                .toList();
    }

    /**
     * Converts a source's schema, and leaves out what the target's user may not make.
     *
     * @param whole what nothing is left out of
     * @param planned source table, which says what is carried, to target table
     * @param computed source table to the planned names of its computed columns
     */
    static ConvertedSchema convert(
            Migration migration,
            Schema catalogued,
            Schema whole,
            Map<Table, Table> planned,
            Map<TableName, Map<String, String>> computed) {
        Database target = migration.target();
        Schema source = carrying(catalogued, planned.keySet());
        Map<TableName, Table> tables = planned.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().name(),
                        entry -> entry.getValue().catalogued()));
        ConvertedSchema conversion = target.dialect()
                .converter()
                .convert(
                        source,
                        carrying(whole, planned.keySet()),
                        migration.source().dialect(),
                        tables.isEmpty() ? places(migration, source) : tables,
                        computed,
                        target.server(),
                        migration.settings().types().rangeChecks());
        var rights = target.ask("look for roles and rights", target.dialect().schemas()::rights);
        return RightsFilter.fit(conversion, rights, target.dialect().schemaDdl());
    }

    /** The schema with what the plan says of computed columns: whether their values are carried. */
    private static Schema carrying(Schema source, Set<Table> planned) {
        Map<TableName, Table> tables = planned.stream().collect(Collectors.toMap(Table::name, Function.identity()));
        return source.withTables(source.tables().stream()
                .map(table -> tables.containsKey(table.name()) ? carrying(table, tables.get(table.name())) : table)
                .toList());
    }

    private static TableDefinition carrying(TableDefinition table, Table planned) {
        Set<String> carried = planned.columns().stream()
                .filter(column -> column.generated() == Generated.CARRIED)
                .map(Column::name)
                .collect(Collectors.toSet());
        return carried.isEmpty()
                ? table
                : table.withColumns(table.columns().stream()
                        .map(column -> carried.contains(column.column().name())
                                ? column.with(column.column().by(Generated.CARRIED))
                                : column)
                        .toList());
    }

    /** Other objects go where the tables of their schema do. Where there are none at all, one without a name shows the way. */
    private static Map<TableName, Table> places(Migration migration, Schema source) {
        Map<TableName, Table> places = new TreeMap<>();
        for (String schema : source.names()) {
            String target = TargetNames.schema(schema, TargetNames.schemas(migration));
            if (target != null) {
                TableName there = new TableName(target, "");
                places.put(new TableName(schema, ""), new Table(there, List.of(), null, List.of(), -1, -1));
            }
        }
        return places;
    }

    /** Reads what the target has in the wanted schemas, and in those of the tables that go there. */
    public static Schema present(Database target, Schema wanted) {
        Set<String> schemas = new LinkedHashSet<>(wanted.names());
        wanted.tables().forEach(table -> schemas.add(table.name().schema()));
        return target.schema(new ArrayList<>(schemas));
    }
}
