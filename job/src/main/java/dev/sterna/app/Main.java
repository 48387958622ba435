package dev.sterna.app;

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
        return run(Commands.all(), args);
    }

    /** The command of a command line, or the first word that stands in its place; empty when there is none. */
    public static String command(String... args) {
        return new Grammar(Commands.all()).command(args);
    }

    /** Runs one command line over another list of commands. */
    static int run(Commands commands, String... args) {
        Grammar grammar = new Grammar(commands);
        Draft draft = new Draft(grammar.command(args));
        try (Output output = new Output(args);
                Ending ending = new Ending(commands, output, draft, args)) {
            Result result;
            try {
                Grammar.Parsed parsed = grammar.parse(args);
                if (parsed.text() != null) {
                    output.answer(parsed.text());
                    return 0;
                }
                Invocation invocation = parsed.invocation();
                ending.of(invocation);
                result = invocation.command().carryOut(new CommandCall(commands, invocation, output, draft, ending));
            } catch (Exception | Error failure) {
                SternaException known = ending.understood(failure);
                result = draft.fail(known.category(), known.problems());
            }
            return ending.tell(result);
        }
    }
}
