package dev.sterna.prepare;

import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.SetAside;
import java.util.List;

/**
 * Something in the target that is not what is wanted there.
 *
 * @param object in the target
 * @param table the source table into whose target nothing can be loaded for it, or null
 */
record Obstacle(ObjectName object, TableName table, Problem problem) {

    /** What is set aside before the load: the whole table, since a load into another one than is wanted proves nothing. */
    SetAside beforeLoad(List<TablePlan> tables) {
        return tables.stream()
                .filter(plan -> plan.source().name().equals(table))
                .findFirst()
                .map(plan ->
                        new SetAside(SetAside.table(plan.target().name()), table, Category.REFUSED, problem.message()))
                .orElseGet(this::afterLoad);
    }

    /** What is set aside once the rows are in. */
    SetAside afterLoad() {
        return new SetAside(object, null, Category.REFUSED, problem.message());
    }
}
