package dev.sterna.changes;

import dev.sterna.dialect.rows.RowChanges.Counts;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.SharedSessions;
import dev.sterna.migration.Database;
import dev.sterna.transfer.RetryPolicy;
import dev.sterna.transfer.TableJobs;
import dev.sterna.transfer.Transfer;
import dev.sterna.transfer.progress.Progress;
import dev.sterna.transfer.stage.DamagedBackup;
import dev.sterna.transfer.stage.HadoopSettings;
import dev.sterna.transfer.stage.StagedChunk;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.spark.sql.SparkSession;

/**
 * The job by which Spark's executors bring the batches of one kind. What came in the ledger says, whoever brought it: a task that
 * fails has brought some of its batches.
 */
final class BacklogJob implements AutoCloseable {
    /** So many files for each task that runs at a time, at least, so that none is long alone at the end. */
    private static final int FILES_OF_CONNECTION = 4;

    /** Of a file at most: where a task has several sessions, its keys are in memory. */
    private static final int MOST_BATCHES = 25;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Backlog backlog;
    private final SpreadTable work;
    private final ChangeApplier.Limits limits;
    private final SparkSession spark;
    private final BacklogFiles files;
    private final Map<Integer, BatchSink.Taken> taken = new ConcurrentHashMap<>();

    BacklogJob(Backlog backlog, SpreadTable work, ChangeApplier.Limits limits) {
        this.backlog = backlog;
        this.work = work;
        this.limits = limits;
        this.spark = backlog.spark().get();
        this.files = new BacklogFiles(
                work,
                backlog.folder().uri(),
                HadoopSettings.of(spark.sessionState().newHadoopConf()));
    }

    /** Lays down the keys of some batches, of so many rows in all; afterwards no one else gets their numbers. */
    void write(ChangeKind kind, KeyBatches batches, long rows, LongSupplier numbers) {
        long all = rows / limits.keys() + 1;
        long each = all / (FILES_OF_CONNECTION * (long) limits.connections()) + 1;
        files.write(kind, batches, (int) Math.min(MOST_BATCHES, each));
        if (work.table().judged() == null) {
            work.table().target().ask("write the ledger", connection -> {
                work.ledger().reserve(connection, work.runId(), work.table().name(), numbers.getAsLong());
                return null;
            });
        }
    }

    /**
     * Brings them.
     *
     * @param brought hears what was brought, also when not all was
     * @return those that the target did not take as they are
     */
    BacklogFiles.Left bring(Consumer<Counts> brought) {
        Counts before = noted();
        // None of the connections is to be one more than was counted.
        SharedSessions.release();
        try (Progress progress =
                backlog.progress().start(backlog.step(), files.files().size(), files.rows())) {
            TableJobs.run(spark, backlog.step(), limits.connections(), List.of(job(progress)));
        } catch (RuntimeException failure) {
            // Until then rows still come, through connections that the next table is to have.
            TableJobs.awaitEnd(spark, backlog.step(), PATIENCE);
            try {
                brought.accept(noted().minus(before));
            } catch (SternaException unknown) {
                failure.addSuppressed(unknown);
            }
            throw told(failure);
        }
        brought.accept(noted().minus(before));
        return files.left(List.copyOf(taken.values()));
    }

    private TableJobs.Job<StagedChunk, Void> job(Progress progress) {
        Database source = work.table().source();
        Database target = work.table().target();
        return new TableJobs.Job<>(
                work.table().name(),
                files.files(),
                some -> RetryPolicy.UNDER_A_LOCK.run(
                        some,
                        each -> Transfer.copy(
                                spark, files.source(each), new BatchSink(work, each), done -> taken(done, progress)),
                        file -> taken.containsKey(file.index()),
                        List.of(source, target)),
                () -> null);
    }

    private void taken(BatchSink.Taken done, Progress progress) {
        taken.put(done.file().index(), done);
        progress.chunkDone(
                work.table().name(), done.file().digest().rows(), done.file().bytes());
    }

    /** What the ledger has of the table's batches; those of rows that were judged are noted beside them. */
    private Counts noted() {
        ChangedTable table = work.table();
        boolean beside = table.judged() != null;
        return (beside ? table.source() : table.target())
                .ask(
                        "read the ledger",
                        connection -> work.ledger()
                                .counts(
                                        connection,
                                        work.runId(),
                                        beside ? BatchSession.besideName(table.name()) : table.name()));
    }

    private RuntimeException told(RuntimeException failure) {
        SternaException known = SternaException.findIn(failure);
        SternaException damaged =
                known == null ? DamagedBackup.in(failure, work.table().name()) : known;
        if (damaged != null && DamagedBackup.is(damaged)) {
            return SternaException.of(
                    Category.REFUSED,
                    "change-list-damaged",
                    work.table().name(),
                    "Cannot change rows of " + work.table().targetTable().name()
                            + ": the list of them under " + backlog.folder().uri()
                            + " is not what was written there",
                    "Let nobody change the run's directory meanwhile, and give the same command again: it makes the list"
                            + " anew",
                    failure);
        }
        if (known == null && Thread.currentThread().isInterrupted()) {
            return SternaException.interrupted(
                    "Interrupted while rows were brought", new InterruptedException(failure.getMessage()));
        }
        return failure;
    }

    @Override
    public void close() {
        backlog.folder().delete();
    }
}
