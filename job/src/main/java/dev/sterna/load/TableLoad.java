package dev.sterna.load;

import dev.sterna.backup.Manifest;
import dev.sterna.dialect.server.TriggerSwitch.Work;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.migration.QuietTriggers;
import dev.sterna.model.TableName;
import dev.sterna.plan.TablePlan;
import dev.sterna.prepare.EarlyIndexes;
import dev.sterna.step.Events;
import dev.sterna.step.TableReport;
import dev.sterna.transfer.RetryPolicy;
import dev.sterna.transfer.TableJobs;
import dev.sterna.transfer.Transfer;
import dev.sterna.transfer.progress.Progress;
import dev.sterna.transfer.stage.DamagedBackup;
import dev.sterna.transfer.stage.StagedChunk;
import dev.sterna.transfer.stage.StagedTable;
import dev.sterna.transfer.target.LoadedChunk;
import dev.sterna.transfer.target.Loading;
import dev.sterna.transfer.target.TargetSink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/** The loading of one table: its missing chunks, and what is done once they are in. */
final class TableLoad {
    private final TargetState target;
    private final Manifest.TableEntry entry;
    private final StagedTable staged;
    private final Loading loading;
    private final Watch watch;
    private final Map<Integer, LoadedChunk> in = new ConcurrentHashMap<>();
    private final AtomicLong began = new AtomicLong();

    /** Who is told how a load goes. */
    record Watch(
            RejectLimit limit,
            AtomicLong rows,
            Progress progress,
            Events events,
            EarlyIndexes indexes,
            Consumer<Problem> warnings) {}

    TableLoad(TargetState target, Manifest.TableEntry entry, StagedTable staged, Loading loading, Watch watch) {
        this.target = target;
        this.entry = entry;
        this.staged = staged;
        this.loading = loading;
        this.watch = watch;
    }

    /** What is off while rows come into the targets of these tables. */
    static QuietTriggers triggers(Database target, List<TablePlan> tables) {
        Map<TableName, TableName> sources = new LinkedHashMap<>();
        tables.forEach(
                table -> sources.put(table.target().name(), table.source().name()));
        return QuietTriggers.of(target, Work.LOAD, sources);
    }

    TableJobs.Job<StagedChunk, TableReport.Loaded> job(SparkSession spark) {
        List<StagedChunk> missing =
                target.missing(entry).stream().map(Manifest.ChunkEntry::staged).toList();
        return new TableJobs.Job<>(entry.name(), missing, some -> load(spark, some), this::finish);
    }

    private void load(SparkSession spark, List<StagedChunk> chunks) {
        began.compareAndSet(0, System.nanoTime());
        RetryPolicy.UNDER_A_LOCK.run(
                chunks, some -> copy(spark, some), chunk -> in.containsKey(chunk.index()), List.of(loading.target()));
        watch.limit().throwIfExceeded(null);
    }

    private void copy(SparkSession spark, List<StagedChunk> chunks) {
        // An attempt after one that brought too many refused rows must not begin.
        watch.limit().throwIfExceeded(null);
        Map<Integer, StagedChunk> byIndex = new ConcurrentHashMap<>();
        chunks.forEach(chunk -> byIndex.put(chunk.index(), chunk));
        try {
            Transfer.copy(
                    spark,
                    staged.source(chunks),
                    TargetSink.ofStage(loading, chunks),
                    done -> taken(done, byIndex.get(done.index()).bytes()));
        } catch (Exception failure) {
            // Spark throws checked exceptions without saying so.
            SternaException damaged = DamagedBackup.in(failure, entry.name());
            if (damaged != null) {
                throw damaged;
            }
            throw failure;
        }
    }

    private void taken(LoadedChunk done, long bytes) {
        if (done.rejected() != null) {
            watch.limit().count(entry.name(), done.rejected());
        }
        if (done.in()) {
            in.put(done.index(), done);
            watch.rows().addAndGet(done.loadedRows());
            watch.progress().chunkDone(entry.name(), done.rows(), bytes);
            watch.events().record("chunk-loaded", event(done));
        }
    }

    private Map<String, Object> event(LoadedChunk done) {
        return Map.of(
                "table", entry.name(),
                "chunk", done.index(),
                "rows", done.rows() - done.rejectedRows(),
                "rejected", done.rejectedRows(),
                "already", done.already());
    }

    private TableReport.Loaded finish() {
        began.compareAndSet(0, System.nanoTime());
        target.finish(loading.target(), watch.warnings());
        watch.events().record("table-loaded", Map.of("table", entry.name()));
        double seconds = (System.nanoTime() - began.get()) / 1e9;
        if (!in.isEmpty()) {
            watch.indexes().loaded(target.plan(), entry.digest().rows());
        }
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
