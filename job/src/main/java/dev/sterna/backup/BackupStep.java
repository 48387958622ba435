package dev.sterna.backup;

import dev.sterna.dialect.Snapshots.Snapshot;
import dev.sterna.dialect.SqlText;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.model.Chunk;
import dev.sterna.model.LogPosition;
import dev.sterna.model.Side;
import dev.sterna.model.Slice;
import dev.sterna.plan.Plan;
import dev.sterna.plan.StepPlan;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import dev.sterna.step.TableReport;
import dev.sterna.transfer.ChunkSource;
import dev.sterna.transfer.TableJobs;
import dev.sterna.transfer.Transfer;
import dev.sterna.transfer.progress.Progress;
import dev.sterna.transfer.stage.StageSink;
import dev.sterna.transfer.stage.StagedChunk;
import dev.sterna.transfer.stage.StagedTable;
import dev.sterna.transfer.table.ChunkQuery;
import dev.sterna.transfer.table.TableReading;
import dev.sterna.transfer.table.TableSource;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/** Stages every chunk of the plan as Parquet; chunks that the manifest has already are not read again. */
public final class BackupStep implements Step {

    @Override
    public String name() {
        return BackupDescriptor.WORD;
    }

    @Override
    public StepReport preview(RunContext run) {
        Plan plan = StepPlan.of(run).plan();
        ManifestDraft draft = draft(run, plan);
        long chunks = 0;
        long bytes = 0;
        for (TablePlan table : plan.select(run.only())) {
            List<Chunk> missing = missing(draft, table);
            chunks += missing.size();
            bytes += Math.max(0, table.source().estimatedBytes());
            run.say(String.format(
                    "backup would read %s in %d chunks into %s",
                    table.name(), missing.size(), run.workspace().uri("backup/" + table.directory())));
        }
        run.say(String.format("backup: %d chunks, about %,d MB in the source", chunks, bytes >> 20));
        return StepReport.Previewed.of(name());
    }

    @Override
    public StepReport execute(RunContext run) {
        long began = System.nanoTime();
        StepPlan planned = StepPlan.unchanged(run);
        Plan plan = planned.plan();
        List<TablePlan> tables = planned.tables();
        ManifestDraft draft = draft(run, plan);
        int todo =
                tables.stream().mapToInt(table -> missing(draft, table).size()).sum();
        if (todo == 0) {
            draft.write();
            return report(Outcome.NOTHING_TO_DO, began, 0, 0, tables, draft, List.of());
        }
        AtomicLong rows = new AtomicLong();
        AtomicLong bytes = new AtomicLong();
        long expected = tables.stream()
                .mapToLong(t -> Math.max(0, t.source().estimatedRows()))
                .sum();
        List<Problem> problems = new ArrayList<>(new LossWarnings(run).of(tables));
        problems.forEach(run.warnings());
        try (Snapshot snapshot = open(run);
                Progress progress = run.progress().start(name(), todo, expected)) {
            for (TablePlan table : tables) {
                draft.forget(table.name(), missing(draft, table));
            }
            int view = draft.openView(new Manifest.View(
                    Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(), snapshot.shared(), position(snapshot)));
            List<TableJobs.Job<Chunk, Void>> jobs = new ArrayList<>();
            for (TablePlan table : tables) {
                List<Chunk> missing = missing(draft, table);
                if (!missing.isEmpty()) {
                    Consumer<StagedChunk> taken = done -> {
                        draft.add(table.name(), entry(table, done, view));
                        rows.addAndGet(done.digest().rows());
                        bytes.addAndGet(done.bytes());
                        progress.chunkDone(table.name(), done.digest().rows(), done.bytes());
                        run.events().record("chunk-staged", event(table, done));
                    };
                    jobs.add(new TableJobs.Job<>(
                            table.name(),
                            missing,
                            chunks -> stage(run, plan, table, chunks, snapshot.join(), taken),
                            () -> null));
                }
            }
            // The connection that holds the view open is one of them.
            int held = snapshot.shared() ? 1 : 0;
            int connections = Math.max(1, run.settings().source().maxConnections() - held);
            TableJobs.run(run.spark().get(), name(), connections, jobs);
            if (!snapshot.shared() && !wasQuiet(run, snapshot)) {
                problems.add(Problem.warning(
                        "no-shared-view",
                        null,
                        "The backup does not show one moment: "
                                + run.source().server().product()
                                + " has no view that several connections share, so rows that were written while it was"
                                + " taken may be in it or not",
                        "Stop the writers and take a new backup under another --run-id; if nobody wrote, it is complete,"
                                + " and sterna diff shows it"));
            }
        } catch (SQLException failure) {
            throw run.source().dialect().explain(failure, Side.SOURCE, "end the view of the backup", null);
        } finally {
            draft.write();
        }
        sweep(run, draft.manifest());
        if (draft.viewsUsed() > 1) {
            problems.add(Problem.warning(
                    "several-views",
                    null,
                    "The backup was resumed: its chunks show the source at different moments",
                    "If the source was written to in between, take a new backup under another --run-id"));
        }
        return report(Outcome.DONE, began, rows.get(), bytes.get(), tables, draft, problems);
    }

