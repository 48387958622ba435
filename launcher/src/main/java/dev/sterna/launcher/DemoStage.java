package dev.sterna.launcher;

import dev.sterna.app.SparkAhead;
import dev.sterna.embedded.EmbeddedServer;
import dev.sterna.embedded.EmbeddedServerException;
import dev.sterna.embedded.data.HardCases;
import dev.sterna.embedded.data.LoadedTable;
import dev.sterna.embedded.data.TpchData;
import dev.sterna.error.SternaException;
import dev.sterna.transfer.progress.Amounts;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a migration needs: two servers, one of them filled, and Spark. All of it is made at the same time, because most
 * of it waits most of the time.
 */
final class DemoStage implements AutoCloseable {
    private static final String DATABASE = "demo";
    private static final long TPCH_ROWS_AT_SCALE_ONE = 8_661_245;
    private static final int SECONDS_TO_STOP = 60;

    private final DemoOptions options;
    private final DemoSpeech speech;
    private final Path parent;
    private final SparkAhead spark;
    private final long began = System.nanoTime();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "sterna-demo");
        thread.setDaemon(true);
        return thread;
    });
    /** Guarded by itself; closed as a whole. */
    private final List<EmbeddedServer> servers = new ArrayList<>();

    private EmbeddedServer source;
    private EmbeddedServer target;
    private List<LoadedTable> tables = List.of();

    /** @param parent where the servers keep their data */
    DemoStage(DemoOptions options, DemoSpeech speech, Path parent) {
        this.options = options;
        this.speech = speech;
        this.parent = parent;
        this.spark = SparkAhead.begin("sterna demo", options.master(), Map.of());
    }

    /** @throws SternaException when something did not start or could not be filled */
    void prepare() throws InterruptedException {
        Future<EmbeddedServer> startingTarget = threads.submit(() -> start(options.target()));
        Future<EmbeddedServer> startingSource = threads.submit(() -> start(options.source()));
        Future<?> startingSpark = threads.submit(() -> speech.ready("Spark " + spark.await(), "", "ready", seconds()));
        source = done(startingSource);
        try (DemoTicker ticker = new DemoTicker(speech, (long) (options.scale() * TPCH_ROWS_AT_SCALE_ONE))) {
            Future<List<LoadedTable>> hardCases = filling("hard cases", () -> HardCases.load(source));
            Future<List<LoadedTable>> tpch = filling(
                    "TPC-H, scale " + Double.toString(options.scale()).replaceFirst("[.]0$", ""),
                    () -> TpchData.load(source, options.scale(), ticker));
            tables =
                    Stream.concat(done(tpch).stream(), done(hardCases).stream()).toList();
        }
        target = done(startingTarget);
        done(startingSpark);
    }

    EmbeddedServer source() {
        return source;
    }

    EmbeddedServer target() {
        return target;
    }

    /** What the source was filled with. */
    List<LoadedTable> tables() {
        return tables;
    }

    private EmbeddedServer start(DemoEngine engine) throws SQLException {
        EmbeddedServer server;
        try {
            server = engine.start(parent, DATABASE);
        } catch (EmbeddedServerException e) {
            throw EmbeddedFailure.of(e);
        }
        synchronized (servers) {
            servers.add(server);
        }
        try (Connection connection = server.connect()) {
            String version =
                    connection.getMetaData().getDatabaseProductVersion().replaceFirst("[- ].*", "");
            speech.ready(engine.title() + " " + version, server.host() + ":" + server.port(), "ready", seconds());
        }
        return server;
    }

    private Future<List<LoadedTable>> filling(String what, Callable<List<LoadedTable>> load) {
        return threads.submit(() -> {
            long start = System.nanoTime();
            List<LoadedTable> loaded = load.call();
            long rows = loaded.stream().mapToLong(LoadedTable::rows).sum();
            long bytes = loaded.stream().mapToLong(LoadedTable::bytes).sum();
            String amount = String.format(
                    "%3d tables %12s rows %11s", loaded.size(), Amounts.count(rows), Amounts.bytes(bytes));
            speech.ready(what, amount, "filled", (System.nanoTime() - start) / 1e9);
            return loaded;
        });
    }

    private double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    private static <T> T done(Future<T> work) throws InterruptedException {
        try {
            return work.get();
        } catch (ExecutionException failure) {
            SternaException known = SternaException.findIn(failure);
            throw known != null
                    ? known
                    : new IllegalStateException(failure.getCause().getMessage(), failure.getCause());
        }
    }

    /** Stops everything, also what is still starting. */
    @Override
    public void close() {
        threads.shutdownNow();
        // First whoever uses the servers, so that nobody complains that they are gone.
        spark.close();
        // A driver does not hear an interrupt; what is still being filled fails with its server.
        closeServers();
        try {
            threads.awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closeServers();
    }

    private void closeServers() {
        synchronized (servers) {
            servers.forEach(EmbeddedServer::close);
            servers.clear();
        }
    }
}
