package dev.sterna.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * Loads the classes that every run needs, so that the JVM can write them to a class data archive when it ends. That
 * halves the time to start; {@code scripts/sterna} does it once a build.
 */
final class WarmUp {
    private WarmUp() {}

    static int run() {
        try {
            Path folder = Files.createTempDirectory("sterna-warm-up");
            try {
                writeAndRead(folder.resolve("rows").toString());
            } finally {
                delete(folder);
            }
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot warm up in the temporary directory", e);
        }
    }

    private static void writeAndRead(String folder) throws IOException {
        try (SparkSession spark = SparkSession.builder()
                .appName("sterna warm-up")
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.parquet.compression.codec", "zstd")
                .getOrCreate()) {
            spark.range(1000)
                    .selectExpr(
                            "id",
                            "cast(id as string) as text",
                            "cast(id as decimal(18, 2)) as amount",
                            "encode(cast(id as string), 'UTF-8') as octets",
                            "date_add(date'2000-01-01', cast(id as int)) as day",
                            "timestamp_seconds(id) as instant")
                    .repartition(2)
                    .write()
                    .parquet(folder);
            spark.read().parquet(folder).groupBy("day").count().collectAsList();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
