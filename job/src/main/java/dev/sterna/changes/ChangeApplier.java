package dev.sterna.changes;

import dev.sterna.dialect.rows.RowChanges.Counts;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.BatchLedger;
import dev.sterna.transfer.TableJobs;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Brings the changed rows of one table, batch by batch, on as many connections as there may be. What only the target has goes
 * first, so that what comes finds its place. A batch that meets a unique value of another row waits until the others are in.
 * Memory is bounded by the batches under way and those that wait. The batches of a long list Spark's executors bring.
 */
public final class ChangeApplier {
    /** So many batches wait; of more each is cut at once, unless others have locked its rows. */
    private static final int MOST_WAITING = 50;

    private static final int MOST_NOT_BROUGHT = 100_000;

    private final String runId;
    private final BatchLedger ledger;
    private final Limits limits;
    private final Backlog backlog;
    private final Consumer<Counts> progress;

    /**
     * How much at a time.
     *
     * @param connections to either side
     * @param keys of a batch
     */
    public record Limits(int connections, int keys) {}

    /**
     * @param ledger of batches, which are noted with their rows, or beside them where these are judged
     * @param backlog how long lists are brought
     * @param progress hears of what is in, batch by batch or, of a long list, at the end; called by several threads
     */
    public ChangeApplier(String runId, BatchLedger ledger, Limits limits, Backlog backlog, Consumer<Counts> progress) {
        this.runId = runId;
        this.ledger = ledger;
        this.limits = limits;
        this.backlog = backlog;
        this.progress = progress;
    }

    /** By which the ledger knows the batches of a table that are noted beside their rows. */
    public static String besideName(String table) {
        return BatchSession.besideName(table);
    }

    /** Brings the rows of a list. */
    public Brought apply(ChangedTable table, ChangeList changes, Deletes deletes) {
        long first = table.judged() != null
                ? 1
                : table.target().ask("read the ledger", connection -> ledger.next(connection, runId, table.name()));
        return new Work(table, changes, deletes, first).all();
    }

    /** The bringing of one list. */
    private final class Work {
        private final ChangedTable table;
        private final ChangeList changes;
        private final Deletes deletes;
        private final AtomicLong numbers;
        private final AtomicLong insertable;
        // Under "this".
        private final List<Batch> waiting = new ArrayList<>();
        private final List<NotBrought> notBrought = new ArrayList<>();
        private Counts counts = Counts.NONE;

        Work(ChangedTable table, ChangeList changes, Deletes deletes, long first) {
            this.table = table;
            this.changes = changes;
            this.deletes = deletes;
            this.numbers = new AtomicLong(first);
            this.insertable = new AtomicLong(changes.counts().insertable(deletes, changes.isKeyed()));
        }

        Brought all() {
            Set<ChangeKind> lacking = EnumSet.of(ChangeKind.MISSING, ChangeKind.CHANGED);
            boolean removes = deletes == Deletes.ALLOWED && changes.counts().extra() > 0;
            if (!changes.isKeyed()) {
                copies(removes ? EnumSet.allOf(ChangeKind.class) : lacking);
            } else {
                if (removes) {
                    keys(ChangeKind.EXTRA, Removal.ALL);
                }
                // A row whose key the target takes for that of a row which changed finds this one as it is to stay.
                keys(ChangeKind.CHANGED, Removal.NONE);
                keys(ChangeKind.MISSING, Removal.NONE);
            }
            return new Brought(counts, notBrought);
        }

        /** Each batch is a scan of either side: more at a time would only scan more at a time. */
        private void copies(Set<ChangeKind> kinds) {
            try (CopyBatches batches = new CopyBatches(changes.read(kinds), numbers::getAndIncrement)) {
                bring(batches, 1);
            }
        }

        private void keys(ChangeKind kind, Removal removal) {
            long rows = changes.counts().of(kind);
            if (rows == 0) {
                return;
            }
            try (KeyBatches batches =
                    new KeyBatches(changes.read(EnumSet.of(kind)), limits.keys(), removal, numbers::getAndIncrement)) {
                if (backlog.takes(changes, deletes)) {
                    spread(kind, removal, batches, rows);
                } else {
                    bring(batches, limits.connections());
                }
            }
        }

        /** What executors leave goes the way of short lists. */
        private void spread(ChangeKind kind, Removal removal, KeyBatches batches, long rows) {
            int sessions = TableJobs.connectionsOfTask(backlog.spark().get(), limits.connections());
            SpreadTable work = new SpreadTable(table, runId, ledger, removal, sessions);
            try (BacklogJob job = new BacklogJob(backlog, work, limits)) {
                job.write(kind, batches, rows, numbers::getAndIncrement);
                try (BacklogFiles.Left left = job.bring(this::brought)) {
                    bring(left, limits.connections());
                }
            }
        }

        private BatchSession session() {
            if (changes.isKeyed()) {
                return new BatchSession(table, runId, ledger, new KeyedRows(table));
            }
            // Who counts copies and is not noted must be the only one.
            String alone = table.judged() != null
                    ? "sterna:copies:" + table.targetTable().name()
                    : null;
            return new BatchSession(
                    table, runId, ledger, alone, new CopiedRows(table, changes.pieces(), deletes, insertable));
        }

        /** All batches, and then those that had to wait. */
        private void bring(Iterator<? extends Batch> batches, int connections) {
            if (!batches.hasNext()) {
                return;
            }
            ParallelSessions.run(connections, this::session, session -> {
                Batch batch;
                synchronized (batches) {
                    if (!batches.hasNext()) {
                        return false;
                    }
                    batch = batches.next();
                }
                take(session, batch);
                return true;
            });
            if (!waiting.isEmpty()) {
                List<Batch> late = List.copyOf(waiting);
                waiting.clear();
                ParallelSessions.run(1, this::session, session -> {
                    untaken(session).bring(late);
                    return false;
                });
            }
        }

        private void take(BatchSession session, Batch batch) {
            BatchSession.Outcome outcome = session.bringBesideOthers(batch);
            if (outcome.counts() != null) {
                brought(outcome.counts());
            } else if (!outcome.later()) {
                untaken(session).cut(batch, outcome);
            } else if (!waits(batch, outcome)) {
                untaken(session).bring(List.of(batch));
            }
        }

        /** What is only locked is not to be cut, however much that is: nothing is wrong with its rows. */
        private synchronized boolean waits(Batch batch, BatchSession.Outcome outcome) {
            return (outcome.equals(BatchSession.LOCKED) || waiting.size() < MOST_WAITING) && waiting.add(batch);
        }

        private WaitingBatches untaken(BatchSession session) {
            return new WaitingBatches(session, numbers::getAndIncrement, this::brought, this::refused, keys -> {});
        }

        private void brought(Counts more) {
            synchronized (this) {
                counts = counts.plus(more);
            }
            progress.accept(more);
        }

        private synchronized void refused(NotBrought row) {
            notBrought.add(row);
            if (notBrought.size() > MOST_NOT_BROUGHT) {
                throw SternaException.of(
                        Category.REJECTED,
                        "too-many-rows-not-brought",
                        table.name(),
                        "Cannot change rows of " + table.targetTable().name() + ": it does not take more than "
                                + MOST_NOT_BROUGHT + " of them, the last one because: " + row.reason(),
                        "Let the target take them, and give the same command again");
            }
        }
    }
}
