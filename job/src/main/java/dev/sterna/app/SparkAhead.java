package dev.sterna.app;

import java.util.Map;

/**
 * The Spark session of a run that comes later in this process, started in the background while there is something else
 * to do. {@link Main#run} takes the session that it finds, and leaves it open.
 */
public final class SparkAhead implements AutoCloseable {
    private final SparkStart start;

    private SparkAhead(SparkStart start) {
        this.start = start;
    }

    /**
     * Begins, and returns at once.
     *
     * @param master null for the default
     * @param properties Spark's
     */
    public static SparkAhead begin(String name, String master, Map<String, String> properties) {
        SparkStart start = new SparkStart(name, master, properties);
        start.begin();
        return new SparkAhead(start);
    }

    /**
     * Waits for the session and returns Spark's version.
     *
     * @throws IllegalStateException when it did not start
     */
    public String await() {
        return start.get().version();
    }

    /** Stops the session. */
    @Override
    public void close() {
        start.close();
    }
}
