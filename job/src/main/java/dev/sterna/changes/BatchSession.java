package dev.sterna.changes;

import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.rows.RowChanges.Counts;
import dev.sterna.dialect.rows.RowRefusal;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.Lane;
import dev.sterna.jdbc.View;
import dev.sterna.ledger.BatchLedger;
import dev.sterna.transfer.Failpoint;
import dev.sterna.transfer.RetryPolicy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One connection a side, on which batches of one table are brought, each in a transaction with its row in the ledger. When
 * the answer to a commit is lost, the next attempt learns from the ledger how it ended.
 */
final class BatchSession implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

    private final ChangedTable table;
    private final String runId;
    private final BatchLedger ledger;
    private final String alone;
    private final RowBringer rows;
    private final Lane source;
    private volatile Connection target;
    private Sight sight = Sight.PRESENT;
    private RemovalGuard guard = RemovalGuard.NONE;

    /** @param ledger null where batches may come twice, and are not noted */
    BatchSession(ChangedTable table, String runId, BatchLedger ledger, RowBringer rows) {
        this(table, runId, ledger, null, rows);
    }

    /**
     * One whose batches nobody else brings at the same time, not even a process that was killed and whose last commit the
     * server may still be working on.
     *
     * @param alone the name of the lock by which that is so, or null
     */
    BatchSession(ChangedTable table, String runId, BatchLedger ledger, String alone, RowBringer rows) {
        this.alone = alone;
        this.table = table;
        this.runId = runId;
        this.ledger = ledger;
        this.rows = rows;
        this.source = table.source().lane(View.PRESENT);
    }

    /**
     * What became of a batch.
     *
     * @param counts null when it was not brought
     * @param reason why it was not
     * @param later whether it may be taken once other rows are brought
     */
    record Outcome(Counts counts, String reason, boolean later) {}

    /** Others had locks in its way; alone it goes in. */
    static final Outcome LOCKED = new Outcome(null, "rows or keys of it are locked", true);

    /** Brings a batch; what only the rows are to blame for is no failure. */
    Outcome bring(Batch batch) {
        try {
            return new Outcome(attempts(batch), null, false);
        } catch (RowNotTaken untaken) {
            return new Outcome(null, untaken.getMessage(), false);
        } catch (NotTaken failure) {
            return judged(failure.cause());
        }
    }

    /** The same while other sessions bring other batches: whatever they hold is given back once they are through. */
    Outcome bringBesideOthers(Batch batch) {
        try {
            return new Outcome(attempt(batch), null, false);
        } catch (RowNotTaken untaken) {
            return new Outcome(null, untaken.getMessage(), false);
        } catch (NotTaken failure) {
            return RetryPolicy.UNDER_A_LOCK.isTransient(failure, List.of(table.target()))
                    ? LOCKED
                    : judged(failure.cause());
        }
    }

    private Counts attempts(Batch batch) {
        Counts[] counts = {Counts.NONE};
        RetryPolicy.UNDER_A_LOCK.run(
                List.of(batch),
                one -> counts[0] = attempt(batch),
                done -> false,
                List.of(table.source(), table.target()));
        return counts[0];
    }

    /** The target's failure, until it is known whose fault it is. */
    private static final class NotTaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final SQLException failure;

        NotTaken(SQLException failure) {
            super(failure);
            this.failure = failure;
        }

        SQLException cause() {
            return failure;
        }
    }

    private Outcome judged(SQLException failure) {
        Dialect dialect = table.target().dialect();
        if (dialect.isDuplicateKey(failure)) {
            String side = table.target().side().label();
            return new Outcome(null, "another row of the " + side + " has a unique value of it", true);
        }
        Optional<RowRefusal> refusal = dialect.refusal(failure);
        if (refusal.isPresent()) {
            return new Outcome(null, refusal.get().reason(), false);
        }
        throw explained(failure);
    }

    private SternaException explained(SQLException failure) {
        return table.target()
                .explain(
                        failure,
                        "change rows of " + table.targetTable().name(),
                        table.targetTable().name());
    }

    private Counts attempt(Batch batch) {
        try {
            Connection open = open();
            reached(Failpoint.BEFORE_CLAIM, batch);
            boolean beside = ledger != null && table.judged() != null;
            if (ledger != null && !beside && !ledger.claim(open, runId, table.name(), batch.number())) {
                open.rollback();
                return Counts.NONE;
            }
            reached(Failpoint.BEFORE_WRITE, batch);
            look();
            Counts counts = rows.bring(open, source, batch);
            guard.removes(counts.deleted());
            long intent = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
            if (beside) {
                besides(ledger ->
                        ledger.intend(source.connection(), runId, besideName(table.name()), intent, rows.changed()));
            } else if (ledger != null) {
                ledger.settle(open, runId, table.name(), batch.number(), counts, null);
            }
            reached(Failpoint.BEFORE_COMMIT, batch);
            open.commit();
            reached(Failpoint.AFTER_COMMIT, batch);
            if (beside) {
                besides(ledger -> ledger.done(
                        source.connection(), runId, besideName(table.name()), intent, counts, rows.changed()));
            }
            source.refresh();
            return counts;
        } catch (SQLException failure) {
            release(failure);
            throw new NotTaken(failure);
        } catch (RuntimeException failure) {
            release(failure);
            throw failure;
        }
    }

    /** By which the ledger knows the batches of a table that are committed elsewhere. */
    public static String besideName(String table) {
        return "back " + table;
    }

    private interface Note {
        void on(BatchLedger ledger) throws SQLException;
    }

    /** Notes a batch on the connection of the side that is read, which has the ledger; what was read there is brought by then. */
    private void besides(Note note) {
        table.source().attempt("note a batch in the ledger", table.sourceName(), () -> {
            note.on(ledger);
            source.connection().commit();
            return null;
        });
    }

    /** Whether the first of some rows go in when all of them are taken out; nothing of it stays. */
    boolean fits(Batch.Keys all, int first) {
        try {
            Connection open = open();
            look();
            rows.tryOut(open, source, all, first);
            open().rollback();
            source.refresh();
            return true;
        } catch (SQLException failure) {
            release(failure);
            judged(failure);
            return false;
        } catch (RowNotTaken untaken) {
            release(untaken);
            return false;
        } catch (RuntimeException failure) {
            release(failure);
            throw failure;
        }
    }

    /**
     * Rows of the target that have unique values of rows that come. It only helps: where the target cannot be asked, nothing is
     * found, and what is brought next tells why.
     *
     * @param left keys of rows that do not come
     * @param most that are to be found, about
     */
    ValueHolders.Found inTheWay(Batch.Keys of, Set<List<String>> left, int most) {
        try {
            Connection open = open();
            look();
            ValueHolders.Found found = rows.inTheWay(open, source, of, left, most);
            open.rollback();
            source.refresh();
            return found;
        } catch (SQLException | IllegalArgumentException failure) {
            // Of the latter kind are values that the target's type of the column cannot have.
            release(failure);
            return ValueHolders.Found.NOTHING;
        } catch (RuntimeException failure) {
            release(failure);
            throw failure;
        }
    }

    /** What is seen of the source from the next batch on, and who says which rows may go. */
    void use(Sight other, RemovalGuard another) {
        sight = other;
        guard = another;
    }

    private void look() {
        table.source().attempt("see what has changed in " + table.name(), table.sourceName(), () -> {
            sight.begin(source.connection());
            return null;
        });
    }

    private Connection open() throws SQLException {
        if (target == null) {
            Connection fresh = table.target().open();
            target = fresh;
            if (alone != null) {
                takeLock(fresh);
            }
            table.target().dialect().rowChanges().begin(fresh);
            fresh.setAutoCommit(false);
        }
        return target;
    }

    private void takeLock(Connection fresh) throws SQLException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!table.target().dialect().ledger().tryLock(fresh, alone)) {
            if (System.nanoTime() > end) {
                throw SternaException.of(
                        Category.LOCKED,
                        "rows-locked",
                        table.name(),
                        "Cannot change rows of " + table.targetTable().name() + ": another session of the "
                                + table.target().side().label() + " brings rows to it",
                        "Wait until it has ended, or end it, and give the same command again");
            }
            try {
                Thread.sleep(BETWEEN_TRIES.toMillis());
            } catch (InterruptedException interrupted) {
                throw SternaException.interrupted("Interrupted while waiting for a lock", interrupted);
            }
        }
    }

    private void reached(Failpoint place, Batch batch) {
        place.reached(table.name(), (int) batch.number());
    }

    /** After a failure: the next batch finds both connections without a transaction, or makes new ones. */
    private void release(Exception failure) {
        try {
            source.refresh();
            if (target != null && !target.isClosed()) {
                target.rollback();
                return;
            }
        } catch (SQLException broken) {
            failure.addSuppressed(broken);
        }
        close();
    }

    /** Ends what runs; another thread may do so. */
    void cancel() {
        source.cancel();
        Connection open = target;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException gone) {
                // That is what was wanted.
            }
        }
    }

    @Override
    public void close() {
        rows.close();
        source.close();
        Connection open = target;
        target = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException broken) {
                // Its transaction is gone with it.
            }
        }
    }
}
