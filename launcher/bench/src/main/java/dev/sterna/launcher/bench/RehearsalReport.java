package dev.sterna.launcher.bench;

import dev.sterna.config.Settings.Strategy;
import java.util.List;
import java.util.Locale;

/**
 * What a rehearsal of a strategy came to, and where.
 *
 * @param copied seconds until nothing was lacking for a cutover
 * @param paused of these those in which the application did not write, so that the copy was of one moment
 */
record RehearsalReport(
        Circumstances circumstances,
        Strategy strategy,
        Pair pair,
        String source,
        String target,
        String version,
        long rows,
        int wantedRate,
        double copied,
        double paused,
        List<RehearsalRound> rounds,
        List<Check> checks) {
    private static final double HALF = 0.5;
    private static final double NEARLY_ALL = 0.95;

    /** How many rounds it takes until 95 of 100 mean something. */
    private static final int ROUNDS_TO_JUDGE = 10;

    private static final double MOST_NEARLY_ALWAYS = 3;
    private static final double MOST = 10;

    RehearsalReport {
        rounds = List.copyOf(rounds);
        checks = List.copyOf(checks);
    }

    boolean failed() {
        return checks.stream().anyMatch(Check::failed);
    }

    double median() {
        return at(rounds, HALF);
    }

    double nearlyAll() {
        return at(rounds, NEARLY_ALL);
    }

    double longest() {
        return at(rounds, 1);
    }

    /** The freeze that so many of them did not exceed. */
    private static double at(List<RehearsalRound> rounds, double share) {
        double[] sorted =
                rounds.stream().mapToDouble(RehearsalRound::frozen).sorted().toArray();
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    /** What has to be so after all rounds. */
    static List<Check> checks(List<RehearsalRound> rounds, Strategy strategy) {
        boolean followed = strategy == Strategy.PARALLEL;
        long lost = rounds.stream()
                .mapToLong(round -> round.lost() + round.lostBack())
                .sum();
        long brought = rounds.stream().mapToLong(RehearsalRound::broughtBack).sum();
        long differing = rounds.stream().mapToLong(RehearsalRound::differing).sum();
        long back = rounds.stream().mapToLong(RehearsalRound::differingBack).sum();
        double nearlyAll = at(rounds, NEARLY_ALL);
        double longest = at(rounds, 1);
        String rest = "it compares everything in the freeze";
        return List.of(
                Check.of("no write that was taken is lost", lost == 0, count("%,d lost", lost)),
                Check.of(
                        "plain SQL sees no difference after the switch",
                        differing == 0,
                        count("%,d rows differ", differing)),
                Check.of(
                        "rows written on the new side are carried back",
                        back == 0 && brought > 0,
                        count("%,d rows differ after the way back, ", back) + count("%,d writes looked for", brought)),
                followed && rounds.size() >= ROUNDS_TO_JUDGE
                        ? judged("95 of 100 freezes", nearlyAll, MOST_NEARLY_ALWAYS)
                        : unjudged(
                                "95 of 100 freezes",
                                nearlyAll,
                                MOST_NEARLY_ALWAYS,
                                followed ? "too few rounds to say" : rest),
                followed ? judged("every freeze", longest, MOST) : unjudged("every freeze", longest, MOST, rest));
    }

    private static String count(String format, long number) {
        return String.format(Locale.ROOT, format, number);
    }

    private static Check judged(String what, double seconds, double most) {
        // One that was not seen is no short one.
        return Check.of(name(what, most), seconds <= most, words(seconds));
    }

    private static Check unjudged(String what, double seconds, double most, String why) {
        return new Check(
                name(what, most),
                Double.isNaN(seconds) ? Check.Verdict.FAILED : Check.Verdict.NOT_JUDGED,
                words(seconds) + "; " + why);
    }

    private static String name(String what, double most) {
        return String.format(Locale.ROOT, "%s within %.0f s", what, most);
    }

    private static String words(double seconds) {
        return Double.isNaN(seconds) ? "not seen" : String.format(Locale.ROOT, "%.2f s", seconds);
    }
}
