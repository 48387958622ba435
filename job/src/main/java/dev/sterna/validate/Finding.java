package dev.sterna.validate;

import dev.sterna.error.FewNames;
import dev.sterna.error.Problem;
import dev.sterna.transfer.progress.Amounts;
import java.util.ArrayList;
import java.util.List;

/**
 * What a gate found.
 *
 * @param looked what was looked at, and what was not
 * @param found what is wrong: rows, tables or objects
 * @param problems what they are, at most {@link #MOST}
 */
record Finding(String looked, long found, List<Problem> problems) {
    /** So many of one gate are told one by one. */
    static final int MOST = 20;

    Finding {
        problems = List.copyOf(problems);
    }

    /** Such as {@code 1 view}, {@code 2 views}. */
    static String counted(long count, String noun) {
        return Amounts.count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** What is wrong, as it comes up. */
    static final class Wrong {
        private final String gate;
        private final List<Problem> problems = new ArrayList<>();
        private long found;
        private long untold;

        Wrong(String gate) {
            this.gate = gate;
        }

        /**
         * One more thing.
         *
         * @param table name of the source's table, or null
         * @param count how much is wrong with it, at least 1
         */
        void add(String table, long count, String message, String remedy) {
            found += Math.max(1, count);
            if (problems.size() < MOST) {
                problems.add(Problem.error("gate-" + gate, table, "Gate " + gate + ": " + message, remedy));
            } else {
                untold++;
            }
        }

        Finding after(String looked, List<String> left) {
            if (untold > 0) {
                problems.add(Problem.error(
                        "gate-" + gate,
                        null,
                        "Gate " + gate + ": " + untold + " more like these",
                        "Correct those that are named, then: sterna validate"));
            }
            String notLooked = left.isEmpty() ? "" : "; not looked at: " + some(left);
            return new Finding(looked + notLooked, found, problems);
        }

        private static String some(List<String> names) {
            return FewNames.of(names, MOST);
        }
    }
}
