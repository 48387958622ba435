package dev.sterna.compare;

import dev.sterna.compare.TableComparer.Connections;
import dev.sterna.config.Settings;
import dev.sterna.dialect.rows.Splitter;
import dev.sterna.dialect.server.Snapshots.Snapshot;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.View;
import dev.sterna.migration.Database;
import dev.sterna.migration.Migration;
import dev.sterna.transfer.ConnectionBudget;
import dev.sterna.transfer.progress.Progress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Compares tables for a step: in one view of the source, on as many connections as there may be, and with its progress shown. A
 * table that fails is handed over with its failure, and the others are compared all the same.
 */
public final class Comparison {
    private final Migration migration;
    private final DigestQueries source;
    private final DigestQueries target;
    private final Manner manner;

    /**
     * How tables are compared.
     *
     * @param word of the command, for what shows progress and for threads
     */
    public record Manner(String word, FirstLook look, Progress.Factory progress) {}

    /** @param source asks the migration's source, {@code target} its target */
    public Comparison(Migration migration, DigestQueries source, DigestQueries target, Manner manner) {
        this.migration = migration;
        this.source = source;
        this.target = target;
        this.manner = manner;
    }

    /**
     * Opens the view; the caller closes it.
     *
     * @param failed takes a table that failed; it throws what is no failure of one table alone
     */
    @SuppressWarnings("MustBeClosedChecker")
    public Look open(BiConsumer<TablePair, SternaException> failed) {
        Database from = migration.source();
        return new Look(
                failed,
                from.attempt(
                        "open a consistent view",
                        null,
                        () -> from.dialect().snapshots().open(from.connector())));
    }

    /** Sees at each question what is there then. */
    public TableComparer present() {
        return comparer(View.PRESENT);
    }

    /**
     * The same, on one connection a side, for who compares beside other work.
     *
     * @param most for so long a statement waits for a lock
     */
    public TableComparer sparing(String name, Duration most) {
        return comparer(
                source.waitingForLocks(most), target.waitingForLocks(most), View.PRESENT, new Connections(name, 1, 1));
    }

    private TableComparer comparer(View view) {
        return comparer(source, target, view, connections(view));
    }

    private TableComparer comparer(DigestQueries from, DigestQueries to, View view, Connections connections) {
        Settings.ChunkSize chunk = migration.settings().chunk();
        Splitter.Goal goal = new Splitter.Goal(chunk.rows(), chunk.bytes());
        return new TableComparer(from, to, view, connections, goal, manner.look());
    }

    /** The connections that hold the view and the run's lock count too. */
    private Connections connections(View view) {
        ConnectionBudget from = ConnectionBudget.of(migration.source()).holding(view.shared() ? 1 : 0);
        ConnectionBudget to = ConnectionBudget.of(migration.target()).holding(1);
        return new Connections(manner.word(), useful(migration.source(), from), useful(migration.target(), to));
    }

    /** Threads that wait for a server elsewhere cost nothing here; one on this machine has its cores and no more. */
    private static int useful(Database database, ConnectionBudget budget) {
        boolean here = database.dialect().transport(database.settings()).staysHere();
        return here ? budget.free(Math.max(2, Runtime.getRuntime().availableProcessors())) : budget.free();
    }

    /** The table whose failure it is. */
    private static TablePair failing(Iterable<TablePair> pairs, SternaException failure) {
        String table = failure.problems().get(0).table();
        for (TablePair pair : pairs) {
            boolean there = pair.target() != null
                    && pair.target().table().name().toString().equals(table);
            if (there || pair.name().equals(table)) {
                return pair;
            }
        }
        throw failure;
    }

    /** A look at tables in one view of the source, where its engine has one to share. */
    public final class Look implements AutoCloseable {
        private final BiConsumer<TablePair, SternaException> failed;
        private final Snapshot snapshot;
        private final View view;
        private final TableComparer comparer;

        private Look(BiConsumer<TablePair, SternaException> failed, Snapshot snapshot) {
            this.failed = failed;
            this.snapshot = snapshot;
            this.view = snapshot.shared() ? new View(true, snapshot.join()) : View.PRESENT;
            this.comparer = Comparison.this.comparer(view);
        }

        public View view() {
            return view;
        }

        /** How many connections to the source there may be. */
        public int sourceConnections() {
            return connections(view).source();
        }

        /** What it compares by. */
        public TableComparer comparer() {
            return comparer;
        }

        /**
         * Has both databases digest all pairs; the answers of those that did not fail come in the pairs' order.
         *
         * @param known of their parts
         */
        public void digest(List<TablePair> pairs, KnownParts known, Consumer<TableDigests> answers) {
            long rows = pairs.stream()
                    .mapToLong(pair -> Math.max(0, pair.source().table().estimatedRows()))
                    .sum();
            List<TablePair> left = new ArrayList<>(pairs);
            while (!left.isEmpty()) {
                List<TablePair> now = List.copyOf(left);
                try (Progress shown = manner.progress().start(manner.word(), TableComparer.parts(now), rows)) {
                    comparer.digest(
                            now, known, (pair, digested) -> shown.chunkDone(pair.name(), digested, 0), digests -> {
                                answers.accept(digests);
                                left.remove(digests.pair());
                            });
                } catch (SternaException failure) {
                    TablePair failing = failing(left, failure);
                    failed.accept(failing, failure);
                    left.remove(failing);
                }
            }
        }

        /**
         * Finds the rows in which tables differ, see {@link TableComparer#narrow}.
         *
         * @param dropped takes a table that has to be looked at anew, or failed, and its sink
         */
        public <S extends DifferenceSink> void narrow(
                Map<TableDigests, List<Integer>> differing,
                Function<TableDigests, S> sinks,
                BiConsumer<TableDigests, S> dropped,
                Consumer<Narrowed<S>> answers) {
            Map<TableDigests, List<Integer>> left = new LinkedHashMap<>(differing);
            while (!left.isEmpty()) {
                Map<TableDigests, S> open = new LinkedHashMap<>();
                try {
                    comparer.<S>narrow(
                            new LinkedHashMap<>(left),
                            digests -> {
                                S sink = sinks.apply(digests);
                                open.put(digests, sink);
                                return sink;
                            },
                            narrowed -> {
                                left.remove(narrowed.digests());
                                open.remove(narrowed.digests());
                                answers.accept(narrowed);
                            });
                } catch (SternaException failure) {
                    open.forEach(dropped);
                    TablePair failing = failing(
                            left.keySet().stream().map(TableDigests::pair).toList(), failure);
                    failed.accept(failing, failure);
                    left.keySet().removeIf(digests -> digests.pair().equals(failing));
                }
            }
        }

        @Override
        public void close() {
            try {
                snapshot.close();
            } catch (SQLException failure) {
                throw migration.source().explain(failure, "open a consistent view", null);
            }
        }
    }
}
