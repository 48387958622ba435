package dev.sterna.launcher.bench;

import java.util.Locale;

/**
 * Something that has to be so.
 *
 * @param words what was found
 */
record Check(String name, Verdict verdict, String words) {
    enum Verdict {
        PASSED,
        FAILED,
        /** What was measured is too small for it to say something. */
        NOT_JUDGED;

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    static Check of(String name, boolean passed, String words) {
        return new Check(name, passed ? Verdict.PASSED : Verdict.FAILED, words);
    }

    String line() {
        return String.format(Locale.ROOT, "%-10s %s: %s", verdict.label(), name, words);
    }

    boolean failed() {
        return verdict == Verdict.FAILED;
    }
}
