package dev.sterna.prepare;

import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.model.Side;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.plan.StepPlan;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.SetAside;
import dev.sterna.step.SetAsideRegister;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Foreign keys that the target had before the load, where this went on without a look at them: whether the rows keep to them
 * now. Of those that are made after it the server says so itself.
 */
final class StandingKeys {
    /** The code of the problem. */
    static final String PROBLEM = "foreign-key-broken";

    /** The code of the warning where that cannot be asked. */
    static final String UNCHECKED = "foreign-key-unchecked";

    private final Database target;
    private final SetAsideRegister aside;
    private final UncheckedConstraints unchecked;
    private final MadeObjects made;
    private final Predicate<SternaException> isOwn;
    private final Map<TableName, TablePlan> plans = new HashMap<>();
    private final Set<TableName> chosen = new HashSet<>();
    private final Set<TableName> own = new HashSet<>();
    private final Set<ObjectName> checked = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();

    /**
     * @param planned with the tables that are in as the chosen ones
     * @param ownTables those of them on one side of the keys that are looked at
     * @param unchecked takes what the source's own rows break too
     * @param isOwn whether a failure is that of one key, so that others may be looked at
     */
    StandingKeys(
            Database target,
            SetAsideRegister aside,
            StepPlan planned,
            List<TablePlan> ownTables,
            UncheckedConstraints unchecked,
            MadeObjects made,
            Predicate<SternaException> isOwn) {
        this.target = target;
        this.aside = aside;
        this.unchecked = unchecked;
        this.made = made;
        this.isOwn = isOwn;
        planned.plan().tables().forEach(table -> plans.put(table.target().name(), table));
        planned.chosen().forEach(table -> chosen.add(table.target().name()));
        ownTables.forEach(table -> own.add(table.target().name()));
    }

    /**
     * Looks once in a run at each, and sets aside those that rows are against.
     *
     * @param results of what was made just now
     */
    List<Problem> check(StatementResults results) {
        if (!target.dialect().triggers().leavesKeysUnchecked()) {
            return List.of();
        }
        checked.addAll(results.created(ObjectKind.FOREIGN_KEY));
        for (TableDefinition table : target.tables(schemas())) {
            for (ForeignKey key : table.foreignKeys()) {
                ObjectName object = new ObjectName(
                        ObjectKind.FOREIGN_KEY,
                        table.name().schema(),
                        table.name().name(),
                        key.name());
                if (isLoaded(table.name(), key) && !checked.contains(object) && !made.hasChecked(object)) {
                    checkIfPossible(table, key, object);
                }
            }
        }
        made.check(checked);
        return List.copyOf(problems);
    }

    /** Those of the tables, and those from which an application refers to them. */
    private List<String> schemas() {
        Set<String> schemas = new LinkedHashSet<>();
        plans.keySet().forEach(table -> schemas.add(table.schema()));
        schemas.addAll(target.ask(
                "look for foreign keys that refer to the tables",
                connection -> target.dialect().triggers().referring(connection, List.copyOf(plans.keySet()))));
        return List.copyOf(schemas);
    }

    /** What is in the way of one, as a table that is gone or that this user may not read, is told of, and the others go on. */
    private void checkIfPossible(TableDefinition table, ForeignKey key, ObjectName object) {
        try {
            check(table, key, object);
        } catch (SternaException failure) {
            if (!isOwn.test(failure)) {
                throw failure;
            }
            TablePlan plan = plans.get(table.name());
            problems.add(Problem.warning(
                    UNCHECKED,
                    plan == null ? null : plan.name(),
                    "The target had " + object
                            + " before the load, which is not held to it, and nobody can tell whether its"
                            + " rows refer to rows of " + key.target() + " that are there: "
                            + failure.getMessage(),
                    "Make both tables readable for this user, or drop the foreign key in the target if it is not meant for"
                            + " them; then give the same command again"));
        }
    }

    /** Whether all rows that there are to be are there on both sides, some of them by this run. */
    private boolean isLoaded(TableName table, ForeignKey key) {
        return (own.contains(table) || own.contains(key.target())) && isComplete(table) && isComplete(key.target());
    }

    private boolean isComplete(TableName table) {
        TablePlan plan = plans.get(table);
        return plan == null
                || chosen.contains(table) && !aside.holds(plan.source().name());
    }

    private void check(TableDefinition table, ForeignKey key, ObjectName object) {
        TablePlan plan = plans.get(table.name());
        Optional<BrokenRows> broken = SourceConstraints.rows(
                target,
                Side.TARGET,
                table.table(),
                target.dialect().valueProbe().orphan(table.table(), key),
                null);
        if (broken.isEmpty()
                || unchecked.isAsInSource(
                        object, plan == null ? null : plan.source().name())) {
            checked.add(object);
            return;
        }
        String because = "The target had " + object + " before the load, which is not held to it, and "
                + broken.get().count()
                + (broken.get().count() == 1 ? " row refers" : " rows refer") + " to rows of " + key.target()
                + " that are not there" + broken.get().named();
        aside.add(new SetAside(object, null, Category.TARGET, because));
        problems.add(Problem.error(
                PROBLEM,
                plan == null ? null : plan.name(),
                because,
                "Correct these rows, or drop the foreign key in the target if it is not meant for them; then give the same"
                        + " command again"));
    }
}
