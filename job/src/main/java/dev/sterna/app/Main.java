package dev.sterna.app;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.report.Result;
import java.util.List;

/** What spark-submit starts. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs one command line and returns its exit code; never ends the JVM. */
    public static int run(String... args) {
        try (Output output = new Output(args)) {
            Draft draft = new Draft(Words.command(args));
            Result result;
            try {
                Grammar.Parsed parsed = Grammar.parse(args);
                if (parsed.text() != null) {
                    output.answer(parsed.text());
                    return 0;
                }
                result = carryOut(parsed.invocation(), output, draft);
            } catch (Exception | Error failure) {
                output.trace(failure);
                SternaException known = Failures.understood(failure);
                result = draft.fail(known.category(), known.problems());
            }
            return finish(args, output, result);
        }
    }

    private static Result carryOut(Invocation invocation, Output output, Draft draft) {
        return switch (invocation.command().kind()) {
            case READING, WRITING, RUN -> new Execution(invocation, output, draft).run();
            case LOOKING -> throw notBuilt(invocation.command());
            case LATER -> throw notBuilt(invocation.command());
            case LAUNCHER ->
                throw SternaException.of(
                        Category.REFUSED,
                        "needs-launcher",
                        null,
                        "Cannot run " + invocation.command().word() + " here: it belongs to scripts/sterna",
                        "Use: scripts/sterna " + invocation.command().word());
        };
    }

    private static SternaException notBuilt(Command command) {
        return SternaException.of(
                Category.REFUSED,
                "not-built",
                null,
                "Cannot run " + command.word() + ": this command does not exist yet",
                "See what does: sterna --help");
    }

    private static int finish(String[] args, Output output, Result result) {
        Result last = result;
        String file = Words.resultFile(args);
        if (file != null) {
            try {
                ResultFile.write(file, result);
            } catch (RuntimeException failure) {
                output.trace(failure);
                last = ResultFile.failed(result, file, failure);
            }
        }
        output.result(last, List.of());
        return last.exitCode();
    }
}
