package dev.sterna.app;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/**
 * The Spark session of a run: made when it is first asked for, or in the background before, because starting it takes
 * longer than everything that comes before it.
 */
final class SparkStart implements Supplier<SparkSession>, AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String TIME_ZONE = "spark.sql.session.timeZone";
    private static final int TRIES_OF_A_TASK = 4;

    private final String name;
    private final String master;
    private final Map<String, String> properties;
    private CompletableFuture<SparkSession> session;
    private boolean owned;

    /**
     * @param master null for the default
     * @param properties weaker than what spark-submit set
     */
    SparkStart(String name, String master, Map<String, String> properties) {
        this.name = name;
        this.master = master;
        this.properties = properties;
    }

    /** Starts in the background. */
    synchronized void begin() {
        if (session == null) {
            session = new CompletableFuture<>();
            Thread thread = new Thread(
                    () -> {
                        try {
                            session.complete(create());
                        } catch (Throwable failure) {
                            session.completeExceptionally(failure);
                        }
                    },
                    "sterna-spark-start");
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public SparkSession get() {
        begin();
        try {
            return session.get();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while starting Spark", interruption);
        } catch (ExecutionException failure) {
            String cause = String.valueOf(failure.getCause().getMessage());
            throw SternaException.of(
                    Category.CONFIGURATION,
                    "spark-start",
                    null,
                    "Cannot start Spark: " + cause.lines().findFirst().orElse(""),
                    "Look at --master, at sterna.spark, and at what spark-submit was given",
                    failure.getCause());
        }
    }

    private SparkSession create() {
        Option<SparkSession> present = SparkSession.getDefaultSession();
        if (present.isDefined()) {
            return adapted(present.get());
        }
        owned = true;
        SparkConf conf = new SparkConf();
        conf.setAppName(name);
        properties.forEach(conf::setIfMissing);
        conf.set(TIME_ZONE, "UTC");
        conf.setIfMissing(
                "spark.redaction.regex",
                "(?i)secret|password|passwd|passphrase|token|credential|(access|account|private|secret)[.]?key|[.]sas[.]");
        conf.setMaster(withRetries(master == null ? conf.get("spark.master", "local[*]") : master));
        if (conf.get("spark.master").startsWith("local")) {
            local(conf);
        }
        return SparkSession.builder().config(conf).getOrCreate();
    }

    /** Somebody else's session takes what a session can still take. */
    private SparkSession adapted(SparkSession session) {
        properties.forEach((name, value) -> {
            if (session.conf().isModifiable(name)) {
                session.conf().set(name, value);
            }
        });
        session.conf().set(TIME_ZONE, "UTC");
        return session;
    }

    private static void local(SparkConf conf) {
        // Not on a cluster: executors need their local files before they have our jar.
        conf.setIfMissing("spark.hadoop." + Hadoop.LOCAL_FILES, QuickLocalFiles.class.getName());
        conf.setIfMissing("spark.driver.host", LOOPBACK);
        conf.setIfMissing("spark.driver.bindAddress", LOOPBACK);
        conf.setIfMissing("spark.ui.enabled", "false");
    }

    /** A task in {@code local[N]} is tried once only; on a cluster it is tried four times. */
    static String withRetries(String master) {
        if (master.equals("local")) {
            return "local[1," + TRIES_OF_A_TASK + "]";
        }
        return master.matches("local\\[[^,\\]]+]") ? master.replace("]", "," + TRIES_OF_A_TASK + "]") : master;
    }

    /** Ends the jobs that run now; those that wait for them fail. */
    synchronized void cancelJobs() {
        if (session != null && session.isDone() && !session.isCompletedExceptionally()) {
            SparkContext context = session.join().sparkContext();
            if (!context.isStopped()) {
                context.cancelAllJobs();
            }
        }
    }

    /** Stops the session, unless somebody else made it. */
    @Override
    public synchronized void close() {
        if (session != null) {
            session.handle((started, failure) -> {
                        if (started != null && owned) {
                            started.stop();
                        }
                        return null;
                    })
                    .join();
        }
    }
}
