package dev.sterna.monitor;

import dev.sterna.dialect.SchemaReader.Unenforced;
import dev.sterna.error.Problem;
import dev.sterna.migration.Database;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Constraints of the run's tables that the server does not keep; those that an invalid index is the cause of are the index's matter. */
record Unkept(Database target, Map<TableName, String> sourceNames) {
    private static final Set<ObjectKind> OF_INDEXES =
            Set.of(ObjectKind.PRIMARY_KEY, ObjectKind.UNIQUE_CONSTRAINT, ObjectKind.INDEX);

    List<Finding> found() {
        List<String> schemas =
                sourceNames.keySet().stream().map(TableName::schema).distinct().toList();
        List<Finding> found = new ArrayList<>();
        for (Unenforced one : target.ask(
                "look for constraints that are not enforced",
                connection -> target.dialect().schemas().unenforced(connection, schemas))) {
            TableName table = new TableName(one.object().schema(), one.object().table());
            if (!OF_INDEXES.contains(one.object().kind()) && sourceNames.containsKey(table)) {
                found.add(new Finding(
                        Problem.warning(
                                "constraint-not-valid",
                                sourceNames.get(table),
                                label(one.object().kind()) + " " + one.object().name() + " of " + table + " "
                                        + one.why(),
                                "Run in the target: " + one.remedy()),
                        one.object().name(),
                        one.remedy()));
            }
        }
        return found;
    }

    private static String label(ObjectKind kind) {
        String label = kind.label();
        return Character.toUpperCase(label.charAt(0)) + label.substring(1);
    }
}
