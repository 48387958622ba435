package dev.sterna.app;

import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.model.TableName;
import dev.sterna.plan.Plan;
import dev.sterna.plan.StepPlan;
import dev.sterna.plan.WaveState;
import dev.sterna.plan.WaveStates;
import dev.sterna.step.GateVerdict;
import dev.sterna.step.OptionValues;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.SetAside;
import dev.sterna.step.Step;
import dev.sterna.step.StepDescriptor;
import dev.sterna.step.StepReport;
import dev.sterna.step.Trait;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes a phased run through its waves, one after the other, each through all steps, and at the end through those that take all
 * tables. It stops at a wave that does not come to its end.
 */
final class WaveWalk {
    /** Stands for all waves. */
    static final int ALL = 0;

    private final RunContext run;
    private final Plan plan;
    private final WaveStates states;
    private final List<StepDescriptor> steps;
    private final Consumer<StepReport> done;
    private final IntFunction<String> commands;
    private final OptionValues own;

    /**
     * @param order of the strategy
     * @param done hears of every step that has ended
     * @param commands the command line that goes on with a wave, or with {@link #ALL}
     * @param own the options that it has
     */
    WaveWalk(
            RunContext run,
            Plan plan,
            StepOrder order,
            Consumer<StepReport> done,
            IntFunction<String> commands,
            OptionValues own) {
        this.own = own;
        this.run = run;
        this.plan = plan;
        this.states = new WaveStates(run.workspace(), plan);
        this.steps = order.afterThePlan();
        this.done = done;
        this.commands = commands;
        requireWaves("sterna " + order.planning().map(StepDescriptor::word).orElseThrow());
    }

    private void requireWaves(String planning) {
        if (plan.waves().isEmpty()) {
            throw SternaException.of(
                    Category.REFUSED,
                    "no-waves",
                    null,
                    "Cannot go through the waves of run " + run.runId() + ": its plan has none",
                    "It was made with another strategy, or by an earlier version: " + planning + " --run-id "
                            + run.runId() + " brings it in line with the settings; else make a new plan: " + planning
                            + " --run-id NEW");
        }
    }

    /**
     * Executes one wave, or all that are not done and what comes after them.
     *
     * @throws SternaException (USAGE) when there is no such wave
     */
    Outcome execute(int wave) {
        requireThere(wave);
        Outcome worst = Outcome.NOTHING_TO_DO;
        for (WaveState state : chosen(wave)) {
            Outcome outcome = execute(state);
            worst = Pipeline.worse(worst, outcome);
            if (!isGood(outcome) || !failed().isEmpty()) {
                return worst;
            }
        }
        if (wave != ALL) {
            tellNext();
            return worst;
        }
        List<Step> last = atTheEnd();
        return last.isEmpty() ? worst : Pipeline.worse(worst, new Pipeline(run, done).execute(last));
    }

    /** Only says what would be done. */
    Outcome preview(int wave) {
        requireThere(wave);
        for (WaveState state : chosen(wave)) {
            tell(state);
            if (!state.tables().isEmpty()) {
                new Pipeline(run.ofWave(state.wave()), done)
                        .preview(ofEachWave()
                                .filter(step -> step.has(Trait.PREVIEWS_AHEAD))
                                .map(step -> step.stepOfRun(own))
                                .toList());
            }
        }
        List<Step> last = atTheEnd();
        if (wave == ALL && !last.isEmpty()) {
            run.say((isThrough() ? "All waves are done; then, of all tables: " : "After the last wave, of all tables: ")
                    + last.stream().map(Step::name).collect(Collectors.joining(", ")));
        }
        return Outcome.PREVIEW;
    }

    /** How far all waves are now. */
    List<WaveState> states() {
        return states.all();
    }

    /** Whether every wave is done. */
    boolean isThrough() {
        return states.next().isEmpty();
    }

    private void requireThere(int wave) {
        int last = plan.waves().size();
        if (wave < ALL || wave > last) {
            throw SternaException.of(
                    Category.USAGE,
                    "no-such-wave",
                    null,
                    "Cannot find wave " + wave + ": run " + run.runId() + " has "
                            + (last == 1 ? "wave 1 alone" : "the waves 1 to " + last),
                    "Give one of these, or leave --wave out to go through all of them");
        }
    }

    private List<WaveState> chosen(int wave) {
        List<WaveState> all = states.all();
        if (wave == ALL) {
            return all.stream()
                    .filter(state -> !state.isDone() && isMeant(state))
                    .toList();
        }
        WaveState state = all.get(wave - 1);
        if (state.isDone()) {
            run.say("wave " + wave + " is done, since " + state.ended()
                    + ": nothing to do; to have all waves go through their steps again, which do what is left, delete "
                    + run.workspace().uri(WaveStates.FILE));
            return List.of();
        }
        if (!isMeant(state)) {
            run.say("wave " + wave + " has none of the tables that the command line chooses: nothing to do");
            return List.of();
        }
        return List.of(state);
    }

    /** Whether a wave has any of the tables that the command line chooses; one that has none at all is done by being noted. */
    private boolean isMeant(WaveState state) {
        return run.only().isEmpty()
                || !StepPlan.chosen(plan, run.ofWave(state.wave())).isEmpty();
    }

