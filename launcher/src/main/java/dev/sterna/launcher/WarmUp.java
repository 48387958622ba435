package dev.sterna.launcher;

import dev.sterna.app.SparkAhead;
import java.util.Map;

/**
 * Loads the classes that every run needs, so that the JVM can write them to a class data archive when it ends. That
 * halves the time to start; {@code scripts/sterna} does it once a build.
 */
final class WarmUp {
    private WarmUp() {}

    /** A small demo loads our own classes, the drivers' and all of Spark that a run uses. */
    static int run() {
        int exitCode = Demo.run("--scale", "0.01", "--quiet");
        if (exitCode != 0) {
            System.err.println("The demo ended with " + exitCode + ": only Spark's start goes into the archive");
            try (SparkAhead spark = SparkAhead.begin("sterna warm-up", null, Map.of())) {
                spark.await();
            }
        }
        return 0;
    }
}
