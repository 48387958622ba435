package dev.sterna.changes;

import dev.sterna.dialect.rows.RowChanges.Counts;
import dev.sterna.jdbc.Lanes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Brings rows of tables with a key by their keys alone, over and over, on connections that stay open: what the source has of
 * them is put in or changed, what it does not have is removed. The batches are not noted in the ledger, since the same keys
 * may come again at any time and do no harm. No key is in two batches at a time; where keys are texts, of which a collation may
 * take two for one, or rows have other unique values, which they may take from each other, the batches of a table come one after
 * the other.
 */
public final class KeyedChanges implements AutoCloseable {
    private static final int SECONDS_TO_END = 30;

    private final ChangeApplier.Limits limits;
    private final SessionPool sessions;
    private final ExecutorService threads;
    private final AtomicLong numbers = new AtomicLong();

    public KeyedChanges(ChangeApplier.Limits limits) {
        this.limits = limits;
        this.sessions = new SessionPool(limits.connections());
        this.threads = Executors.newFixedThreadPool(limits.connections(), work -> {
            Thread thread = new Thread(work, "sterna-changes");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Keys of a table, none of them twice.
     *
     * @param guard hears of the rows that go
     */
    public record Wanted(ChangedTable table, Collection<List<String>> keys, RemovalGuard guard) {}

    /**
     * What became of them.
     *
     * @param along keys of rows that came too, though not wanted; of one that did not go in {@code brought} tells
     * @param failure why the table's rows could not be brought, or null; then some of them may be in
     */
    public record Answer(ChangedTable table, Brought brought, Set<List<String>> along, RuntimeException failure) {}

    /**
     * Brings rows, those of several tables side by side.
     *
     * @throws dev.sterna.error.SternaException (INTERRUPTED) when the thread was interrupted; then some of them may be in
     */
    public List<Answer> bring(List<Wanted> wanted, Sight sight) {
        List<Work> works = wanted.stream().map(one -> new Work(one, sight)).toList();
        await(works.stream().flatMap(work -> work.batches().stream()).toList());
        await(works.stream()
                .filter(Work::isWaiting)
                .<Runnable>map(work -> work::late)
                .toList());
        return works.stream().map(Work::answer).toList();
    }

    private void await(List<Runnable> tasks) {
        List<Future<?>> all = new ArrayList<>();
        tasks.forEach(task -> all.add(threads.submit(task)));
        try {
            all.forEach(Lanes::await);
        } catch (RuntimeException interrupted) {
            all.forEach(one -> one.cancel(false));
            sessions.cancel();
            throw interrupted;
        }
    }

    /** The keys of one table. */
    private final class Work {
        private final ChangedTable table;
        private final Collection<List<String>> keys;
        private final RemovalGuard guard;
        private final Sight sight;
        // Under "this".
        private final List<Batch> waiting = new ArrayList<>();
        private final List<NotBrought> notBrought = new ArrayList<>();
        private final Set<List<String>> along = ConcurrentHashMap.newKeySet();
        private Counts counts = Counts.NONE;
        private RuntimeException failure;

        Work(Wanted wanted, Sight sight) {
            this.table = wanted.table();
            this.keys = wanted.keys();
            this.guard = wanted.guard();
            this.sight = sight;
        }

        List<Runnable> batches() {
            List<List<String>> all = List.copyOf(keys);
            List<Batch> batches = new ArrayList<>();
            for (int from = 0; from < all.size(); from += limits.keys()) {
                batches.add(new Batch.Keys(
                        numbers.incrementAndGet(),
                        all.subList(from, Math.min(all.size(), from + limits.keys())),
                        Removal.GONE));
            }
            if (table.isToldByTexts() || ValueHolders.mayBeIn(table)) {
                return List.of(() -> with(session -> batches.forEach(batch -> take(session, batch))));
            }
            return batches.stream()
                    .<Runnable>map(batch -> () -> with(session -> take(session, batch)))
                    .toList();
        }

        private void with(Consumer<BatchSession> work) {
            if (hasFailed()) {
                return;
            }
            BatchSession session = sessions.take(table, sight, guard);
            boolean ended = false;
            try {
                work.accept(session);
                ended = true;
            } catch (RuntimeException reason) {
                failed(reason);
            } finally {
                if (ended) {
                    sessions.giveBack(table, session);
                } else {
                    sessions.giveUp(session);
                }
            }
        }

        private void take(BatchSession session, Batch batch) {
            BatchSession.Outcome outcome = session.bringBesideOthers(batch);
            if (outcome.counts() != null) {
                brought(outcome.counts());
            } else if (outcome.later()) {
                later(batch);
            } else {
                untaken(session).cut(batch, outcome);
            }
        }

        /** Batches that others were in the way of, one after the other. */
        void late() {
            List<Batch> late;
            synchronized (this) {
                late = List.copyOf(waiting);
                waiting.clear();
            }
            with(session -> untaken(session).bring(late));
        }

        private WaitingBatches untaken(BatchSession session) {
            return new WaitingBatches(session, numbers::incrementAndGet, this::brought, this::refused, along::addAll);
        }

        private synchronized void later(Batch batch) {
            waiting.add(batch);
        }

        private synchronized void brought(Counts more) {
            counts = counts.plus(more);
        }

        private synchronized void refused(NotBrought row) {
            notBrought.add(row);
        }

        private synchronized void failed(RuntimeException reason) {
            if (failure == null) {
                failure = reason;
            }
        }

        private synchronized boolean hasFailed() {
            return failure != null;
        }

        synchronized boolean isWaiting() {
            return failure == null && !waiting.isEmpty();
        }

        synchronized Answer answer() {
            return new Answer(table, new Brought(counts, notBrought), Set.copyOf(along), failure);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        boolean interrupted = Thread.interrupted();
        try {
            if (!threads.awaitTermination(interrupted ? 0 : SECONDS_TO_END, TimeUnit.SECONDS)) {
                sessions.cancel();
            }
        } catch (InterruptedException again) {
            interrupted = true;
            sessions.cancel();
        }
        sessions.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
