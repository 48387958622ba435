package dev.sterna.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sterna.model.Column;
import dev.sterna.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What of a table must stay as it is between the plan and the steps: columns and keys, not the estimates. */
final class Fingerprint {
    private Fingerprint() {}

    static String of(Table table) {
        ObjectNode node = PlanJson.MAPPER.valueToTree(table.catalogued());
        node.remove(List.of("estimatedRows", "estimatedBytes"));
        return PlanJson.sha256(node);
    }

    /** What is different, in words: for a message. */
    static String difference(Table carried, Table now) {
        Table planned = carried.catalogued();
        Map<String, Column> before = byName(planned);
        Map<String, Column> after = byName(now);
        List<String> changes = new ArrayList<>();
        for (Column column : planned.columns()) {
            Column present = after.get(column.name());
            if (present == null) {
                changes.add("column " + column.name() + " was dropped");
            } else if (!present.equals(column)) {
                changes.add(change(column, present));
            }
        }
        for (Column column : now.columns()) {
            if (!before.containsKey(column.name())) {
                changes.add("column " + column.name() + " " + column.nativeType() + " was added");
            }
        }
        if (!Objects.equals(planned.primaryKey(), now.primaryKey())) {
            changes.add("its primary key changed");
        }
        if (!planned.uniqueKeys().equals(now.uniqueKeys())) {
            changes.add("its unique keys changed");
        }
        return changes.isEmpty() ? "the order of its columns changed" : String.join(", ", changes);
    }

    private static String change(Column before, Column after) {
        if (!before.nativeType().equals(after.nativeType())) {
            return "column " + before.name() + " was " + before.nativeType() + " and is " + after.nativeType();
        }
        if (before.nullable() != after.nullable()) {
            return "column " + before.name() + (after.nullable() ? " now takes NULL" : " takes NULL no longer");
        }
        return "column " + before.name() + " changed its collation or how its values are made";
    }

    private static Map<String, Column> byName(Table table) {
        return table.columns().stream().collect(Collectors.toMap(Column::name, Function.identity()));
    }
}