    private static void stage(
            RunContext run,
            Plan plan,
            TablePlan table,
            List<Chunk> chunks,
            List<String> join,
            Consumer<StagedChunk> done) {
        SparkSession spark = run.spark().get();
        SqlText sql = run.source().dialect().sql();
        var reading = new TableReading(
                run.source(),
                table.source().name(),
                table.source().storedColumns(),
                join,
                sql.fetchSize(table.source()));
        List<ChunkQuery> queries = chunks.stream()
                .map(chunk -> new ChunkQuery(
                        chunk.index(), sql.select(table.source(), chunk.slice(), table.where(), table.conversions())))
                .toList();
        ChunkSource source = switch (run.settings().backup().reader()) {
            case DIRECT -> TableSource.direct(reading, queries);
            case SPARK_JDBC -> TableSource.bySpark(reading, queries);
        };
        var staged = StagedTable.of(
                table.name(),
                run.workspace().uri("backup/" + table.directory()),
                ManifestDraft.columns(table),
                plan.rowHash(),
                table.source().averageRowBytes(),
                spark.sessionState().newHadoopConf());
        var sink = new StageSink(
                staged,
                run.settings().backup().zstdLevel(),
                chunks.stream().map(Chunk::index).toList());
        Transfer.copy(spark, source, sink, done);
    }

    private static Snapshot open(RunContext run) {
        try {
            return run.source().dialect().snapshots().open(run.source().connector());
        } catch (SQLException failure) {
            throw run.source().dialect().explain(failure, Side.SOURCE, "open a view of the source", null);
        }
    }

    private static Manifest.ChunkEntry entry(TablePlan table, StagedChunk done, int view) {
        return new Manifest.ChunkEntry(
                done.index(),
                table.chunks().get(done.index()).slice(),
                done.digest().rows(),
                done.digest().sum(),
                done.bytes(),
                done.file(),
                view);
    }

    private static Map<String, Object> event(TablePlan table, StagedChunk done) {
        return Map.of(
                "table", table.name(),
                "chunk", done.index(),
                "rows", done.digest().rows(),
                "bytes", done.bytes());
    }

    private static ManifestDraft draft(RunContext run, Plan plan) {
        Manifest earlier = ManifestStore.read(run.workspace()).orElse(null);
        if (earlier != null && !earlier.planHash().equals(plan.hash())) {
            throw SternaException.of(
                    Category.REFUSED,
                    "backup-of-another-plan",
                    null,
                    "Cannot go on with the backup in " + run.workspace().uri("backup")
                            + ": it was made with another plan",
                    "Bring back plan.json as it was, or begin anew: sterna backup --run-id NEW --execute");
        }
        return new ManifestDraft(run.workspace(), plan, run.source().server().version(), earlier);
    }

    /**
     * What has to be read of a table. Rows move between pages when they are written, so pages that were read under
     * another view do not go together with those that are still missing: such a table is read as a whole.
     */
    private static List<Chunk> missing(ManifestDraft draft, TablePlan table) {
        List<Chunk> missing = table.chunks().stream()
                .filter(chunk -> !draft.has(table.name(), chunk.index()))
                .toList();
        boolean pages = table.chunks().stream().anyMatch(chunk -> chunk.slice() instanceof Slice.PageRange);
        return pages && !missing.isEmpty() ? table.chunks() : missing;
    }

    private static String position(Snapshot snapshot) {
        return snapshot.position().map(LogPosition::toString).orElse(null);
    }

    /** Whether nothing was written to the source since the view was opened, as far as its log of changes tells. */
    private static boolean wasQuiet(RunContext run, Snapshot snapshot) throws SQLException {
        try (Snapshot now = run.source().dialect().snapshots().open(run.source().connector())) {
            return snapshot.position().isPresent() && snapshot.position().equals(now.position());
        }
    }

    /** Deletes files that failed attempts left: only what the manifest names is the backup. */
    private static void sweep(RunContext run, Manifest manifest) {
        for (Manifest.TableEntry table : manifest.tables()) {
            String directory = "backup/" + table.directory();
            List<String> known = table.chunks().stream()
                    .map(chunk -> directory + "/" + chunk.file())
                    .toList();
            var stray = new java.util.HashSet<>(run.workspace().list(directory));
            known.forEach(stray::remove);
            stray.forEach(run.workspace()::delete);
        }
    }

    private StepReport report(
            Outcome outcome,
            long began,
            long rows,
            long bytes,
            List<TablePlan> tables,
            ManifestDraft draft,
            List<Problem> problems) {
        Manifest manifest = draft.manifest();
        List<TableReport.BackedUp> reports = tables.stream()
                .map(table -> manifest.find(table.name())
                        .map(entry -> new TableReport.BackedUp(
                                table.target().name().toString(),
                                entry.digest().rows(),
                                entry.bytes(),
                                table.chunks().size()))
                        .orElseThrow())
                .toList();
        return new StepReport.BackedUp(StepReport.Ended.since(began, name(), outcome, problems), rows, bytes, reports);
    }
}
