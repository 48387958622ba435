package dev.sterna.app;

import dev.sterna.config.ShownUrl;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.report.Json;
import dev.sterna.report.Result;
import dev.sterna.step.Outcome;
import dev.sterna.step.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code --result-file}: the result where a program looks for it. */
final class ResultFile {
    private static final String OPTION = "--result-file";

    private ResultFile() {}

    /** Where a command line wants it, with or without mistakes in it; null when it wants none. */
    static String wanted(String... args) {
        int at = List.of(args).lastIndexOf(OPTION);
        if (at >= 0 && at + 1 < args.length) {
            return args[at + 1];
        }
        for (String word : args) {
            if (word.startsWith(OPTION + "=")) {
                return word.substring(OPTION.length() + 1);
            }
        }
        return null;
    }

    /**
     * Replaces the file as a whole.
     *
     * @param spark properties that say how file systems are reached
     */
    static void write(String location, Result result, Map<String, String> spark) {
        boolean uri = location.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*");
        String absolute =
                uri ? location : "file://" + Path.of(location).toAbsolutePath().normalize();
        int slash = absolute.lastIndexOf('/');
        new Workspace(absolute.substring(0, slash + 1), Hadoop.configuration(spark))
                .write(absolute.substring(slash + 1), Json.line(result) + "\n");
    }

    /** The result with the failure to write it; whoever waits for the file must not take the exit code for good. */
    static Result failed(Result result, String location, RuntimeException failure) {
        List<Result.ProblemLine> problems = new ArrayList<>(result.problems());
        String cause = failure.getCause() == null
                ? failure.getMessage()
                : failure.getCause().getMessage();
        problems.add(Result.ProblemLine.of(Problem.error(
                "result-file",
                null,
                "Cannot write the result file " + ShownUrl.inText(location) + ": " + ShownUrl.inText(cause),
                "Correct " + OPTION + "; the outcome before that was: "
                        + result.outcome().label())));
        boolean good = result.exitCode() == 0;
        return result.with(
                good ? Outcome.FAILED : result.outcome(),
                good ? Category.USAGE.exitCode() : result.exitCode(),
                problems);
    }
}
