package dev.sterna.prepare;

import dev.sterna.dialect.SchemaScript.Statement;
import dev.sterna.migration.Database;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.plan.Plan;
import java.util.HashMap;
import java.util.Map;

/** The statements that the user wrote for tables, which take the place of ours. */
final class UserDdl {
    private final Database target;
    private final Map<TableName, String> texts = new HashMap<>();

    /** @param ddl source table to the text of its file */
    UserDdl(Map<String, String> ddl, Plan plan, Database target) {
        this.target = target;
        plan.tables().forEach(table -> {
            String text = ddl.get(table.name());
            if (text != null) {
                texts.put(table.target().name(), text.strip().replaceFirst(";$", ""));
            }
        });
    }

    /** The statement that creates a table, in a session whose current schema is the table's. */
    Statement statement(ObjectName table) {
        return new Statement(
                table, target.useSchema(table.schema()), texts.get(new TableName(table.schema(), table.name())));
    }

    /** Whether an object belongs to such a table, which may be as its user wants. */
    boolean covers(ObjectName object) {
        return object.schema() != null
                && texts.containsKey(
                        new TableName(object.schema(), object.table() == null ? object.name() : object.table()));
    }
}
