package dev.sterna.load;

import dev.sterna.backup.Manifest;
import dev.sterna.backup.ManifestStore;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.ChunkLedger;
import dev.sterna.ledger.Ledger;
import dev.sterna.ledger.RejectLedger;
import dev.sterna.ledger.RejectRow;
import dev.sterna.plan.Plan;
import dev.sterna.plan.StepPlan;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import dev.sterna.step.TableReport;
import dev.sterna.transfer.TableJobs;
import dev.sterna.transfer.Transfer;
import dev.sterna.transfer.progress.Progress;
import dev.sterna.transfer.stage.DamagedBackup;
import dev.sterna.transfer.stage.StagedChunk;
import dev.sterna.transfer.stage.StagedTable;
import dev.sterna.transfer.target.ChunkClaims;
import dev.sterna.transfer.target.LoadedChunk;
import dev.sterna.transfer.target.Loading;
import dev.sterna.transfer.target.TargetSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Loads the backup into the target. Chunks that the ledger has are not loaded again; a table is finished (its key made,
 * its statistics gathered) as soon as its last chunk is in, while others are still loading.
 */
public final class LoadStep implements Step {
    @Override
    public String name() {
        return LoadDescriptor.WORD;
    }

    @Override
    public StepReport preview(RunContext run) {
        Plan plan = StepPlan.of(run).plan();
        Manifest manifest = ManifestStore.read(run.workspace()).orElse(null);
        for (TablePlan table : plan.select(run.only())) {
            String rows = manifest == null
                    ? "about " + Math.max(0, table.source().estimatedRows())
                    : manifest.find(table.name())
                            .map(entry -> Long.toString(entry.digest().rows()))
                            .orElse("0");
            run.say("load would bring " + rows + " rows of " + table.name() + " into "
                    + table.target().name() + " in " + table.chunks().size() + " chunks");
        }
        Emptying.of(run, plan.select(run.only())).forEach(table -> run.say(table.preview(run)));
        return StepReport.Previewed.of(name());
    }

    /** Rows that are in the way are found before the backup is taken, not after it. */
    @Override
    public void requireReady(RunContext run) {
        List<TablePlan> tables = StepPlan.of(run).plan().select(run.only());
        switch (run.settings().existingRows()) {
            case REFUSE ->
                TargetState.requireEmpty(run, WaitingTables.of(run, tables).tables());
            case TRUNCATE -> Emptying.requireOwnOrNamed(run, Emptying.of(run, tables));
            case KEEP -> {
                // They may be there.
            }
        }
    }

    @Override
    public StepReport execute(RunContext run) {
        long began = System.nanoTime();
        Plan plan = StepPlan.of(run).plan();
        List<TablePlan> tables = plan.select(run.only());
        Manifest manifest = completeBackup(run, plan, tables);
        Ledger ledger = run.ledger();
        ledger.create();
        ledger.start(run.runId(), plan.hash());
        ledger.targets()
                .note(
                        run.runId(),
                        tables.stream()
                                .collect(Collectors.toMap(
                                        TablePlan::name,
                                        table -> table.target().name().toString())));
        List<TargetState> targets = TargetState.read(run, tables, ledger);
        Emptying.requireOwnOrNamed(run, Emptying.of(run, tables));
        List<Problem> problems = new ArrayList<>();
        targets.stream()
                .filter(target -> target.bulk().slowBecause() != null)
                .forEach(target -> problems.add(Problem.warning(
                        "slow-load",
                        target.plan().name(),
                        "Loading " + target.plan().name() + " by "
                                + target.bulk().method() + ": " + target.bulk().slowBecause(),
                        "Allow the bulk path if the table is large")));
        problems.forEach(run.warnings());
        int todo = targets.stream()
                .mapToInt(target -> missing(target, manifest).size())
                .sum();
        long expected = targets.stream()
                .flatMap(target -> missing(target, manifest).stream())
                .mapToLong(Manifest.ChunkEntry::rows)
                .sum();
        ChunkLedger chunks = ledger.chunks();
        RejectLedger rejects = ledger.rejects();
        List<RejectRow> before = ledger.rejects(run.runId());
        var limit =
                new RejectLimit(run, before, () -> TableJobs.cancel(run.spark().get(), name()));
        if (todo > 0) {
            limit.requireWithin(before);
        }
        TargetState.clear(run, targets);
        AtomicLong rows = new AtomicLong();
        List<TableReport.Loaded> reports;
        try (Progress progress = run.progress().start(name(), todo, expected)) {
            List<TableJobs.Job<Manifest.ChunkEntry, TableReport.Loaded>> jobs = new ArrayList<>();
            for (TargetState target : targets) {
                List<Manifest.ChunkEntry> missing = missing(target, manifest);
                AtomicLong start = new AtomicLong();
                StagedTable staged = staged(run, target.plan(), manifest);
                var loading = loading(run, target, staged, chunks, limit, rejects);
                Map<Integer, Long> bytes = missing.stream()
                        .collect(Collectors.toMap(Manifest.ChunkEntry::index, Manifest.ChunkEntry::bytes));
                Consumer<LoadedChunk> in = done -> {
                    if (done.rejected() != null) {
                        limit.count(target.plan().name(), done.rejected());
                    }
                    if (!done.in()) {
                        return;
                    }
                    rows.addAndGet(done.loadedRows());
                    progress.chunkDone(target.plan().name(), done.rows(), bytes.get(done.index()));
                    run.events().record("chunk-loaded", event(target.plan(), done));
                };
                jobs.add(new TableJobs.Job<>(
                        target.plan().name(),
                        missing,
                        some -> {
                            start.compareAndSet(0, System.nanoTime());
                            load(run, loading, staged, some, in);
                            limit.throwIfExceeded(null);
                        },
                        () -> {
                            start.compareAndSet(0, System.nanoTime());
                            target.finish(run);
                            run.events()
                                    .record(
                                            "table-loaded",
                                            Map.of("table", target.plan().name()));
                            return report(target, manifest, (System.nanoTime() - start.get()) / 1e9);
                        }));
            }
            // The connection that holds the run's lock is one of them.
            int connections = Math.max(1, run.settings().target().maxConnections() - 1);
            reports = TableJobs.run(run.spark().get(), name(), connections, jobs);
        } catch (RuntimeException failure) {
            limit.throwIfExceeded(failure);
            throw failure;
        }
        limit.throwIfExceeded(null);
        List<RejectRow> refused = ledger.rejects(run.runId());
        if (todo > 0) {
            // Of a chunk whose commit was in doubt, no task told what was refused.
            limit.requireWithin(refused);
        }
        var aside = RejectedRows.byTable(refused);
        Outcome outcome = todo == 0 ? Outcome.NOTHING_TO_DO : Outcome.DONE;
        for (int i = 0; i < tables.size(); i++) {
            TablePlan table = tables.get(i);
            RejectFiles.sweep(run, table, aside.get(table.name()));
            if (aside.containsKey(table.name())) {
                outcome = Outcome.REJECTED;
                problems.add(aside.get(table.name()).problem(run));
                reports.set(
                        i,
                        reports.get(i).without(aside.get(table.name()).digest().rows()));
            }
        }
        return new StepReport.Loaded(StepReport.Ended.since(began, name(), outcome, problems), rows.get(), reports);
    }

