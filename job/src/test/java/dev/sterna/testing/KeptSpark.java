package dev.sterna.testing;

import dev.sterna.app.SparkAhead;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * A Spark session that the commands of one test class share, as those of a process do that has one before them: to start
 * one costs as much as what a command does with a few rows. It is the one that a command would make by itself.
 */
public final class KeptSpark {
    private static SparkAhead kept;

    private KeptSpark() {}

    /** Makes the next command of this process find a session. */
    public static synchronized void begin() {
        if (SparkSession.getDefaultSession().isEmpty()) {
            kept = SparkAhead.begin("sterna tests", null, Map.of());
            kept.await();
        }
    }

    /** Makes the next command, or whoever wants a session of his own, find none. */
    public static synchronized void end() {
        if (kept != null) {
            kept.close();
            kept = null;
        }
    }
}
