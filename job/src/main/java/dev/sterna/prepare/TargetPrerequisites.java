package dev.sterna.prepare;

import dev.sterna.dialect.SchemaScript.Statement;
import dev.sterna.dialect.server.LedgerSql;
import dev.sterna.migration.Database;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the target needs besides the objects of the source: the schemas that take them, and the ledger. */
final class TargetPrerequisites {
    /** What nothing goes on without. */
    static final ObjectName LEDGER = new ObjectName(ObjectKind.OTHER, null, null, "ledger");

    private TargetPrerequisites() {}

    /** Statements that create the missing schemas. */
    static List<PlannedStatement> schemas(Database target, Schema wanted, Plan plan) {
        Set<String> names = new TreeSet<>(wanted.names());
        plan.tables().forEach(table -> names.add(table.target().name().schema()));
        Set<String> present = target.schemaNames();
        List<PlannedStatement> statements = new ArrayList<>();
        for (String name : names) {
            String create = target.dialect().schemaDdl().createSchema(name);
            if (create != null && !present.contains(name)) {
                statements.add(planned(new ObjectName(ObjectKind.SCHEMA, null, null, name), create));
            }
        }
        return statements;
    }

    /** Statements that create the ledger; none when it exists. */
    static List<PlannedStatement> ledger(Database target) {
        LedgerSql sql = target.dialect().ledger();
        List<TableName> tables = target.ask("look for the ledger", sql::tables);
        Set<TableName> there =
                target.names(tables.stream().map(TableName::schema).distinct().toList());
        if (there.containsAll(tables)) {
            return List.of();
        }
        return target.ask("look for the ledger", sql::create).stream()
                .map(statement -> planned(LEDGER, statement))
                .toList();
    }

    private static PlannedStatement planned(ObjectName name, String sql) {
        return new PlannedStatement(new Statement(name, sql), name, true, null);
    }
}
