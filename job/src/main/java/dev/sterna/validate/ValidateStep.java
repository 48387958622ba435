package dev.sterna.validate;

import dev.sterna.config.Settings;
import dev.sterna.config.Settings.Strategy;
import dev.sterna.diff.DiffStep;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.GateRow;
import dev.sterna.migration.Database;
import dev.sterna.model.LogPosition;
import dev.sterna.plan.StepPlan;
import dev.sterna.step.GateVerdict;
import dev.sterna.step.Outcome;
import dev.sterna.step.ReadOnlyStep;
import dev.sterna.step.RunContext;
import dev.sterna.step.StepReport;
import dev.sterna.transfer.progress.Amounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks at gates one after another, each to its end whatever the others find, and notes in the ledger what each came to. It
 * writes to no table of the user's, and makes no ledger where there is none.
 */
public final class ValidateStep implements ReadOnlyStep {
    private final Looked looked;

    /** Which gates are looked at. */
    private enum Looked {
        ALL,
        /** All but the rows, where others compare these. */
        AS_IN_RUN
    }

    public ValidateStep() {
        this(Looked.ALL);
    }

    private ValidateStep(Looked looked) {
        this.looked = looked;
    }

    /** At {@link #gatesBesideRows} alone where a run goes on to the switch, or its source lives. */
    static ValidateStep ofRun() {
        return new ValidateStep(Looked.AS_IN_RUN);
    }

    /** The rows of a wave are compared by the step before; all of them once more, where nobody writes and no cutover does it. */
    private boolean looksAtRows(RunContext run) {
        return looked == Looked.ALL || run.wave() == 0 && isQuietPhased(run.settings());
    }

    private static boolean isQuietPhased(Settings settings) {
        return settings.strategy() == Strategy.PHASED && !settings.cutsOver() && !settings.hasLiveWaves();
    }

    @Override
    public String name() {
        return ValidateDescriptor.WORD;
    }

    @Override
    public StepReport.Validated execute(RunContext run) {
        long began = System.nanoTime();
        StepPlan planned = StepPlan.unchanged(run);
        String position = position(run.source());
        Target target = run.wave() == 0
                ? new Target(run.migration(), planned)
                : new Target(
                        run.migration(), planned, planned.withOtherWaves(run).chosen(), planned.chosen());
        RowGates rows = new RowGates(() -> new DiffStep().execute(run), run.runId(), planned);
        List<Problem> problems = new ArrayList<>();
        List<GateVerdict> verdicts = new ArrayList<>();
        for (Gate gate : gates(run, planned, target, rows)) {
            GateVerdict verdict = look(run, gate, problems);
            verdicts.add(verdict);
            run.say("gate " + verdict.name() + ": "
                    + (verdict.passed() ? "passed" : "FAILED, " + Amounts.count(verdict.found()) + " found") + " ("
                    + verdict.looked() + "; " + Amounts.seconds(verdict.seconds()) + ")");
            run.events()
                    .record(
                            "gate",
                            Map.of("gate", verdict.name(), "passed", verdict.passed(), "found", verdict.found()));
        }
        problems.addAll(rows.warnings());
        note(run, planned, verdicts, position);
        long passed = verdicts.stream().filter(GateVerdict::passed).count();
        run.say("validate: " + passed + " of " + verdicts.size() + " gates passed");
        return new StepReport.Validated(
                StepReport.Ended.since(began, name(), outcome(verdicts), problems),
                rows.rows(),
                rows.tables(),
                verdicts);
    }

    /** The names of those gates that do not compare rows: whoever freezes the source compares these anew. */
    public static Set<String> gatesBesideRows() {
        return Set.of(
                SchemaGate.NAME,
                ForeignKeyGate.NAME,
                CheckGate.NAME,
                UniqueGate.NAME,
                NotNullGate.NAME,
                SequenceGate.NAME,
                ViewGate.NAME,
                RejectGate.NAME,
                QueryGate.NAME);
    }

