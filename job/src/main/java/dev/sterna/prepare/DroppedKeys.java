package dev.sterna.prepare;

import dev.sterna.dialect.server.TargetTrigger;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.TriggerLedger;
import dev.sterna.migration.Database;
import dev.sterna.migration.Migration;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.plan.StepPlan;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.SetAside;
import dev.sterna.step.SetAsideRegister;
import java.util.ArrayList;
import java.util.List;

/**
 * Foreign keys that the target had, that were dropped for the load, and that could not be made again when it ended. What
 * the source has too has been made since; any other must not be lost with an end that looks good.
 */
final class DroppedKeys {
    private DroppedKeys() {}

    /**
     * Makes again what can be, and tells what cannot. As long as waves are to come, it may be for want of their rows: then it stays
     * noted, and the next wave tries it again.
     *
     * @param planned with the tables that are in as the chosen ones
     */
    static List<Problem> bringBack(Migration migration, StepPlan planned, SetAsideRegister aside) {
        List<TablePlan> tables = planned.chosen();
        boolean inPart = !planned.plan().waves().isEmpty()
                && tables.size() < planned.plan().tables().size();
        TriggerLedger ledger = migration.ledger().triggers();
        Database target = migration.target();
        List<Problem> problems = new ArrayList<>();
        for (TargetTrigger key :
                ledger.noted(tables.stream().map(table -> table.target().name()).toList())) {
            if (key.kind() != TargetTrigger.Kind.FOREIGN_KEY) {
                continue;
            }
            try {
                target.ask("make " + key + " again", null, connection -> {
                    target.dialect().triggers().on(connection, key);
                    return null;
                });
                ledger.forget(key);
            } catch (SternaException failure) {
                String because = "The target had " + key + ", which was dropped for the load and cannot be made again"
                        + (inPart ? " while tables of other waves are to come: " : ": ") + failure.getMessage();
                if (inPart) {
                    problems.add(Problem.warning(
                            "foreign-key-waits",
                            null,
                            because,
                            "Go on with the waves: each tries it again, and the last one tells if it is wrong: "
                                    + key.on()));
                    continue;
                }
                aside.add(new SetAside(
                        new ObjectName(
                                ObjectKind.FOREIGN_KEY,
                                key.table().schema(),
                                key.table().name(),
                                key.name()),
                        null,
                        failure.category(),
                        because));
                problems.add(Problem.error(
                        "foreign-key-not-back",
                        null,
                        because,
                        "Correct the rows, or make it by hand, with NOT VALID behind it for new rows only: " + key.on()
                                + "; then give the same command again"));
            }
        }
        return problems;
    }
}
