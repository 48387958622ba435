package dev.sterna.app;

import dev.sterna.error.Category;
import dev.sterna.step.Outcome;

/** From outcomes and categories to exit codes, and back. The numbers are part of the interface. */
final class ExitCodes {
    static final String HELP = """

            Exit codes:
              0 done or nothing to do   1 internal fault   2 usage   3 configuration   4 source   5 target
              6 data differ   7 done, but rows were rejected   8 another process holds the lock
              9 refused or not supported   130 interrupted
            """;

    private ExitCodes() {}

    /** The exit code of an outcome that a step reported without failing. */
    static int of(Outcome outcome) {
        return switch (outcome) {
            case DONE, NOTHING_TO_DO, PREVIEW -> 0;
            case DIFFERS -> Category.DIFFERS.exitCode();
            case REJECTED -> Category.REJECTED.exitCode();
            case REFUSED -> Category.REFUSED.exitCode();
            case FAILED -> Category.INTERNAL.exitCode();
        };
    }

    /** The outcome that a failure stands for. */
    static Outcome outcome(Category category) {
        return switch (category) {
            case DIFFERS -> Outcome.DIFFERS;
            case REJECTED -> Outcome.REJECTED;
            case REFUSED, LOCKED -> Outcome.REFUSED;
            case INTERNAL, USAGE, CONFIGURATION, SOURCE, TARGET, INTERRUPTED -> Outcome.FAILED;
        };
    }
}
