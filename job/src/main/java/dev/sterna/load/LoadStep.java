package dev.sterna.load;

import dev.sterna.backup.Manifest;
import dev.sterna.backup.ManifestStore;
import dev.sterna.backup.RefusedTables;
import dev.sterna.config.Settings.ExistingRows;
import dev.sterna.error.Problem;
import dev.sterna.jdbc.SharedSessions;
import dev.sterna.ledger.ChunkLedger;
import dev.sterna.ledger.ChunkRejects;
import dev.sterna.ledger.RejectLedger;
import dev.sterna.migration.QuietTriggers;
import dev.sterna.migration.TriggersLeftOff;
import dev.sterna.plan.FailedTables;
import dev.sterna.plan.StepPlan;
import dev.sterna.plan.TablePlan;
import dev.sterna.prepare.EarlyIndexes;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import dev.sterna.step.TableReport;
import dev.sterna.transfer.ConnectionBudget;
import dev.sterna.transfer.TableJobs;
import dev.sterna.transfer.progress.Progress;
import dev.sterna.transfer.stage.HadoopSettings;
import dev.sterna.transfer.stage.StagedChunk;
import dev.sterna.transfer.stage.StagedTable;
import dev.sterna.transfer.target.ChunkClaims;
import dev.sterna.transfer.target.Loading;
import dev.sterna.transfer.target.RejectSetup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/**
 * Loads the backup into the target. Chunks that the ledger has are not loaded again; a table is finished (its counters
 * go on, its statistics are gathered, of a large one the indexes are made) as soon as its last chunk is in, while others are
 * still loading.
 */
public final class LoadStep implements Step {
    private final boolean inRun;

    public LoadStep() {
        this(false);
    }

    private LoadStep(boolean inRun) {
        this.inRun = inRun;
    }

    /** The load of a run, which goes on with the second half of the schema, and may make some of that already. */
    static LoadStep ofRun() {
        return new LoadStep(true);
    }

    @Override
    public String name() {
        return LoadDescriptor.WORD;
    }

    @Override
    public StepReport preview(RunContext run) {
        StepPlan planned = StepPlan.of(run);
        Manifest manifest = ManifestStore.read(run.workspace()).orElse(null);
        for (TablePlan table : planned.tables()) {
            String rows = manifest == null
                    ? "about " + Math.max(0, table.source().estimatedRows())
                    : manifest.find(table.name())
                            .map(entry -> Long.toString(entry.digest().rows()))
                            .orElse("0");
            run.say("load would bring " + rows + " rows of " + table.name() + " into "
                    + table.target().name() + " in " + table.chunks().size() + " chunks");
        }
        Emptying.of(run.migration(), run.runId(), planned.tables())
                .forEach(table -> run.say(table.preview(run.settings())));
        List<TablePlan> waiting =
                WaitingTables.of(run.migration(), run.runId(), planned.tables()).tables();
        if (run.settings().existingRows() == ExistingRows.REFUSE) {
            TargetState.filled(run.target(), waiting)
                    .forEach(table -> run.say("load would refuse "
                            + table.target().name()
                            + ", which has rows that are not of this run. Empty it, or say what to do with them:"
                            + " -D sterna.existing-rows=truncate (or keep)"));
        }
        TableLoad.triggers(run.target(), waiting)
                .firing()
                .forEach(trigger -> run.say("load would turn off " + trigger + ", and on again after it"));
        return StepReport.Previewed.of(name());
    }

    @Override
    public void requireReady(RunContext run) {
        SharedSessions.during(() -> {
            requireRowsAndTriggers(run);
            return null;
        });
    }

    /** Rows that are in the way, and triggers, are found before the backup is taken, not after it. */
    private static void requireRowsAndTriggers(RunContext run) {
        List<TablePlan> tables = StepPlan.of(run).tables();
        switch (run.settings().existingRows()) {
            case REFUSE -> {
                WaitingTables waiting = WaitingTables.of(run.migration(), run.runId(), tables);
                TargetState.requireEmpty(run.target(), waiting.tables());
            }
            case TRUNCATE ->
                Emptying.requireOwnOrNamed(run.settings(), Emptying.of(run.migration(), run.runId(), tables));
            case KEEP -> {
                // They may be there.
            }
        }
        TableLoad.triggers(run.target(), tables).requireQuietable();
    }

    @Override
    public StepReport execute(RunContext run) {
        return SharedSessions.during(() -> loaded(run));
    }

