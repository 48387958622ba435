package dev.sterna.sync;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.plan.TablePlan;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Tables of the side that is written that refer by a foreign key to one that is set aside: rows of theirs may refer to rows that do
 * not come, and the key could not be there again.
 */
final class ReferringTables {
    private final Route route;
    private final Map<TableName, TablePlan> plans = new LinkedHashMap<>();

    ReferringTables(Route route, List<TablePlan> tables) {
        this.route = route;
        tables.forEach(table -> plans.put(route.direction().written(table).name(), table));
    }

    /** By each the one that it refers to, directly or by others. */
    Map<TablePlan, TablePlan> of(Predicate<TablePlan> aside) {
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
                TablePlan plan = plans.get(table.name());
                if (plan == null || gone.contains(table.name())) {
                    continue;
                }
                for (var key : table.foreignKeys()) {
                    if (gone.contains(key.target())) {
                        referring.put(plan, plans.get(key.target()));
                        gone.add(table.name());
                        more = true;
                        break;
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
                "refers-to-table-set-aside",
                table.name(),
                "Cannot sync " + table.name() + ": it refers by a foreign key to " + other.name()
                        + ", which is set aside, so that its rows might refer to what does not come",
                "Mend what is wrong with " + other.name() + " first, and give the same command again");
    }
}
