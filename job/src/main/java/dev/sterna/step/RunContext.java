package dev.sterna.step;

import dev.sterna.config.Settings;
import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.Server;
import dev.sterna.error.Problem;
import dev.sterna.jdbc.Connector;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * Everything that a step of one run works with.
 *
 * @param only the globs of {@code --tables}, empty for all
 * @param source never null; {@code target} likewise
 * @param spark opens the session at the first call
 * @param output lines for a person: previews and summaries
 * @param warnings takes what goes into the result besides the step's own problems
 */
public record RunContext(
        String runId,
        Settings settings,
        List<String> only,
        Workspace workspace,
        Events events,
        Progress.Factory progress,
        End source,
        End target,
        Supplier<SparkSession> spark,
        Consumer<String> output,
        Consumer<Problem> warnings) {

    /** One end of the migration, reached and probed. */
    public record End(Dialect dialect, Connector connector, Server server) {}

    /** A line for a person. */
    public void say(String line) {
        output.accept(line);
    }
}