    private StepReport loaded(RunContext run) {
        long began = System.nanoTime();
        StepPlan planned = StepPlan.of(run);
        var failed = new FailedTables(planned.tables(), run.aside(), run::isOwn);
        WholeBackup backup =
                WholeBackup.of(run.workspace(), run.runId()).requireAll(planned.plan(), planned.tables(), failed);
        List<TargetState> targets = targets(run, planned, failed);
        List<Problem> problems = new ArrayList<>(slowness(targets));
        problems.forEach(run.warnings());
        Todo todo = todo(targets, backup);
        RejectLimit limit = limit(run, todo);
        AtomicLong rows = new AtomicLong();
        QuietTriggers triggers = TableLoad.triggers(run.target(), planned.tables());
        if (todo.chunks() > 0) {
            // Once more: the backup may have taken hours, and a load that is given alone comes by no check before.
            triggers.requireQuietable();
        }
        TriggersLeftOff.warning(
                        run.target(),
                        planned.tables().stream()
                                .map(table -> table.target().name())
                                .toList())
                .ifPresent(run.warnings());
        List<TargetState> cleared = new ArrayList<>();
        Map<String, TableReport.Loaded> whole = triggers.during(todo.chunks() > 0, run.warnings(), () -> {
            cleared.addAll(TargetClearing.clear(run.migration(), targets, failed::setAside));
            return load(run, planned, cleared, backup, todo, limit, rows, failed);
        });
        new RefusedTables(run.workspace())
                .note(
                        cleared.stream().map(target -> target.plan().name()).toList(),
                        cleared.stream()
                                .map(target -> target.plan().name())
                                .filter(table -> !whole.containsKey(table))
                                .toList());
        planned.requireTablesLeft(run.aside(), failed.problems());
        Map<String, TableRejects> aside = aside(run, todo, limit);
        List<TablePlan> loaded = planned.left(run.aside());
        loaded.forEach(table -> RejectFiles.sweep(run.workspace(), table, aside.get(table.name())));
        List<TableRejects> refused = loaded.stream()
                .map(table -> aside.get(table.name()))
                .filter(Objects::nonNull)
                .toList();
        refused.forEach(table -> problems.add(table.problem(run.runId(), run.workspace())));
        problems.addAll(failed.problems());
        Outcome outcome = failed.problems().isEmpty() ? outcome(todo, refused) : Outcome.FAILED;
        return new StepReport.Loaded(
                StepReport.Ended.since(began, name(), outcome, problems),
                rows.get(),
                reports(run, planned, backup, whole, aside));
    }

    /** The tables of the target, once the run is in its ledger. */
    private static List<TargetState> targets(RunContext run, StepPlan planned, FailedTables failed) {
        planned.requireTablesLeft(run.aside(), failed.problems());
        run.ledger().create();
        run.ledger().start(run.runId(), planned.plan().hash(), planned.plan().ancestors());
        run.ledger()
                .targets()
                .note(
                        run.runId(),
                        planned.left(run.aside()).stream()
                                .collect(Collectors.toMap(
                                        TablePlan::name,
                                        table -> table.target().name().toString())));
        List<TargetState> targets =
                TargetState.read(run.migration(), run.runId(), planned.left(run.aside()), failed::setAside);
        planned.requireTablesLeft(run.aside(), failed.problems());
        Emptying.requireOwnOrNamed(
                run.settings(), Emptying.of(run.migration(), run.runId(), planned.left(run.aside())));
        return targets;
    }

