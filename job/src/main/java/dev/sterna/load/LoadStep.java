package dev.sterna.load;

import dev.sterna.backup.Manifest;
import dev.sterna.backup.ManifestStore;
import dev.sterna.backup.StagedSchema;
import dev.sterna.dialect.BulkLoad;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.ChunkLedger;
import dev.sterna.ledger.Ledger;
import dev.sterna.plan.Plan;
import dev.sterna.plan.PlanStore;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Datasets;
import dev.sterna.step.Outcome;
import dev.sterna.step.Progress;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import dev.sterna.step.TableJobs;
import dev.sterna.step.TableReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetInputFormat;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Loads the backup into the target. Chunks that the ledger has are not loaded again; a table is finished (its key made,
 * its statistics gathered) as soon as its last chunk is in, while others are still loading.
 */
public final class LoadStep implements Step {
    private static final long BATCH_BYTES = 4L << 20;

    @Override
    public String name() {
        return "load";
    }

    @Override
    public StepReport preview(RunContext run) {
        Plan plan = new PlanStore(run.workspace()).load(run.runId());
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
        return new StepReport(name(), Outcome.PREVIEW, 0, 0, 0, List.of(), List.of());
    }

    @Override
    public StepReport execute(RunContext run) {
        long began = System.nanoTime();
        Plan plan = new PlanStore(run.workspace()).load(run.runId());
        List<TablePlan> tables = plan.select(run.only());
        Manifest manifest = completeBackup(run, plan, tables);
        Ledger ledger = new Ledger(run.target().dialect(), run.target().connector());
        ledger.create();
        ledger.start(run.runId(), plan.hash());
        List<TargetState> targets = TargetState.read(run, tables, ledger);
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
        TargetState.clear(run, targets);

        AtomicLong rows = new AtomicLong();
        int todo = targets.stream()
                .mapToInt(target -> missing(target, manifest).size())
                .sum();
        long expected = targets.stream()
                .flatMap(target -> missing(target, manifest).stream())
                .mapToLong(Manifest.ChunkEntry::rows)
                .sum();
        ChunkLedger chunks = ledger.chunks();
        List<TableReport> reports;
        try (Progress progress = run.progress().start(name(), todo, expected)) {
            List<TableJobs.Job<Manifest.ChunkEntry, TableReport>> jobs = new ArrayList<>();
            for (TargetState target : targets) {
                List<Manifest.ChunkEntry> missing = missing(target, manifest);
                AtomicLong start = new AtomicLong();
                Consumer<TargetTable.LoadedChunk> in = done -> {
                    rows.addAndGet(done.already() ? 0 : done.entry().rows());
                    progress.chunkDone(
                            target.plan().name(),
                            done.entry().rows(),
                            done.entry().bytes());
                    run.events().record("chunk-loaded", event(target.plan(), done));
                };
                jobs.add(new TableJobs.Job<>(
                        target.plan().name(),
                        missing,
                        some -> {
                            start.compareAndSet(0, System.nanoTime());
                            load(run, target, manifest, some, chunks, in);
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
        }
        Outcome outcome = todo == 0 ? Outcome.NOTHING_TO_DO : Outcome.DONE;
        return new StepReport(name(), outcome, (System.nanoTime() - began) / 1e9, rows.get(), 0, reports, problems);
    }

    private static void load(
            RunContext run,
            TargetState target,
            Manifest manifest,
            List<Manifest.ChunkEntry> missing,
            ChunkLedger ledger,
            Consumer<TargetTable.LoadedChunk> done) {
        SparkSession spark = run.spark().get();
        Manifest.TableEntry entry = manifest.find(target.plan().name()).orElseThrow();
        StructType schema = StagedSchema.spark(entry.columns());
        String directory = run.workspace().uri("backup/" + entry.directory());
        List<ChunkLoad> chunks = missing.stream()
                .map(chunk -> new ChunkLoad(directory + "/" + chunk.file(), chunk))
                .toList();
        BulkLoad.Plan bulk = target.bulk();
        var loading = new TargetTable.Loading(
                run.runId(),
                target.plan().name(),
                run.target().dialect(),
                run.target().connector(),
                ledger,
                bulk);
        Configuration reading = spark.sessionState().newHadoopConf();
        // Pages are written with checksums; comparing them costs next to nothing beside decoding.
        reading.setBoolean(ParquetInputFormat.PAGE_VERIFY_CHECKSUM_ENABLED, true);
        var hadoop = new SerializableConfiguration(reading);
        int batchRows = (int)
                Math.max(1, Math.min(4096, BATCH_BYTES / target.plan().source().averageRowBytes()));
        try {
            Datasets.copy(
                    spark,
                    new StagedTable(target.plan().name(), schema, chunks, batchRows, hadoop),
                    new TargetTable(loading, schema, chunks, done));
        } catch (Exception failure) {
            // Spark throws checked exceptions without saying so.
            SternaException damaged = DamagedBackup.in(failure, target.plan().name());
            if (damaged != null) {
                throw damaged;
            }
            throw failure;
        }
    }

    private static Manifest completeBackup(RunContext run, Plan plan, List<TablePlan> tables) {
        Manifest manifest = ManifestStore.read(run.workspace())
                .orElseThrow(() -> SternaException.of(
                        Category.REFUSED,
                        "no-backup",
                        null,
                        "Cannot load: run " + run.runId() + " has no backup in "
                                + run.workspace().uri("backup"),
                        "Take it first: sterna backup --run-id " + run.runId() + " --execute"));
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

    private static List<Manifest.ChunkEntry> missing(TargetState target, Manifest manifest) {
        Set<Integer> loaded = target.loaded();
        return manifest.find(target.plan().name()).orElseThrow().chunks().stream()
                .filter(chunk -> !loaded.contains(chunk.index()))
                .toList();
    }

    private static Map<String, Object> event(TablePlan table, TargetTable.LoadedChunk done) {
        return Map.of(
                "table", table.name(),
                "chunk", done.entry().index(),
                "rows", done.entry().rows(),
                "already", done.already());
    }

    private static TableReport report(TargetState target, Manifest manifest, double seconds) {
        Manifest.TableEntry entry = manifest.find(target.plan().name()).orElseThrow();
        return new TableReport(
                target.plan().target().name().toString(),
                entry.digest().rows(),
                entry.digest().rows(),
                0L,
                entry.bytes(),
                target.plan().chunks().size(),
                seconds,
                null);
    }
}
