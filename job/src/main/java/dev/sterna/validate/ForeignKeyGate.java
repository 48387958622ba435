package dev.sterna.validate;

import dev.sterna.dialect.SchemaReader.Unenforced;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.TableDefinition;
import java.util.ArrayList;
import java.util.List;

/** Whether foreign keys of the target are valid and on, and no row refers to one that is not there: the rows are asked. */
final class ForeignKeyGate implements Gate {
    static final String NAME = "foreign-keys";

    private final Target target;

    ForeignKeyGate(Target target) {
        this.target = target;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Finding look() {
        Finding.Wrong wrong = new Finding.Wrong(NAME);
        int keys = 0;
        List<String> waiting = new ArrayList<>();
        List<Unenforced> off = target.unenforced(ObjectKind.FOREIGN_KEY);
        for (TableDefinition definition : target.state().present().tables()) {
            for (ForeignKey key : definition.foreignKeys()) {
                boolean chosen = target.plan(definition.name()) != null || target.plan(key.target()) != null;
                if (chosen && (target.isToCome(definition.name()) || target.isToCome(key.target()))) {
                    waiting.add(definition.name() + "." + key.name() + ", which waits for a later wave");
                } else if (chosen) {
                    keys++;
                    look(definition, key, wrong);
                }
            }
        }
        for (Unenforced found : off) {
            wrong.add(
                    target.sourceName(new TableName(
                            found.object().schema(), found.object().table())),
                    1,
                    found.object() + " " + found.why(),
                    found.remedy() + "; then: sterna validate");
        }
        return wrong.after(Finding.counted(keys, "foreign key") + ", each by its rows", waiting);
    }

    private void look(TableDefinition definition, ForeignKey key, Finding.Wrong wrong) {
        Table table = definition.table();
        ObjectName object = new ObjectName(
                ObjectKind.FOREIGN_KEY, table.name().schema(), table.name().name(), key.name());
        long orphans =
                target.count(table, target.database().dialect().valueProbe().orphan(table, key));
        String plan = target.sourceName(table.name());
        if (orphans > 0) {
            wrong.add(
                    plan,
                    orphans,
                    object + ": " + orphans + (orphans == 1 ? " row refers" : " rows refer") + " to rows of "
                            + key.target() + " that are not there" + (key.validated() ? "" : "; it is not valid"),
                    "Correct these rows, in the source too if they are there; then: sterna validate");
        } else if (!key.validated()) {
            wrong.add(
                    plan,
                    1,
                    object + " is not valid: it holds for new rows only, though all rows keep to it",
                    "Have the server check it: ALTER TABLE ... VALIDATE CONSTRAINT; then: sterna validate");
        }
    }
}
