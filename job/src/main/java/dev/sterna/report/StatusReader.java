package dev.sterna.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.backup.Manifest;
import dev.sterna.backup.ManifestStore;
import dev.sterna.config.Endpoint;
import dev.sterna.cutover.CutoverState;
import dev.sterna.cutover.FreezeForecast;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.CutoverRow;
import dev.sterna.ledger.Ledger;
import dev.sterna.ledger.LoadedChunks;
import dev.sterna.migration.Database;
import dev.sterna.migration.LogObjectsLeft;
import dev.sterna.migration.TriggersLeftOff;
import dev.sterna.model.Side;
import dev.sterna.model.Table;
import dev.sterna.plan.Plan;
import dev.sterna.plan.PlanStore;
import dev.sterna.plan.TablePlan;
import dev.sterna.plan.WaveState;
import dev.sterna.plan.WaveStates;
import dev.sterna.report.RunStatus.GateStatus;
import dev.sterna.report.RunStatus.TableStatus;
import dev.sterna.step.EventLog;
import dev.sterna.step.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds out how far a run is from what it left behind: its workspace, and the ledger where it can be read. The run may
 * be under way, ended, or killed at any point.
 */
public final class StatusReader {
    private static final int LAST_EVENTS = 10;

    private final RunState state;
    private final Workspace workspace;
    private final Endpoint source;
    private final Endpoint target;
    private final List<Problem> problems = new ArrayList<>();

    /**
     * @param source that is asked for what following its log has left there, if the ledger says that it was followed
     * @param target whose ledger is asked, if it answers
     */
    public StatusReader(RunState state, Workspace workspace, Endpoint source, Endpoint target) {
        this.state = state;
        this.workspace = workspace;
        this.source = source;
        this.target = target;
    }

    /** The status, as far as it can be found out. */
    public RunStatus read() {
        Optional<Database> database = asked(() -> Database.reach(target, Side.TARGET));
        database.flatMap(known ->
                        asked(() -> TriggersLeftOff.warning(known, List.of()).orElse(null)))
                .ifPresent(problems::add);
        Optional<Ledger> ledger = database.map(Database::ledger);
        ledger.flatMap(known -> asked(() -> TriggersLeftOff.ofSource(known).orElse(null)))
                .ifPresent(problems::add);
        Optional<CutoverRow> cutover = ledger.flatMap(
                known -> asked(() -> known.cutover().find(state.runId()).orElse(null)));
        cutover.map(row -> CutoverState.warning(row, state.runId())).ifPresent(problems::add);
        Optional<Map<String, LoadedChunks>> loaded =
                ledger.flatMap(known -> asked(() -> known.progress(state.runId())));
        Boolean alive = new Liveness(state, loaded.isEmpty() ? null : ledger.get()).alive();
        if (!Boolean.TRUE.equals(alive)) {
            ledger.flatMap(known ->
                            asked(() -> known.follow().find(state.runId()).orElse(null)))
                    .flatMap(row -> attempted(this::leftOnSource, "What is left there is not known without it. "))
                    .ifPresent(problems::add);
        }
        List<JsonNode> events = EventLog.last(workspace);
        return new RunStatus(
                state(alive),
                state.command(),
                state.execute(),
                state.started(),
                state.updated(),
                workspace.uri(""),
                tables(loaded.orElse(null)),
                ledger.map(this::gates).orElse(List.of()),
                waves(alive),
                cutover.isPresent() ? null : FreezeForecast.of(events).orElse(null),
                events.subList(Math.max(0, events.size() - LAST_EVENTS), events.size()));
    }

    /** What could not be found out. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    private Problem leftOnSource() {
        List<Table> tables = plan().map(Plan::tables).orElse(List.of()).stream()
                .map(TablePlan::source)
                .toList();
        return LogObjectsLeft.warning(Database.reach(source, Side.SOURCE), state.runId(), tables)
                .orElse(null);
    }

    private String state(Boolean alive) {
        if (!state.state().equals(RunState.RUNNING)) {
            return state.state();
        }
        return alive == null ? "unknown" : alive ? RunState.RUNNING : "dead";
    }

    private List<GateStatus> gates(Ledger ledger) {
        Optional<String> hash = plan().map(Plan::hash);
        return asked(() -> ledger.gates().read(state.runId())).orElse(List.of()).stream()
                .map(row -> new GateStatus(
                        row.gate(),
                        row.passed(),
                        row.found(),
                        row.age().toSeconds(),
                        hash.isPresent() && !hash.get().equals(row.planHash()),
                        row.position()))
                .toList();
    }

    private List<WaveState> waves(Boolean alive) {
        return plan().flatMap(plan -> tried(() -> new WaveStates(workspace, plan).all())).orElse(List.of()).stream()
                .map(wave ->
                        Boolean.FALSE.equals(alive) || !state.state().equals(RunState.RUNNING) ? wave.left() : wave)
                .toList();
    }

    private Optional<Plan> plan() {
        return workspace.read(Plan.FILE).isPresent()
                ? tried(() -> new PlanStore(workspace).load(state.runId()))
                : Optional.empty();
    }

    /** @param loaded what the ledger says; null when it is out of reach */
    private List<TableStatus> tables(Map<String, LoadedChunks> loaded) {
        Optional<Plan> plan = plan();
        if (plan.isEmpty()) {
            return List.of();
        }
        Optional<Manifest> manifest = tried(() -> ManifestStore.read(workspace).orElse(null));
        return plan.get().tables().stream()
                .map(table -> table(table, manifest, loaded))
                .toList();
    }

    private static TableStatus table(TablePlan table, Optional<Manifest> manifest, Map<String, LoadedChunks> loaded) {
        Optional<Manifest.TableEntry> staged = manifest.flatMap(found -> found.find(table.name()));
        LoadedChunks in = loaded == null ? null : loaded.getOrDefault(table.name(), new LoadedChunks(0, 0, 0));
        return new TableStatus(
                table.name(),
                table.target().name().toString(),
                table.chunks().size(),
                staged.map(entry -> entry.chunks().size()).orElse(0),
                staged.map(entry -> entry.digest().rows()).orElse(0L),
                staged.map(Manifest.TableEntry::bytes).orElse(0L),
                in == null ? null : in.chunks(),
                in == null ? null : in.rows(),
                in == null ? null : in.rejected());
    }

    private <T> Optional<T> tried(Supplier<T> attempt) {
        return attempted(attempt, "");
    }

    private <T> Optional<T> asked(Supplier<T> attempt) {
        return attempted(attempt, "What is loaded is not known without it. ");
    }

    private <T> Optional<T> attempted(Supplier<T> attempt, String lack) {
        try {
            return Optional.ofNullable(attempt.get());
        } catch (SternaException failure) {
            failure.problems().stream()
                    .map(problem -> Problem.warning(
                            problem.code(), problem.table(), problem.message(), lack + problem.remedy()))
                    .filter(problem -> !problems.contains(problem))
                    .forEach(problems::add);
            return Optional.empty();
        }
    }
}
