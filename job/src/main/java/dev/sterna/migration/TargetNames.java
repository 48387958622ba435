package dev.sterna.migration;

import dev.sterna.dialect.Identifiers;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where source tables go by name. */
final class TargetNames {
    private TargetNames() {}

    /**
     * The target name of every table.
     *
     * @param rename qualified source name to target name, which may leave the schema out
     * @param schemas of the target: the only one is where tables go; of several, or with the word for all, the one named
     *     like the source's
     * @param identifiers of the target
     */
    static Map<TableName, TableName> of(
            List<Table> tables, Map<String, String> rename, List<String> schemas, Identifiers identifiers) {
        List<Problem> problems = new ArrayList<>();
        Map<TableName, TableName> bySource = new TreeMap<>();
        Map<TableName, TableName> byTarget = new TreeMap<>();
        for (Table table : tables) {
            TableName source = table.name();
            TableName target = target(source, rename.get(source.toString()), schemas, identifiers);
            if (target == null) {
                problems.add(Problem.error(
                        "no-target-schema",
                        source.toString(),
                        "Cannot tell the target schema of " + source,
                        schemas.isEmpty()
                                ? "Name the database in sterna.target.url, or set sterna.target.schemas"
                                : "Add " + source.schema()
                                        + " to sterna.target.schemas, leave one schema there, or rename"
                                        + " the table in sterna.tables.rename"));
                continue;
            }
            TableName other = byTarget.putIfAbsent(target, source);
            if (other != null) {
                problems.add(Problem.error(
                        "name-collision",
                        source.toString(),
                        "Cannot load " + other + " and " + source + " into one table: " + target,
                        "Give one of them another name in sterna.tables.rename, or exclude it"));
            }
            bySource.put(source, target);
        }
        if (!problems.isEmpty()) {
            throw new SternaException(Category.CONFIGURATION, problems, null);
        }
        return bySource;
    }

    /** Where what is in a schema of the source goes; null where that is not told. */
    static String schema(String source, List<String> schemas) {
        if (schemas.contains(SchemaSelection.ALL)) {
            return source;
        }
        return schemas.size() == 1 ? schemas.get(0) : schemas.contains(source) ? source : null;
    }

    /** The target's schemas: without any in the settings, all of a source of the same engine keep their names. */
    static List<String> schemas(Migration migration) {
        boolean all = migration.source().settings().schemas().contains(SchemaSelection.ALL);
        return all && migration.target().settings().schemas().isEmpty() && migration.withinOneEngine()
                ? List.of(SchemaSelection.ALL)
                : migration.target().schemas();
    }

    private static TableName target(TableName source, String renamed, List<String> schemas, Identifiers identifiers) {
        int dot = renamed == null ? -1 : renamed.indexOf('.');
        if (dot > 0) {
            return new TableName(renamed.substring(0, dot), renamed.substring(dot + 1));
        }
        String name = renamed == null ? identifiers.fit(source.name()) : renamed;
        String schema = schema(source.schema(), schemas);
        return schema == null ? null : new TableName(schema, name);
    }
}