    private List<Gate> gates(RunContext run, StepPlan planned, Target target, RowGates rows) {
        boolean rowsToo = looksAtRows(run);
        boolean stands = rowsToo || run.settings().strategy() == Strategy.BIG_BANG || isQuietPhased(run.settings());
        SourceState state = stands ? SourceState.STANDS : SourceState.LIVES;
        List<Gate> gates = new ArrayList<>();
        gates.add(new SchemaGate(target, run.runId()));
        if (rowsToo) {
            gates.addAll(rows.gates());
        }
        gates.add(new ForeignKeyGate(target));
        gates.add(new CheckGate(target));
        gates.add(new UniqueGate(target));
        gates.add(new NotNullGate(target));
        gates.add(new SequenceGate(target, run.runId(), state));
        if (target.isInPart()) {
            run.say("validate: views and queries are looked at when all waves are in");
        } else {
            gates.add(new ViewGate(target, run.migration(), planned.plan(), run.runId(), run::isOwn, state));
        }
        gates.add(new RejectGate(run.ledger(), run.runId(), table -> run.takesAll() || planned.takes(table)));
        if (!target.isInPart()) {
            gates.add(new QueryGate(
                    run.migration(), planned, run.workspace(), run::isOwn, run.output(), run.events(), state));
        }
        return gates;
    }

    private static GateVerdict look(RunContext run, Gate gate, List<Problem> problems) {
        long began = System.nanoTime();
        try {
            Finding found = gate.look();
            problems.addAll(found.problems());
            return new GateVerdict(
                    gate.name(), found.found() == 0, found.looked(), found.found(), (System.nanoTime() - began) / 1e9);
        } catch (SternaException failure) {
            if (!run.isOwn(failure)) {
                throw failure;
            }
            Problem why = failure.problems().get(0);
            problems.add(Problem.error(
                    "gate-" + gate.name(),
                    why.table(),
                    "Gate " + gate.name() + " cannot be looked at: " + why.message(),
                    why.remedy()));
            return new GateVerdict(gate.name(), false, "could not be looked at", 1, (System.nanoTime() - began) / 1e9);
        }
    }

    /** Where the source's log is before anything is looked at, so that whoever requires a gate knows what it has not seen. */
    private static String position(Database source) {
        return source.ask("ask where the log ends", source.dialect().changeLog()::position)
                .map(LogPosition::text)
                .orElse(null);
    }

    private static void note(RunContext run, StepPlan planned, List<GateVerdict> verdicts, String position) {
        if (!run.takesAll()) {
            run.say("validate: only some tables were looked at, so nothing is noted in the ledger");
            return;
        }
        try {
            if (!run.ledger().isThere()) {
                run.say("validate: the target has no ledger yet, so nothing is noted there");
                return;
            }
            run.ledger()
                    .gates()
                    .note(
                            run.runId(),
                            verdicts.stream()
                                    .map(verdict -> new GateRow(
                                            verdict.name(),
                                            verdict.passed(),
                                            verdict.found(),
                                            verdict.looked(),
                                            planned.plan().hash(),
                                            position,
                                            Duration.ZERO))
                                    .toList());
        } catch (SternaException failure) {
            if (!run.isOwn(failure)) {
                throw failure;
            }
            Problem why = failure.problems().get(0);
            run.warnings()
                    .accept(Problem.warning(
                            "gates-not-noted",
                            null,
                            "Cannot note the gates in the ledger, so no later step knows of them: " + why.message(),
                            why.remedy()));
        }
    }

    private static Outcome outcome(List<GateVerdict> verdicts) {
        List<String> failed = verdicts.stream()
                .filter(verdict -> !verdict.passed())
                .map(GateVerdict::name)
                .toList();
        if (failed.isEmpty()) {
            return Outcome.DONE;
        }
        return failed.equals(List.of(RejectGate.NAME)) ? Outcome.REJECTED : Outcome.DIFFERS;
    }
}