    private static Loading loading(
            RunContext run,
            TargetState target,
            StagedTable staged,
            ChunkLedger ledger,
            RejectLimit limit,
            RejectLedger rejects) {
        return new Loading(
                target.plan().name(),
                run.target(),
                target.bulk(),
                new ChunkClaims.InLedger(ledger, run.runId(), target.plan().name()),
                run.settings().maxRejects() == 0
                        ? null
                        : RejectFiles.rejects(run, target.plan(), staged, limit.left(), rejects));
    }

    private static void load(
            RunContext run,
            Loading loading,
            StagedTable staged,
            List<Manifest.ChunkEntry> missing,
            Consumer<LoadedChunk> done) {
        List<StagedChunk> chunks =
                missing.stream().map(Manifest.ChunkEntry::staged).toList();
        try {
            Transfer.copy(run.spark().get(), staged.source(chunks), TargetSink.ofStage(loading, chunks), done);
        } catch (Exception failure) {
            // Spark throws checked exceptions without saying so.
            SternaException damaged = DamagedBackup.in(failure, loading.table());
            if (damaged != null) {
                throw damaged;
            }
            throw failure;
        }
    }

    static StagedTable staged(RunContext run, TablePlan table, Manifest manifest) {
        return manifest.find(table.name())
                .orElseThrow()
                .staged(
                        run.workspace().uri("backup"),
                        manifest.rowHash(),
                        table.source().averageRowBytes(),
                        run.spark().get().sessionState().newHadoopConf());
    }

    private static Manifest completeBackup(RunContext run, Plan plan, List<TablePlan> tables) {
        Manifest manifest = ManifestStore.read(run.workspace()).orElseThrow(() -> noBackup(run));
        if (!manifest.planHash().equals(plan.hash())) {
            throw SternaException.of(
                    Category.REFUSED,
                    "backup-of-another-plan",
                    null,
                    "Cannot load: the backup of run " + run.runId() + " was made with another plan",
                    "Bring back plan.json as it was, or begin anew under another --run-id");
        }
        for (TablePlan table : tables) {
            int staged = manifest.find(table.name())
                    .map(entry -> entry.chunks().size())
                    .orElse(0);
            if (staged < table.chunks().size()) {
                throw SternaException.of(
                        Category.REFUSED,
                        "backup-incomplete",
                        table.name(),
                        "Cannot load " + table.name() + ": the backup has " + staged + " of "
                                + table.chunks().size() + " chunks",
                        "Complete it: sterna backup --run-id " + run.runId() + " --execute");
            }
        }
        return manifest;
    }

    static SternaException noBackup(RunContext run) {
        return SternaException.of(
                Category.REFUSED,
                "no-backup",
                null,
                "Cannot load: run " + run.runId() + " has no backup in "
                        + run.workspace().uri("backup"),
                "Take it first: sterna backup --run-id " + run.runId() + " --execute");
    }

    private static List<Manifest.ChunkEntry> missing(TargetState target, Manifest manifest) {
        Set<Integer> loaded = target.loaded();
        return entry(manifest, target).chunks().stream()
                .filter(chunk -> !loaded.contains(chunk.index()))
                .toList();
    }

    private static Manifest.TableEntry entry(Manifest manifest, TargetState target) {
        return manifest.find(target.plan().name()).orElseThrow();
    }

    private static Map<String, Object> event(TablePlan table, LoadedChunk done) {
        return Map.of(
                "table", table.name(),
                "chunk", done.index(),
                "rows", done.rows() - done.rejectedRows(),
                "rejected", done.rejectedRows(),
                "already", done.already());
    }

    private static TableReport.Loaded report(TargetState target, Manifest manifest, double seconds) {
        Manifest.TableEntry entry = entry(manifest, target);
        return new TableReport.Loaded(
                target.plan().target().name().toString(),
                entry.digest().rows(),
                entry.digest().rows(),
                0L,
                entry.bytes(),
                target.plan().chunks().size(),
                seconds);
    }
}
