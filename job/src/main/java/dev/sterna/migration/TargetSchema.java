package dev.sterna.migration;

import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ConvertedSchema;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Says which schema the target is to have, as the source is now, and reads which it has. */
public final class TargetSchema {
    private TargetSchema() {}

    /**
     * Converts the source's schema, as it is now, to what the target is to have.
     *
     * @param tables source table to planned target table
     * @param excluded patterns of objects that are not to be converted
     * @throws dev.sterna.error.SternaException (REFUSED) when a sequence of the source would have to be written to
     */
    public static ConvertedSchema wanted(Migration migration, Map<TableName, Table> tables, List<String> excluded) {
        Set<String> schemas = new LinkedHashSet<>(migration.source().schemas());
        tables.keySet().forEach(table -> schemas.add(table.schema()));
        Schema source = new ObjectFilter(excluded).apply(migration.source().schema(List.copyOf(schemas)));
        ConvertedSchema conversion = convert(migration, source, tables);
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

    /** Converts a source's schema, and leaves out what the target's user may not make. */
    static ConvertedSchema convert(Migration migration, Schema source, Map<TableName, Table> tables) {
        Database target = migration.target();
        ConvertedSchema conversion = target.dialect()
                .converter()
                .convert(
                        source,
                        migration.source().dialect(),
                        tables.isEmpty() ? places(migration, source) : tables,
                        target.server());
        var rights = target.ask("look for roles and rights", target.dialect().schemas()::rights);
        return RightsFilter.fit(conversion, rights, target.dialect().schemaDdl());
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
