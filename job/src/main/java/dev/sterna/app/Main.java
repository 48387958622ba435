package dev.sterna.app;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.report.Result;

/** What spark-submit starts. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs one command line and returns its exit code; only a signal may end the JVM. */
    public static int run(String... args) {
        Draft draft = new Draft(Words.command(args));
        try (Output output = new Output(args);
                Ending ending = new Ending(output, draft, args)) {
            Result result;
            try {
                Grammar.Parsed parsed = Grammar.parse(args);
                if (parsed.text() != null) {
                    output.answer(parsed.text());
                    return 0;
                }
                ending.of(parsed.invocation());
                result = carryOut(parsed.invocation(), output, draft, ending);
            } catch (Exception | Error failure) {
                SternaException known = ending.understood(failure);
                result = draft.fail(known.category(), known.problems());
            }
            return ending.tell(result);
        }
    }

    private static Result carryOut(Invocation invocation, Output output, Draft draft, Ending ending) {
        return switch (invocation.command().kind()) {
            case READING, WRITING, RUN -> new Execution(invocation, output, draft, ending).run();
            case LOOKING -> {
                Looking looking = new Looking(invocation, output, draft);
                yield invocation.command() == Command.STATUS ? looking.status() : looking.report();
            }
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
}
