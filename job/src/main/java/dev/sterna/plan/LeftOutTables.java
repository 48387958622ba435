package dev.sterna.plan;

import dev.sterna.error.Problem;
import dev.sterna.step.SetAside;
import dev.sterna.step.SetAsideRegister;
import java.util.function.Consumer;

/** Sets the tables aside that a plan leaves out. */
final class LeftOutTables {
    private LeftOutTables() {}

    /** @param problems hears why */
    static void setAside(Plan plan, SetAsideRegister aside, Consumer<Problem> problems) {
        for (Plan.LeftOut leftOut : plan.leftOut()) {
            if (!aside.holds(leftOut.table())) {
                aside.add(new SetAside(
                        SetAside.table(leftOut.table()), leftOut.table(), leftOut.category(), leftOut.message()));
                problems.accept(leftOut.problem());
            }
        }
    }
}
