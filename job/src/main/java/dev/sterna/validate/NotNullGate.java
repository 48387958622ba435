package dev.sterna.validate;

import dev.sterna.dialect.SchemaReader.Unenforced;
import dev.sterna.migration.SchemaComparison.Difference;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.plan.TablePlan;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whether columns that are to hold no NULL let none in, and hold none. */
final class NotNullGate implements Gate {
    static final String NAME = "not-null";

    /** The property of a column in a comparison of schemas. */
    static final String PROPERTY = "not null";

    private final Target target;

    NotNullGate(Target target) {
        this.target = target;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Finding look() {
        Finding.Wrong wrong = new Finding.Wrong(NAME);
        Map<TableName, TableDefinition> tables =
                target.tables().stream().collect(Collectors.toMap(TableDefinition::name, Function.identity()));
        for (Difference found : target.state().differences()) {
            ObjectName column = found.object();
            if (PROPERTY.equals(found.property())
                    && "true".equals(found.wanted())
                    && column.table() != null
                    && tables.containsKey(new TableName(column.schema(), column.table()))) {
                tell(
                        wrong,
                        tables,
                        column,
                        "lets NULLs in, and is not to",
                        "Bring it to what it should be, as sterna diff --schema says");
            }
        }
        for (Unenforced found : target.unenforced(ObjectKind.COLUMN)) {
            tell(wrong, tables, found.object(), found.why(), found.remedy());
        }
        long columns = tables.values().stream()
                .flatMap(table -> table.columns().stream())
                .filter(column -> !column.column().nullable())
                .count();
        return wrong.after(
                Finding.counted(columns, "column") + " of " + Finding.counted(tables.size(), "table")
                        + " that let no NULL in",
                List.of());
    }

    private void tell(
            Finding.Wrong wrong,
            Map<TableName, TableDefinition> tables,
            ObjectName column,
            String what,
            String remedy) {
        TableName name = new TableName(column.schema(), column.table());
        TablePlan plan = target.plan(name);
        Table table = tables.get(name).table();
        long rows = target.count(table, target.database().dialect().sql().quote(column.name()) + " IS NULL");
        wrong.add(
                plan.name(),
                rows,
                column + " " + what + ": " + rows + (rows == 1 ? " row has" : " rows have") + " a NULL",
                remedy + "; then: sterna validate");
    }
}
