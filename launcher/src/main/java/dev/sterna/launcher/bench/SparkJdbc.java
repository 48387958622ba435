package dev.sterna.launcher.bench;

import dev.sterna.embedded.Engine;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Spark's own JDBC data source on both sides, in a JVM like Sterna's. It creates the tables, without keys. */
final class SparkJdbc implements Contender {
    @Override
    public String name() {
        return "spark-jdbc";
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

    /** Each driver's way to send a batch in few packets. */
    private static String targetUrl(Server server) {
        return server.engine() == Engine.POSTGRESQL
                ? server.jdbcUrl("reWriteBatchedInserts=true")
                : server.jdbcUrl("sessionVariables=sql_mode='ANSI_QUOTES'&useBulkStmts=true");
    }
}
