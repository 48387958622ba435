package dev.sterna.plan;

import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.LoadedChunks;
import dev.sterna.migration.Migration;
import dev.sterna.model.TableName;
import dev.sterna.step.RunContext;
import dev.sterna.step.SetAsideRegister;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The plan that a step carries out. For steps alone, like the context that it comes from.
 *
 * @param chosen the tables that the command line chooses of the plan
 * @param tables those of them that nothing has set aside yet
 */
public record StepPlan(Plan plan, List<TablePlan> chosen, List<TablePlan> tables) {
    public StepPlan {
        chosen = List.copyOf(chosen);
        tables = List.copyOf(tables);
    }

    /**
     * Loads the plan of a run.
     *
     * @throws SternaException (REFUSED) when the run has none, or when it is not the one that was written
     */
    public static StepPlan of(RunContext run) {
        Plan plan = new PlanStore(run.workspace()).load(run.runId());
        LeftOutTables.setAside(plan, run.aside(), run.warnings());
        List<TablePlan> chosen = chosen(plan, run);
        return new StepPlan(plan, chosen, left(chosen, run.aside()));
    }

    /**
     * The tables of a plan that a command takes: those of its wave, and of these what its patterns mean.
     *
     * @throws SternaException (CONFIGURATION) naming the nearest table when a pattern means none
     */
    public static List<TablePlan> chosen(Plan plan, RunContext run) {
        List<TablePlan> selected = plan.select(run.only());
        if (run.wave() == 0) {
            return selected;
        }
        Set<String> ofWave = names(plan.tablesOf(run.wave()));
        return selected.stream().filter(table -> ofWave.contains(table.name())).toList();
    }

    /**
     * The same of one wave, with the tables of other waves that are loaded whole: what needs both can be made. Of all waves it is
     * this one.
     */
    public StepPlan withOtherWaves(RunContext run) {
        if (run.wave() == 0) {
            return this;
        }
        Set<String> in = new HashSet<>(names(loadedWhole(run, plan.tables())));
        in.addAll(names(chosen));
        List<TablePlan> together = plan.tables().stream()
                .filter(table -> in.contains(table.name()))
                .toList();
        return new StepPlan(plan, together, left(together, run.aside()));
    }

    private static Set<String> names(List<TablePlan> tables) {
        return tables.stream().map(TablePlan::name).collect(Collectors.toSet());
    }

    private static List<TablePlan> loadedWhole(RunContext run, List<TablePlan> some) {
        Map<String, LoadedChunks> loaded = run.ledger().progress(run.runId());
        return some.stream()
                .filter(table -> loaded.containsKey(table.name())
                        && loaded.get(table.name()).chunks() >= table.chunks().size())
                .toList();
    }

    private static List<TablePlan> left(List<TablePlan> chosen, SetAsideRegister aside) {
        return chosen.stream()
                .filter(table -> !aside.holds(table.source().name()))
                .toList();
    }

    /**
     * Loads the plan of a run, and checks that the source still has its tables as they were planned.
     *
     * @throws SternaException (REFUSED) also naming every table that changed
     */
    public static StepPlan unchanged(RunContext run) {
        StepPlan planned = of(run);
        PlanCheck.check(run.migration(), run.only(), planned.plan(), planned.tables(), run.warnings());
        return planned;
    }

    /** @throws SternaException (REFUSED) naming every table that the source does not have any more as it was planned */
    public void requireUnchanged(Migration migration) {
        PlanCheck.check(migration, tables);
    }

    /** Sets aside the tables that the source does not have any more as they were planned. */
    public void setAsideChanged(RunContext run, FailedTables failed) {
        PlanCheck.setAside(run.migration(), run.only(), plan, tables, failed, run.warnings());
    }

    /** Looks once more, at some tables. */
    public static void setAsideChanged(Migration migration, List<TablePlan> some, FailedTables failed) {
        PlanCheck.setAside(migration, some, failed);
    }

    /** Whether a table of the source is among the chosen ones. */
    public boolean takes(TableName table) {
        return chosen.stream().anyMatch(one -> one.source().name().equals(table));
    }

    /** The same by its name, as files and the ledger have it. */
    public boolean takes(String table) {
        return chosen.stream().anyMatch(one -> one.name().equals(table));
    }

    /** The tables that are still to be worked on. */
    public List<TablePlan> left(SetAsideRegister aside) {
        return left(tables, aside);
    }

    /**
     * Ends a step that has set aside all its tables: nothing would come of the steps after it.
     *
     * @param problems what there is to say of it
     */
    public void requireTablesLeft(SetAsideRegister aside, List<Problem> problems) {
        if (!tables.isEmpty() && left(aside).isEmpty()) {
            throw new SternaException(aside.category().orElse(Category.REFUSED), problems, null);
        }
    }
}
