package dev.sterna.cutover;

import dev.sterna.changes.Deletes;
import dev.sterna.config.CutoverSettings;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.CutoverRow;
import dev.sterna.ledger.CutoverRow.Phase;
import dev.sterna.ledger.Ledger;
import dev.sterna.plan.StepPlan;
import dev.sterna.step.CutoverSummary;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Freezes the source, brings what has changed until then, proves that both sides are the same, and switches. Whatever fails before
 * the switch lets the source be written to again; whoever is killed leaves in the ledger what is to be done.
 */
final class CutoverStep implements Step {
    private final Deletes deletes;

    CutoverStep(Deletes deletes) {
        this.deletes = deletes;
    }

    @Override
    public String name() {
        return CutoverDescriptor.WORD;
    }

    @Override
    public StepReport preview(RunContext run) {
        requireAll(run);
        StepPlan planned = StepPlan.of(run);
        Optional<CutoverRow> known = run.ledger().cutover().find(run.runId());
        known.ifPresent(row -> run.say(CutoverState.words(row, run.runId())));
        List<Requirement> requirements = Requirements.of(of(run), planned);
        tell(run, requirements);
        source(of(run), planned).tell(run.output(), run::sayStatement, run.warnings());
        RollbackStep.target(run, planned).tellWayBack(run.output(), run.warnings());
        for (Hooks.When when : Hooks.When.values()) {
            hooks(of(run))
                    .of(when)
                    .forEach(command -> run.say("cutover would call the hook " + when.label() + ": " + command));
        }
        return StepReport.Previewed.of(name());
    }

    private static void tell(RunContext run, List<Requirement> requirements) {
        requirements.forEach(one -> run.say(one.line(CutoverDescriptor.WORD)));
    }

    static void requireAll(RunContext run) {
        if (!run.only().isEmpty()) {
            throw SternaException.of(
                    Category.USAGE,
                    "cutover-of-some",
                    null,
                    "Cannot cut over some tables of a run: --tables " + String.join(",", run.only()),
                    "Leave out --tables");
        }
    }

    static Hooks hooks(CutRun run) {
        CutoverSettings settings = run.settings().cutover();
        Hooks hooks = new Hooks(settings.hooks(), settings.maxFreeze(), run.output());
        hooks.know("runId", run.runId());
        hooks.know("source", run.source().server().label());
        hooks.know("target", run.target().server().label());
        return hooks;
    }

    @Override
    public StepReport execute(RunContext run) {
        long began = System.nanoTime();
        requireAll(run);
        StepPlan planned = StepPlan.of(run);
        try (Ledger.Lock alone = run.ledger().lock(CutoverState.lock(run.runId()))) {
            alone.hold();
            Optional<CutoverRow> known = run.ledger().cutover().find(run.runId());
            if (known.filter(row -> row.phase() == Phase.SWITCHED).isPresent()) {
                run.say(CutoverState.words(known.get(), run.runId()));
                String receipt =
                        run.workspace().exists(Receipt.FILE) ? run.workspace().uri(Receipt.FILE) : null;
                if (receipt == null) {
                    run.warnings()
                            .accept(Problem.warning(
                                    "no-receipt",
                                    null,
                                    "The switch was made, but the process ended before it wrote the receipt and called"
                                            + " the hooks after-switch",
                                    "See to what these hooks do yourself"));
                }
                return report(
                        began,
                        Outcome.NOTHING_TO_DO,
                        new CutoverSummary("switched", null, null, true, receipt, List.of()));
            }
            if (known.filter(row -> row.phase() == Phase.RETURNING || row.phase() == Phase.RETURNED)
                    .isPresent()) {
                throw SternaException.of(
                        Category.REFUSED,
                        "cutover-returning",
                        null,
                        "Cannot cut over run " + run.runId() + ": it is on its way back",
                        "End that first: sterna cutover --run-id " + run.runId() + " --rollback --execute");
            }
            // Not before: on its way back the target takes no statements of this kind.
            run.ledger().create();
            List<Requirement> requirements = Requirements.of(of(run), planned);
            tell(run, requirements);
            requireMet(run, requirements, known);
            CutoverSummary summary = new SourceFreeze(of(run), planned, known, deletes).cutOver(requirements);
            return report(began, Outcome.DONE, summary);
        }
    }

    private StepReport report(long began, Outcome outcome, CutoverSummary summary) {
        return new StepReport.CutOver(StepReport.Ended.since(began, name(), outcome, List.of()), summary);
    }

    /** Whatever an earlier process has found: it may be long ago. */
    private static void requireMet(RunContext run, List<Requirement> requirements, Optional<CutoverRow> known) {
        List<Problem> unmet = new ArrayList<>();
        requirements.stream()
                .filter(one -> !one.isMet())
                .map(one -> Problem.error(
                        "cutover-" + one.name(),
                        null,
                        "Cannot cut over: " + one.name() + ": " + one.words(),
                        one.remedy()))
                .forEach(unmet::add);
        if (!unmet.isEmpty()) {
            known.ifPresent(row -> unmet.add(CutoverState.warning(row, run.runId())));
            throw new SternaException(Category.REFUSED, unmet, null);
        }
    }

    /** What the others need of the run. */
    static CutRun of(RunContext run) {
        return new CutRun(
                run.runId(),
                run.migration(),
                run.workspace(),
                run.events(),
                run.output(),
                run.warnings(),
                run.aside(),
                (step, migration) -> step.execute(run.between(migration)));
    }

    static Freezer source(CutRun run, StepPlan planned) {
        return new Freezer(
                run.source().forWriting(),
                planned.plan().tables().stream()
                        .map(table -> table.source().name())
                        .toList());
    }

    static List<CutoverSummary.Met> met(List<Requirement> requirements) {
        return requirements.stream().map(Requirement::summary).toList();
    }
}
