package dev.sterna.app;

import dev.sterna.error.SternaException;
import dev.sterna.report.Json;
import dev.sterna.report.Result;
import dev.sterna.report.Summary;
import dev.sterna.report.Summary.Paint;
import dev.sterna.transfer.progress.LogProgress;
import dev.sterna.transfer.progress.NoProgress;
import dev.sterna.transfer.progress.Progress;
import dev.sterna.transfer.progress.TerminalProgress;
import dev.sterna.transfer.progress.VisibleText;
import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;

/**
 * Standard output and standard error while one command runs. With {@code --json} everything that anybody prints,
 * libraries too, goes to standard error, and standard output gets the result alone.
 */
final class Output implements AutoCloseable {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final PrintStream standardOutput = System.out;
    private final boolean json;
    private final boolean quiet;
    private final boolean verbose;
    private final boolean terminal;
    private final Summary summary;

    /** Looks for its own options by itself, so that a command line with mistakes is answered as it wished, too. */
    Output(String... args) {
        List<String> words = List.of(args);
        this.json = words.contains("--json");
        this.quiet = words.contains("--quiet");
        this.verbose = words.contains("--verbose");
        this.terminal = isTerminal(System.console());
        boolean plain = words.contains("--no-color") || System.getenv("NO_COLOR") != null || !terminal;
        this.summary = new Summary(plain ? Paint.PLAIN : Paint.COLOURED);
        if (json) {
            System.setOut(System.err);
        }
    }

    /** From Java 22 on, redirected streams have a console, too, which then can say that it is no terminal. */
    private static boolean isTerminal(Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException before22) {
            return true;
        }
    }

    Summary summary() {
        return summary;
    }

    boolean json() {
        return json;
    }

    /** A line for a person. */
    void say(String line) {
        if (!quiet) {
            people().println(Paint.shown(line));
        }
    }

    /** A text that was asked for, as help is. */
    void answer(String text) {
        standardOutput.println(text);
    }

    /** A fault's stack trace, for those who want it. */
    void trace(Throwable failure) {
        boolean explained = failure instanceof SternaException known && known.getCause() == null;
        if (verbose && !explained) {
            StringWriter stack = new StringWriter();
            failure.printStackTrace(new PrintWriter(stack));
            System.err.println(VisibleText.lines(stack.toString().strip()));
        }
    }

    private PrintStream people() {
        return json ? System.err : standardOutput;
    }

    Progress.Factory progress() {
        if (quiet) {
            return new NoProgress();
        }
        return terminal ? new TerminalProgress(System.err) : new LogProgress(System.err, BETWEEN_LINES);
    }

    /** The end of a command: for people always, problems to standard error, and the one line if it is wanted. */
    void result(Result result, List<String> afterwards) {
        boolean good = result.exitCode() == 0;
        PrintStream to = good ? people() : System.err;
        if (!quiet || !good) {
            summary.end(result).forEach(line -> to.println(Paint.shown(line)));
            afterwards.forEach(line -> to.println(Paint.shown(line)));
        } else {
            summary.problems(result.problems()).forEach(line -> System.err.println(Paint.shown(line)));
        }
        if (json) {
            standardOutput.println(Json.line(result));
        }
        standardOutput.flush();
    }

    @Override
    public void close() {
        if (json) {
            System.setOut(standardOutput);
        }
    }
}
