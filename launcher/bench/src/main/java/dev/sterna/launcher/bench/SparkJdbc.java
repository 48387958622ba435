package dev.sterna.launcher.bench;

import dev.sterna.embedded.Engine;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Spark's own JDBC data source on both sides, in a JVM like Sterna's. It creates the tables, without keys. */
record SparkJdbc(Writing writing) implements Contender {
    /** How rows are written. */
    enum Writing {
        /** As Spark does by itself. */
        PLAIN("spark-jdbc", 1000),
        /** In larger batches, each sent in few packets in the way of the driver. */
        TUNED("spark-jdbc-tuned", 10_000);

        private final String row;
        private final int batch;

        Writing(String row, int batch) {
            this.row = row;
            this.batch = batch;
        }
    }

    @Override
    public String name() {
        return writing.row;
    }

    @Override
    public Optional<String> obstacle(Pair pair, Programs programs) {
        return Optional.empty();
    }

    @Override
    public String version(Pair pair, Programs programs) {
        return "Spark " + org.apache.spark.package$.MODULE$.SPARK_VERSION();
    }

    @Override
    public Command prepare(Course course, Programs programs) {
        List<String> words = Jvm.command(SparkJdbcCopy.class.getName());
        words.add(Integer.toString(course.cores()));
        words.add(Integer.toString(writing.batch));
        for (SourceTable table : course.tables()) {
            words.add(table.name() + ":"
                    + table.range().map(SourceTable.KeyRange::column).orElse(""));
        }
        return new Command(
                words,
                Map.of(
                        "SOURCE_URL", sourceUrl(course.source()),
                        "SOURCE_USER", course.source().login().user(),
                        "SOURCE_PASSWORD", course.source().login().password(),
                        "TARGET_URL", targetUrl(course.target()),
                        "TARGET_USER", course.target().login().user(),
                        "TARGET_PASSWORD", course.target().login().password(),
                        "SPARK_LOCAL_IP", System.getenv().getOrDefault("SPARK_LOCAL_IP", "127.0.0.1")));
    }

    /** Spark has no dialect for jdbc:mariadb: and quotes names as the standard does. */
    private static String sourceUrl(Server server) {
        return server.engine() == Engine.POSTGRESQL
                ? server.jdbcUrl()
                : server.jdbcUrl("sessionVariables=sql_mode='ANSI_QUOTES'");
    }

    private String targetUrl(Server server) {
        boolean tuned = writing == Writing.TUNED;
        if (server.engine() == Engine.POSTGRESQL) {
            return tuned ? server.jdbcUrl("reWriteBatchedInserts=true") : server.jdbcUrl();
        }
        return server.jdbcUrl("sessionVariables=sql_mode='ANSI_QUOTES'" + (tuned ? "&useBulkStmts=true" : ""));
    }
}