    private static List<Problem> slowness(List<TargetState> targets) {
        return targets.stream()
                .map(TargetState::slowness)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Outcome outcome(Todo todo, List<TableRejects> refused) {
        if (!refused.isEmpty()) {
            return Outcome.REJECTED;
        }
        return todo.chunks() == 0 ? Outcome.NOTHING_TO_DO : Outcome.DONE;
    }

    /** What is in of each table: of those that were set aside, what the ledger says. */
    private static List<TableReport.Loaded> reports(
            RunContext run,
            StepPlan planned,
            WholeBackup backup,
            Map<String, TableReport.Loaded> whole,
            Map<String, TableRejects> aside) {
        LedgerReport ledger = new LedgerReport(run.ledger(), run.runId());
        return planned.tables().stream()
                // A table that came into the plan after the backup has nothing in it.
                .filter(table -> backup.manifest().find(table.name()).isPresent())
                .map(table -> {
                    TableReport.Loaded report = whole.get(table.name());
                    TableRejects refused = aside.get(table.name());
                    if (report == null) {
                        return ledger.of(table, backup.entry(table), refused);
                    }
                    return refused == null
                            ? report
                            : report.without(refused.digest().rows());
                })
                .toList();
    }

    /** What is missing in the target. */
    private record Todo(int chunks, long rows) {}

    private static Todo todo(List<TargetState> targets, WholeBackup backup) {
        List<Manifest.ChunkEntry> missing = targets.stream()
                .flatMap(target -> target.missing(backup.entry(target.plan())).stream())
                .toList();
        return new Todo(
                missing.size(),
                missing.stream().mapToLong(Manifest.ChunkEntry::rows).sum());
    }

    /** The limit of refused rows, of which earlier executions have used some. */
    private RejectLimit limit(RunContext run, Todo todo) {
        List<ChunkRejects> before = run.ledger().rejects(run.runId());
        RejectLimit limit = new RejectLimit(
                run.settings().maxRejects(),
                run.runId(),
                run.workspace(),
                before,
                () -> TableJobs.cancel(run.spark().get(), name()));
        if (todo.chunks() > 0) {
            limit.requireWithin(before);
        }
        return limit;
    }

    /** By table what is in of those that did not fail. */
    private Map<String, TableReport.Loaded> load(
            RunContext run,
            StepPlan planned,
            List<TargetState> targets,
            WholeBackup backup,
            Todo todo,
            RejectLimit limit,
            AtomicLong rows,
            FailedTables failed) {
        ChunkLedger chunks = run.ledger().chunks();
        RejectLedger rejects = run.ledger().rejects();
        SparkSession spark = run.spark().get();
        HadoopSettings hadoop = HadoopSettings.of(spark.sessionState().newHadoopConf());
        try (Progress progress = run.progress().start(name(), todo.chunks(), todo.rows())) {
            // The run's lock has a connection of its own.
            int connections = ConnectionBudget.of(run.target()).holding(1).free();
            EarlyIndexes indexes = indexes(run, planned, targets, backup, connections);
            var watch = new TableLoad.Watch(limit, rows, progress, run.events(), indexes, run.warnings());
            List<TableJobs.Job<StagedChunk, TableReport.Loaded>> jobs = new ArrayList<>();
            for (TargetState target : targets) {
                StagedTable staged = backup.staged(target.plan(), hadoop);
                Loading loading = loading(run, target, staged, chunks, limit, rejects);
                jobs.add(new TableLoad(target, backup.entry(target.plan()), staged, loading, watch).job(spark));
            }
            // The limit is the run's: beyond it every table ends.
            List<TableReport.Loaded> reports;
            try {
                reports = TableJobs.run(spark, name(), connections, jobs, (table, failure) -> {
                    boolean alone = !limit.isExceeded() && endsAlone(run, table, failure, failed);
                    indexes.failed(table);
                    return alone;
                });
            } finally {
                indexes.end();
            }
            Map<String, TableReport.Loaded> whole = new HashMap<>();
            for (int i = 0; i < targets.size(); i++) {
                if (reports.get(i) != null) {
                    whole.put(targets.get(i).plan().name(), reports.get(i));
                }
            }
            return whole;
        } catch (RuntimeException failure) {
            limit.throwIfExceeded(failure);
            throw failure;
        }
    }

    private EarlyIndexes indexes(
            RunContext run, StepPlan planned, List<TargetState> targets, WholeBackup backup, int connections) {
        // Rows that are there already may be somebody's who goes on to write; one connection is the load's alone.
        boolean early = inRun && connections > 1 && run.settings().existingRows() != ExistingRows.KEEP;
        List<String> loading = targets.stream()
                .filter(target ->
                        early && !target.missing(backup.entry(target.plan())).isEmpty())
                .map(target -> target.plan().name())
                .toList();
        return new EarlyIndexes(
                run.migration(),
                planned,
                run.aside(),
                new EarlyIndexes.Told(run.workspace(), run.events(), run.warnings()),
                loading);
    }

    /** What the target refuses is noted at once: the load may never end in order. */
    private static synchronized boolean endsAlone(
            RunContext run, String table, RuntimeException failure, FailedTables failed) {
        if (run.isOwn(failure)) {
            new RefusedTables(run.workspace()).note(List.of(), List.of(table));
        }
        return failed.endTableAlone(table, failure);
    }

    private static Loading loading(
            RunContext run,
            TargetState target,
            StagedTable staged,
            ChunkLedger ledger,
            RejectLimit limit,
            RejectLedger rejects) {
        TablePlan table = target.plan();
        return new Loading(
                table.name(),
                run.target().within(target.table().name().schema()),
                target.bulk(),
                new ChunkClaims.InLedger(ledger, run.runId(), table.name()),
                RejectFiles.rejects(
                        run.runId(),
                        run.workspace(),
                        table,
                        staged,
                        limit.isZero() ? RejectSetup.NONE : limit.left(),
                        rejects));
    }

    /** The refused rows of the run, by table. */
    private static Map<String, TableRejects> aside(RunContext run, Todo todo, RejectLimit limit) {
        limit.throwIfExceeded(null);
        List<ChunkRejects> refused = run.ledger().rejects(run.runId());
        if (todo.chunks() > 0) {
            // Of a chunk whose commit was in doubt, no task told what was refused.
            limit.requireWithin(refused);
        }
        return TableRejects.byTable(refused);
    }
}
