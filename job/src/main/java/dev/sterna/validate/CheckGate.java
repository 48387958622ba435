package dev.sterna.validate;

import dev.sterna.model.Table;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.TableDefinition;
import java.util.List;

/** Whether checks of the target are enforced and valid, and all rows keep to them: the rows are asked. */
final class CheckGate implements Gate {
    static final String NAME = "checks";

    private final Target target;

    CheckGate(Target target) {
        this.target = target;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Finding look() {
        Finding.Wrong wrong = new Finding.Wrong(NAME);
        int checks = 0;
        for (TableDefinition definition : target.tables()) {
            for (Check check : definition.checks()) {
                checks++;
                look(definition.table(), check, wrong);
            }
        }
        return wrong.after(Finding.counted(checks, "check") + ", each by its rows", List.of());
    }

    private void look(Table table, Check check, Finding.Wrong wrong) {
        long rows = target.count(table, "NOT (" + check.sql() + ")");
        String state = !check.enforced()
                ? "is not enforced"
                : check.validated() ? null : "is not valid: it holds for new rows only";
        if (rows > 0 || state != null) {
            ObjectName object = new ObjectName(
                    ObjectKind.CHECK, table.name().schema(), table.name().name(), check.name());
            wrong.add(
                    target.sourceName(table.name()),
                    rows,
                    object + (state == null ? "" : " " + state) + ": " + rows
                            + (rows == 1 ? " row breaks it" : " rows break it"),
                    (rows > 0
                                    ? "Correct these rows, in the source too if they are there"
                                    : "Have the server enforce and check it")
                            + "; then: sterna validate");
        }
    }
}
