package dev.sterna.plan;

import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.model.Column;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at a plan that a user has edited, as far as that is possible without the data. */
final class PlanEdit {
    private PlanEdit() {}

    /**
     * The plan itself.
     *
     * @throws SternaException (REFUSED) that names everything that cannot be executed
     */
    static Plan checked(Plan plan) {
        List<Problem> problems = new ArrayList<>();
        Set<String> sources = new HashSet<>();
        Set<String> targets = new HashSet<>();
        for (TablePlan table : plan.tables()) {
            if (!sources.add(table.name())) {
                problems.add(wrong(table, "the table stands there twice"));
            }
            if (!targets.add(table.target().name().toString())) {
                problems.add(wrong(
                        table, "another table has the target " + table.target().name() + " too"));
            }
            if (!Fingerprint.of(table.source()).equals(table.fingerprint())) {
                problems.add(wrong(table, "its source columns or keys are not those of its fingerprint"));
            }
            if (table.source().storedColumns().size()
                    != table.target().storedColumns().size()) {
                problems.add(wrong(table, "its target does not have as many columns as its source"));
            }
            Set<String> columns =
                    table.source().storedColumns().stream().map(Column::name).collect(Collectors.toSet());
            if (table.conversions().list().stream().anyMatch(loss -> !columns.contains(loss.column()))) {
                problems.add(wrong(table, "it converts values of a column that its source does not have"));
            }
            if (table.chunks().isEmpty() || table.buckets() < 1) {
                problems.add(wrong(table, "it needs at least one chunk and one bucket"));
            }
            for (int i = 0; i < table.chunks().size(); i++) {
                if (table.chunks().get(i).index() != i) {
                    problems.add(wrong(table, "its chunks are not numbered 0, 1, 2, ..."));
                    break;
                }
            }
        }
        problems.addAll(waves(plan));
        if (plan.tables().isEmpty()) {
            problems.add(Problem.error("plan-edit", null, "Cannot accept the edited plan: it has no table", null));
        }
        if (!problems.isEmpty()) {
            throw new SternaException(Category.REFUSED, problems, null);
        }
        return plan;
    }

    private static List<Problem> waves(Plan plan) {
        List<Problem> problems = new ArrayList<>();
        List<String> named =
                plan.waves().stream().flatMap(wave -> wave.tables().stream()).toList();
        Set<String> known = plan.tables().stream().map(TablePlan::name).collect(Collectors.toSet());
        named.stream()
                .distinct()
                .filter(table -> !known.contains(table))
                .forEach(table -> problems.add(Problem.error(
                        "plan-edit",
                        table,
                        "Cannot accept the edited plan: a wave names " + table + ", which is no table of the plan",
                        "Correct plan.json, or make a new plan: sterna plan --run-id NEW")));
        for (TablePlan table : plan.waves().isEmpty() ? List.<TablePlan>of() : plan.tables()) {
            int waves = Collections.frequency(named, table.name());
            if (waves != 1) {
                problems.add(wrong(table, waves == 0 ? "it is in no wave" : "it is in " + waves + " waves"));
            }
        }
        return problems;
    }

    private static Problem wrong(TablePlan table, String what) {
        return Problem.error(
                "plan-edit",
                table.name(),
                "Cannot accept the edited plan for " + table.name() + ": " + what,
                "Correct plan.json, or make a new plan: sterna plan --run-id NEW");
    }
}
