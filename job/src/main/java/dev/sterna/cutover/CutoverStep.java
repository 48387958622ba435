package dev.sterna.cutover;

import dev.sterna.changes.Deletes;
import dev.sterna.config.CutoverSettings;
import dev.sterna.config.Settings.Strategy;
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
import dev.sterna.sync.FollowStep;
import dev.sterna.sync.Following;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Freezes the source, brings what has changed until then, proves that both sides are the same, and switches. Whatever fails before
 * the switch lets the source be written to again; whoever is killed leaves in the ledger what is to be done.
 */
final class CutoverStep implements Step {
    private final Deletes deletes;
    private final Part part;

    /** What it is a part of. */
    private enum Part {
        /** A command of its own: whoever follows is another process, which has the run's lock. */
        COMMAND,
        /** A run that goes through all steps, and has the run's lock. */
        RUN
    }

    CutoverStep(Deletes deletes) {
        this(deletes, Part.COMMAND);
    }

    private CutoverStep(Deletes deletes, Part part) {
        this.deletes = deletes;
        this.part = part;
    }

    /** As the end of a run. */
    static CutoverStep ofRun(Deletes deletes) {
        return new CutoverStep(deletes, Part.RUN);
    }

    @Override
    public String name() {
        return CutoverDescriptor.WORD;
    }

    /** Before hours of work are done, it has to be plain that the source can be frozen at their end. */
    @Override
    public void requireReady(RunContext run) {
        requireAll(run);
        source(of(run), StepPlan.of(run)).ownWrites();
    }

    /** What only the steps before it bring about is no matter before a run. */
    private StepReport previewAhead(RunContext run) {
        if (CutoverState.isFrozen(run.ledger(), run.runId())) {
            run.say("cutover would go on in the freeze that stands");
        } else if (!isStill(run)) {
            source(of(run), StepPlan.of(run)).tell(run.output(), run::sayStatement, run.warnings());
        }
        run.say(
                "cutover would prove within the freeze that both sides are the same, and make the target the one to write to");
        tellHooks(run);
        return StepReport.Previewed.of(name());
    }

    /** Whether the source of such a run is frozen long before. */
    static boolean isStill(RunContext run) {
        return run.settings().strategy() == Strategy.BIG_BANG;
    }

    private static void tellHooks(RunContext run) {
        for (Hooks.When when : Hooks.When.values()) {
            hooks(alone(run))
                    .of(when)
                    .forEach(command -> run.say("cutover would call the hook " + when.label() + ": " + command));
        }
    }

    @Override
    public StepReport preview(RunContext run) {
        requireAll(run);
        if (part == Part.RUN) {
            return previewAhead(run);
        }
        StepPlan planned = StepPlan.of(run);
        Optional<CutoverRow> known = run.ledger().cutover().find(run.runId());
        known.ifPresent(row -> run.say(CutoverState.words(row, run.runId())));
        List<Requirement> requirements = Requirements.of(of(run), planned);
        tell(run, requirements);
        source(of(run), planned).tell(run.output(), run::sayStatement, run.warnings());
        RollbackStep.target(run, planned).tellWayBack(run.output(), run.warnings());
        tellHooks(run);
        return StepReport.Previewed.of(name());
    }

    static void tell(RunContext run, List<Requirement> requirements) {
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
        Optional<LongFreeze> still = run.beside().find(LongFreeze.class);
        if (still.isPresent()) {
            LongFreeze freeze = still.get();
            freeze.hold();
            return cutOver(run, planned, began, still, freeze::hold);
        }
        try (Ledger.Lock alone = run.ledger().lock(CutoverState.lock(run.runId()))) {
            alone.hold();
            return cutOver(run, planned, began, still, alone::hold);
        }
    }

    private StepReport cutOver(
            RunContext run, StepPlan planned, long began, Optional<LongFreeze> still, Runnable hold) {
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
            if (Receipt.complete(run.workspace())) {
                run.say("cutover: page and hashes of the receipt were lacking, and are written");
            }
            return report(
                    began, Outcome.NOTHING_TO_DO, new CutoverSummary("switched", null, null, true, receipt, List.of()));
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
        List<Requirement> requirements = new ArrayList<>(Requirements.of(of(run), planned));
        tell(run, requirements);
        requireMet(run, requirements, known);
        Optional<Following> followed = followed(run, known);
        try {
            followed.flatMap(following ->
                            following.awaitCaughtUp(run.settings().sync().maxLag(), run.output()))
                    .map(words -> Requirement.met("followed", words))
                    .ifPresent(one -> {
                        tell(run, List.of(one));
                        requirements.add(one);
                    });
            SourceFreeze freeze = new SourceFreeze(
                    of(run),
                    planned,
                    known,
                    deletes,
                    still.isPresent()
                            ? Optional.empty()
                            : Optional.of(run.settings().cutover().maxFreeze()),
                    followed,
                    hold);
            run.beside().begin(freeze);
            return report(
                    began, Outcome.DONE, freeze.cutOver(requirements, () -> still.ifPresent(LongFreeze::handOver)));
        } finally {
            followed.ifPresent(Following::close);
        }
    }

    /** Somebody who follows from here on, so that little is left to be brought and proven in the freeze. */
    private Optional<Following> followed(RunContext run, Optional<CutoverRow> known) {
        boolean follows = part == Part.RUN
                && known.isEmpty()
                && run.ledger().follow().find(run.runId()).isPresent();
        return follows ? Optional.of(FollowStep.beside(run, deletes)) : Optional.empty();
    }

    private StepReport report(long began, Outcome outcome, CutoverSummary summary) {
        return new StepReport.CutOver(StepReport.Ended.since(began, name(), outcome, List.of()), summary);
    }

    /** Whatever an earlier process has found: it may be long ago. A run says by itself how it leaves the source. */
    private void requireMet(RunContext run, List<Requirement> requirements, Optional<CutoverRow> known) {
        List<Problem> unmet = new ArrayList<>();
        requirements.stream()
                .filter(one -> !one.isMet())
                .map(CutoverStep::refusal)
                .forEach(unmet::add);
        if (!unmet.isEmpty()) {
            if (part == Part.COMMAND) {
                known.ifPresent(row -> unmet.add(CutoverState.warning(row, run.runId())));
            }
            throw new SternaException(Category.REFUSED, unmet, null);
        }
    }

    static Problem refusal(Requirement unmet) {
        return unmet.refusal(CutoverDescriptor.WORD, "Cannot cut over");
    }

    private CutRun of(RunContext run) {
        return of(run, part == Part.RUN ? Optional.of(run.lock()) : Optional.empty());
    }

    /** What the others need of the run; for who has the run's lock not, or does nothing that needs it. */
    static CutRun alone(RunContext run) {
        return of(run, Optional.empty());
    }

    private static CutRun of(RunContext run, Optional<Runnable> held) {
        return new CutRun(
                run.runId(),
                run.migration(),
                run.workspace(),
                run.events(),
                run.output(),
                run.warnings(),
                run.aside(),
                (step, migration) -> step.execute(run.between(migration)),
                held);
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