    private Outcome execute(WaveState state) {
        tell(state);
        if (state.tables().isEmpty()) {
            note(state, WaveState.DONE, now(), null, List.of(), List.of());
            return Outcome.NOTHING_TO_DO;
        }
        String began = now();
        note(state, WaveState.UNDER_WAY, began, null, List.of(), List.of());
        List<WaveState.StepEnd> ends = new ArrayList<>();
        List<GateVerdict> gates = new ArrayList<>();
        List<Problem> errors = new ArrayList<>();
        Pipeline pipeline = new Pipeline(run.ofWave(state.wave()), report -> {
            ends.add(new WaveState.StepEnd(report.name(), report.outcome().label()));
            if (report instanceof StepReport.Validated validated) {
                gates.addAll(validated.gates());
            }
            report.problems().stream()
                    .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                    .forEach(errors::add);
            done.accept(ofWave(report));
        });
        try {
            Outcome outcome = pipeline.execute(
                    ofEachWave().map(step -> step.stepOfRun(own)).toList());
            boolean good = isGood(outcome) && failed().isEmpty();
            String because = good ? null : because(ends, errors);
            note(state, good ? WaveState.DONE : WaveState.STOPPED, began, because, ends, gates);
            if (!good) {
                tellStopped(state, because);
            }
            return outcome;
        } catch (RuntimeException | Error failure) {
            noteFailure(state, began, failure, ends, gates);
            throw failure;
        }
    }

    /** What could be taken for a look at all tables stands in the state of the wave alone. */
    private static StepReport ofWave(StepReport report) {
        if (report instanceof StepReport.Validated validated) {
            return new StepReport.Validated(validated.ended(), validated.rows(), validated.tables(), List.of());
        }
        return report instanceof StepReport.Drilled drilled
                ? new StepReport.Worked(drilled.ended(), drilled.rows(), drilled.bytes())
                : report;
    }

    private void noteFailure(
            WaveState state, String began, Throwable failure, List<WaveState.StepEnd> ends, List<GateVerdict> gates) {
        SternaException known = SternaException.findIn(failure);
        String because = known == null
                ? String.valueOf(failure.getMessage())
                : known.problems().get(0).message();
        try {
            note(state, WaveState.STOPPED, began, because, ends, gates);
        } catch (RuntimeException unwritten) {
            // The first failure is the one to tell of.
            failure.addSuppressed(unwritten);
        }
    }

    private void note(
            WaveState state,
            String what,
            String began,
            String because,
            List<WaveState.StepEnd> ends,
            List<GateVerdict> gates) {
        if (run.only().isEmpty()) {
            String ended = what.equals(WaveState.UNDER_WAY) ? null : now();
            states.note(
                    new WaveState(state.wave(), what, state.tables(), began, ended, plan.hash(), because, ends, gates));
            run.events().record("wave", Map.of("wave", state.wave(), "state", what));
        }
    }

    private String because(List<WaveState.StepEnd> ends, List<Problem> errors) {
        String step = ends.isEmpty()
                ? "nothing was done"
                : ends.stream()
                        .filter(end -> !end.outcome().equals(Outcome.DONE.label())
                                && !end.outcome().equals(Outcome.NOTHING_TO_DO.label()))
                        .findFirst()
                        .map(end -> end.step() + " " + end.outcome())
                        .orElse("something was set aside");
        if (!errors.isEmpty()) {
            return step + ": " + errors.get(0).message();
        }
        return failed().isEmpty() ? step : step + ": " + failed().get(0).because();
    }

    /** What was set aside because it failed, but for the tables that are in no wave, since they cannot be planned. */
    private List<SetAside> failed() {
        Set<TableName> leftOut =
                plan.leftOut().stream().map(Plan.LeftOut::table).collect(Collectors.toSet());
        return run.aside().things().stream()
                .filter(thing -> thing.category() != null)
                .filter(thing -> thing.table() == null || !leftOut.contains(thing.table()))
                .toList();
    }

    private void tell(WaveState state) {
        int tables = state.tables().size();
        run.say("wave " + state.wave() + " of " + plan.waves().size() + ": " + tables
                + (tables == 1 ? " table" : " tables"));
    }

    private void tellStopped(WaveState state, String because) {
        run.warnings()
                .accept(Problem.warning(
                        "wave-stopped",
                        null,
                        "Wave " + state.wave() + " of " + plan.waves().size() + " is not done: " + because,
                        "Once that is mended, go on: " + commands.apply(state.wave())));
    }

    private void tellNext() {
        states.next()
                .ifPresentOrElse(
                        next -> run.say("The next wave that is not done: " + commands.apply(next.wave())),
                        () -> run.say("All waves are done; what comes after them: " + commands.apply(ALL)));
    }

    private Stream<StepDescriptor> ofEachWave() {
        return steps.stream().filter(step -> !step.has(Trait.SWITCHES) && !step.has(Trait.TAKES_ALL));
    }

    private List<Step> atTheEnd() {
        return steps.stream()
                .filter(step -> step.has(Trait.SWITCHES) || step.has(Trait.TAKES_ALL) || step.has(Trait.AFTER_WAVES))
                .map(step -> step.stepOfRun(own))
                .toList();
    }

    private static boolean isGood(Outcome outcome) {
        return switch (outcome) {
            case DONE, NOTHING_TO_DO, PREVIEW -> true;
            case DIFFERS, REJECTED, REFUSED, FAILED -> false;
        };
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
