package dev.sterna.embedded.data;

import dev.sterna.embedded.Database;
import dev.sterna.embedded.Engine;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The tables of TPC-H, generated on the way into a database: the same rows every time for the same scale. */
public final class TpchData {
    private static final double SMALLEST_SCALE = 0.01;
    private static final int THREADS = 2;
    private static final long ROWS_PER_PART = 500_000;

    private TpchData() {}

    /** The names of the eight tables. */
    public static List<String> tableNames() {
        return Arrays.stream(TpchTables.values()).map(TpchTables::tableName).toList();
    }

    /** Loads all eight tables. Scale 1 is 8.7 million rows, scale 0.1 is 866,602. */
    public static List<LoadedTable> load(Database database, double scale, LoadProgress progress) throws SQLException {
        return load(database, scale, tableNames(), progress);
    }

    /**
     * Creates tables with their primary keys, loads them over two connections, and gathers statistics.
     *
     * @param scale of TPC-H, at least 0.01: with fewer suppliers the keys of partsupp repeat
     * @param names of {@link #tableNames()}
     * @throws IllegalArgumentException when there is no table of that name, or the scale is too small
     * @throws SQLException when the database refuses; it is left as it is then
     */
    public static List<LoadedTable> load(
            Database database, double scale, Collection<String> names, LoadProgress progress) throws SQLException {
        if (!(scale >= SMALLEST_SCALE)) {
            throw new IllegalArgumentException(
                    "Invalid scale: " + scale + " (must be at least " + SMALLEST_SCALE + ")");
        }
        List<TpchTables> tables = new ArrayList<>();
        for (String name : names) {
            tables.add(table(name));
        }
        Map<String, LoadedTable> loaded = new TreeMap<>();
        LoadProgress counting = (table, rows, bytes) -> {
            synchronized (loaded) {
                loaded.merge(
                        table,
                        new LoadedTable(table, rows, bytes),
                        (a, b) -> new LoadedTable(table, a.rows() + b.rows(), a.bytes() + b.bytes()));
            }
            progress.loaded(table, rows, bytes);
        };
        create(database, tables);
        inParallel(database, parts(tables, scale, counting));
        inParallel(
                database,
                tables.stream().map(table -> finish(database.engine(), table)).toList());
        return tables.stream().map(table -> loaded.get(table.tableName())).toList();
    }

    private static TpchTables table(String name) {
        try {
            return TpchTables.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Invalid TPC-H table: " + name + " (must be one of " + tableNames() + ")", e);
        }
    }

    private static void create(Database database, List<TpchTables> tables) throws SQLException {
        try (BulkLoad connection = BulkLoad.open(database)) {
            for (TpchTables table : tables) {
                // PostgreSQL builds the index faster afterwards; InnoDB keeps the rows in it.
                String key = database.engine() == Engine.POSTGRESQL ? "" : ", " + table.primaryKey();
                connection.execute("CREATE TABLE " + table.tableName() + " (" + table.columns() + key + ")");
            }
        }
    }

    /** Something to do on one of the connections. */
    @FunctionalInterface
    private interface Work {
        void on(BulkLoad connection) throws SQLException;
    }

    private static List<Work> parts(List<TpchTables> tables, double scale, LoadProgress progress) {
        List<Work> work = new ArrayList<>();
        for (TpchTables table : tables) {
            int parts = table.parts(scale, ROWS_PER_PART);
            for (int number = 1; number <= parts; number++) {
                int part = number;
                work.add(connection -> connection.load(table.tableName(), table.rows(scale, part, parts, progress)));
            }
        }
        return work;
    }

    private static Work finish(Engine engine, TpchTables table) {
        return connection -> {
            if (engine == Engine.POSTGRESQL) {
                connection.execute("ALTER TABLE " + table.tableName() + " ADD " + table.primaryKey());
                connection.execute("VACUUM (ANALYZE) " + table.tableName());
            } else {
                connection.execute("ANALYZE TABLE " + table.tableName());
            }
        };
    }

    private static void inParallel(Database database, List<Work> work) throws SQLException {
        Queue<Work> queue = new ConcurrentLinkedQueue<>(work);
        Callable<Void> worker = () -> {
            try (BulkLoad connection = BulkLoad.open(database)) {
                for (Work next = queue.poll(); next != null; next = queue.poll()) {
                    next.on(connection);
                }
                return null;
            } finally {
                // After a failure nobody goes on.
                queue.clear();
            }
        };
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Void>> results = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                results.add(threads.submit(worker));
            }
            for (Future<Void> result : results) {
                result.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException refused) {
                throw refused;
            }
            throw new IllegalStateException("Cannot generate TPC-H", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("Interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
