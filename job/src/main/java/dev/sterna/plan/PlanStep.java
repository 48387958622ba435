package dev.sterna.plan;

import dev.sterna.error.Problem;
import dev.sterna.step.Outcome;
import dev.sterna.step.ReadOnlyStep;
import dev.sterna.step.RunContext;
import dev.sterna.step.StepReport;
import dev.sterna.step.TableReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes {@code plan.json}, or stands by the one that the run has. It writes to no database, so a preview makes it too. */
public final class PlanStep implements ReadOnlyStep {
    @Override
    public String name() {
        return PlanDescriptor.WORD;
    }

    @Override
    public StepReport execute(RunContext run) {
        long start = System.nanoTime();
        PlanStore store = new PlanStore(run.workspace());
        Optional<Plan> known = store.find(run.runId());
        List<Problem> problems = new ArrayList<>();
        Plan plan;
        Outcome outcome;
        if (known.isEmpty()) {
            PlanMaker maker = new PlanMaker(run.migration());
            plan = store.save(maker.make(run.runId(), run.only()));
            problems.addAll(maker.warnings());
            outcome = Outcome.DONE;
        } else {
            PlanCheck.check(
                    run.migration(), run.only(), known.get(), known.get().tables(), run.warnings());
            problems.addAll(otherServers(run, known.get()));
            boolean edited = known.get().hash().isEmpty();
            plan = edited ? store.save(PlanEdit.checked(known.get())) : known.get();
            outcome = edited ? Outcome.DONE : Outcome.NOTHING_TO_DO;
        }
        PlanListing.print(plan, run.output());
        run.events()
                .record(
                        "plan",
                        Map.of(
                                "outcome",
                                outcome.label(),
                                "tables",
                                plan.tables().size(),
                                "hash",
                                plan.hash()));
        return report(plan, StepReport.Ended.since(start, name(), outcome, problems));
    }

    private static List<Problem> otherServers(RunContext run, Plan plan) {
        String source = run.source().server().label();
        String target = run.target().server().label();
        if (source.equals(plan.source()) && target.equals(plan.target())) {
            return List.of();
        }
        return List.of(Problem.warning(
                "other-servers",
                null,
                "The plan was made for " + plan.source() + " and " + plan.target() + ", now it is " + source + " and "
                        + target,
                "If these are not the same databases, use another run id"));
    }

    private static StepReport report(Plan plan, StepReport.Ended ended) {
        return new StepReport.Planned(
                ended,
                plan.tables().stream()
                        .map(table -> new TableReport.Planned(
                                table.target().name().toString(), table.chunks().size()))
                        .toList());
    }
}
