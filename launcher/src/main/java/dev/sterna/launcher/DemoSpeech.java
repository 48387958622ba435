package dev.sterna.launcher;

import dev.sterna.error.SternaException;
import dev.sterna.report.Json;
import dev.sterna.report.Result;
import dev.sterna.report.Summary;
import dev.sterna.step.Outcome;
import dev.sterna.transfer.progress.Amounts;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** What the demo tells, besides what the run itself says: on standard output, or with {@code --json} on standard error. */
final class DemoSpeech {
    private static final String WIPE = "\r\u001b[K";

    private final PrintStream standardOutput = System.out;
    private final boolean json;
    private final boolean quiet;
    private final boolean verbose;
    private final boolean terminal = System.console() != null;
    private final boolean plain;
    private boolean drawn;
    private boolean ending;

    /** Looks for its own options by itself, so that a command line with mistakes is answered as it wished, too. */
    DemoSpeech(String... words) {
        List<String> all = List.of(words);
        json = all.contains("--json");
        quiet = all.contains("--quiet");
        verbose = all.contains("--verbose");
        plain = all.contains("--no-color") || System.getenv("NO_COLOR") != null || !terminal;
    }

    private PrintStream people() {
        return json ? System.err : standardOutput;
    }

    /** A line for a person. */
    synchronized void say(String line) {
        wipe();
        if (!quiet) {
            people().println(line);
        }
    }

    /** A line that is needed even with {@code --quiet}. */
    synchronized void tell(String line) {
        wipe();
        people().println(line);
    }

    /** The last line before the JVM ends; whatever breaks while it ends is no news. */
    synchronized void ending(String line) {
        say(line);
        ending = true;
    }

    /** Something is ready. */
    void ready(String what, String where, String verb, double seconds) {
        say(String.format(Locale.ROOT, "  %-17s %-46s %s in %6s", what, where, verb, Amounts.seconds(seconds)));
    }

    /** What was asked for, as help is. */
    void answer(String text) {
        standardOutput.println(text);
    }

    String strong(String text) {
        return plain ? text : "\u001b[1m" + text + "\u001b[0m";
    }

    String good(String text) {
        return plain ? text : "\u001b[32m" + text + "\u001b[0m";
    }

    String bad(String text) {
        return plain ? text : "\u001b[31m" + text + "\u001b[0m";
    }

    /** How far something is: one redrawn line on a terminal, a plain line elsewhere. */
    synchronized void draw(String line) {
        if (quiet) {
            return;
        }
        System.err.print(terminal ? WIPE + line : line + System.lineSeparator());
        System.err.flush();
        drawn = terminal;
    }

    long millisecondsBetweenDrawings() {
        return terminal ? 250 : 5_000;
    }

    private void wipe() {
        if (drawn) {
            System.err.print(WIPE);
            System.err.flush();
            drawn = false;
        }
    }

    /** The end of a demo whose run did not come to a result of its own; returns the exit code. */
    synchronized int failed(SternaException failure, double seconds) {
        if (ending) {
            return failure.category().exitCode();
        }
        wipe();
        if (verbose && failure.getCause() != null) {
            failure.printStackTrace(System.err);
        }
        Outcome outcome = switch (failure.category()) {
            case REFUSED, LOCKED -> Outcome.REFUSED;
            case DIFFERS -> Outcome.DIFFERS;
            case REJECTED -> Outcome.REJECTED;
            case INTERNAL, USAGE, CONFIGURATION, SOURCE, TARGET, INTERRUPTED -> Outcome.FAILED;
        };
        Result result = new Result(
                "demo",
                null,
                outcome,
                failure.category().exitCode(),
                seconds,
                null,
                null,
                List.of(),
                List.of(),
                failure.problems().stream().map(Result.ProblemLine::of).toList(),
                null,
                List.of());
        Summary summary = new Summary(plain ? Summary.Paint.PLAIN : Summary.Paint.COLOURED);
        summary.end(result).forEach(System.err::println);
        System.err.println();
        System.err.println(summary.verdict(result));
        if (json) {
            answer(Json.line(result));
        }
        return result.exitCode();
    }
}
