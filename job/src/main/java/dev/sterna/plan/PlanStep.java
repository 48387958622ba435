package dev.sterna.plan;

import dev.sterna.error.Problem;
import dev.sterna.migration.Database;
import dev.sterna.model.TableName;
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
            Plan kept = edited ? store.save(accepted(run.source(), known.get())) : known.get();
            Optional<Plan> renewed = renewed(run, store, kept, problems);
            plan = renewed.orElse(kept);
            outcome = edited || renewed.isPresent() ? Outcome.DONE : Outcome.NOTHING_TO_DO;
        }
        PlanListing.print(plan, run.output());
        LeftOutTables.setAside(plan, run.aside(), run.warnings());
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

    /** An edited plan, in which the foreign keys are named that cross the waves as they are now. */
    private static Plan accepted(Database source, Plan edited) {
        Plan plan = PlanEdit.checked(edited).withoutRenewals();
        if (plan.waves().isEmpty()) {
            return plan;
        }
        List<String> schemas = plan.tables().stream()
                .map(table -> table.source().name().schema())
                .distinct()
                .toList();
        Map<TableName, Integer> numbers = plan.waveNumbers();
        return plan.withWaves(new WaveKeys(source.tables(schemas), numbers.keySet()).waves(numbers));
    }

    /** A kept plan follows settings that were changed, as far as nothing of it is loaded. */
    @Override
    public Optional<StepReport> renew(RunContext run) {
        long start = System.nanoTime();
        PlanStore store = new PlanStore(run.workspace());
        List<Problem> problems = new ArrayList<>();
        return renewed(run, store, store.load(run.runId()), problems)
                .map(plan -> report(plan, StepReport.Ended.since(start, name(), Outcome.DONE, problems)));
    }

    private static Optional<Plan> renewed(RunContext run, PlanStore store, Plan known, List<Problem> problems) {
        PlanRenewal renewal = new PlanRenewal(run.migration(), known);
        if (!renewal.isDue()) {
            return Optional.empty();
        }
        PlanMaker maker = new PlanMaker(run.migration());
        Plan made = renewal.renew(maker, run.only());
        if (!renewal.isNews(made)) {
            return Optional.empty();
        }
        Plan plan = store.save(made);
        problems.addAll(maker.warnings());
        run.say("Planned anew"
                + (renewal.changed().isEmpty() ? "" : ", since " + String.join(", ", renewal.changed()) + " changed")
                + ": " + (renewal.renewed().isEmpty() ? "no table" : String.join(", ", renewal.renewed())));
        run.events().record("plan-renewed", Map.of("tables", renewal.renewed().size(), "hash", plan.hash()));
        return Optional.of(plan);
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
