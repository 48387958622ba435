package dev.sterna.sync;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.plan.TablePlan;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Tables of the side that is written that a foreign key ties to one that is set aside: those that refer to it, whose rows may refer
 * to rows that do not come, and those that it refers to, of which rows would go. The key could not be there again.
 */
final class ReferringTables {
    private final Route route;
    private final Map<TableName, TablePlan> plans = new LinkedHashMap<>();

    ReferringTables(Route route, List<TablePlan> tables) {
        this.route = route;
        tables.forEach(table -> plans.put(route.direction().written(table).name(), table));
    }

    /**
     * By each the one that it is tied to, directly or by others.
     *
     * @param loses whether rows of a table would be removed
     */
    Map<TablePlan, TablePlan> of(Predicate<TablePlan> aside, Predicate<TablePlan> loses) {
        Map<TablePlan, TablePlan> referring = new LinkedHashMap<>();
        if (plans.values().stream().noneMatch(aside)) {
            return referring;
        }
        List<TableDefinition> tables = route.to()
                .tables(plans.keySet().stream()
                        .map(TableName::schema)
                        .distinct()
                        .toList());
        Set<TableName> gone = new LinkedHashSet<>();
        plans.forEach((name, plan) -> {
            if (aside.test(plan)) {
                gone.add(name);
            }
        });
        boolean more = true;
        while (more) {
            more = false;
            for (TableDefinition table : tables) {
                for (ForeignKey key : table.foreignKeys()) {
                    TablePlan plan = plans.get(table.name());
                    TablePlan other = plans.get(key.target());
                    if (plan == null || other == null || gone.contains(table.name()) == gone.contains(key.target())) {
                        continue;
                    }
                    if (gone.contains(key.target())) {
                        referring.put(plan, other);
                        gone.add(table.name());
                        more = true;
                    } else if (loses.test(other)) {
                        referring.put(other, plan);
                        gone.add(key.target());
                        more = true;
                    }
                }
            }
        }
        return referring;
    }

    /** Why such a table is set aside. */
    static SternaException refusal(TablePlan table, TablePlan other) {
        return SternaException.of(
                Category.REFUSED,
                "tied-to-table-set-aside",
                table.name(),
                "Cannot sync " + table.name() + ": a foreign key ties it to " + other.name()
                        + ", which is set aside, so that rows might refer to what is not there",
                "Mend what is wrong with " + other.name() + " first, and give the same command again");
    }
}
