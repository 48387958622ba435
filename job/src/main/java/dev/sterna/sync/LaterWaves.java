package dev.sterna.sync;

import dev.sterna.error.Category;
import dev.sterna.error.FewNames;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.model.TableName;
import dev.sterna.plan.Plan;
import dev.sterna.plan.StepPlan;
import dev.sterna.plan.TablePlan;
import dev.sterna.plan.Wave;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The tables of a phased migration whose waves are not in yet: what would be brought of them, their load would bring once more. */
final class LaterWaves {
    private static final int NAMED = 5;

    private LaterWaves() {}

    /**
     * The plan without them, which is said. Of a wave that has begun, whatever is not loaded is missing, and stays in the plan.
     *
     * @param loaded the names of the tables of which chunks are in
     * @throws SternaException (REFUSED) when none is
     */
    static StepPlan leftOut(StepPlan planned, Set<String> loaded, Consumer<String> output) {
        Plan plan = planned.plan();
        String runId = plan.runId();
        Set<String> begun = plan.waves().stream()
                .map(Wave::tables)
                .filter(tables -> tables.stream().anyMatch(loaded::contains))
                .flatMap(List::stream)
                .collect(Collectors.toSet());
        List<TablePlan> tables = planned.tables().stream()
                .filter(table -> begun.contains(table.name()))
                .toList();
        if (tables.isEmpty()) {
            throw SternaException.of(
                    Category.REFUSED,
                    "not-loaded",
                    null,
                    "Cannot sync: no wave of run " + runId + " is loaded yet",
                    "Load the first: sterna run --wave 1 --run-id " + runId + " --execute");
        }
        StepPlan without = new StepPlan(plan, planned.chosen(), tables);
        List<String> later = planned.tables().stream()
                .map(TablePlan::name)
                .filter(table -> !begun.contains(table))
                .toList();
        if (!later.isEmpty()) {
            output.accept(words(later));
        }
        return without;
    }

    /**
     * A warning of what was left out.
     *
     * @param planned without it
     * @param isAside whether a table of the source is left out because it failed, which is told
     */
    static Optional<Problem> warning(StepPlan planned, Predicate<TableName> isAside) {
        Set<String> in = planned.tables().stream().map(TablePlan::name).collect(Collectors.toSet());
        List<String> later = planned.chosen().stream()
                .filter(table -> !isAside.test(table.source().name()))
                .map(TablePlan::name)
                .filter(table -> !in.contains(table))
                .toList();
        return later.isEmpty()
                ? Optional.empty()
                : Optional.of(Problem.warning(
                        SyncStep.LEFT_OUT,
                        null,
                        words(later),
                        "Go on with the waves: sterna run --run-id "
                                + planned.plan().runId() + " --execute"));
    }

    private static String words(List<String> later) {
        return "sync leaves out " + later.size() + (later.size() == 1 ? " table" : " tables")
                + " of waves that are not loaded yet: " + FewNames.of(later, NAMED);
    }
}
