package dev.sterna.launcher.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report of a rehearsal as a table of fixed width. */
final class RehearsalTableReport {
    private static final String LINE = "%5s %9s %9s %9s %9s %6s %8s %9s %8s %7s %7s";

    private RehearsalTableReport() {}

    static String of(RehearsalReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s: %,d rows in 7 tables, %s to %s, %,d changes/s wanted, copied and tried in %.0f s%s",
                Rehearsal.label(report.strategy()),
                report.rows(),
                report.source(),
                report.target(),
                report.wantedRate(),
                report.copied(),
                report.paused() > 0
                        ? String.format(Locale.ROOT, ", in %.0f of which nobody wrote", report.paused())
                        : ""));
        lines.add(TableReport.machine(report.circumstances()));
        lines.add(report.version());
        lines.add("");
        lines.add(line(
                "round",
                "changes/s",
                "frozen s",
                "receipt",
                "command s",
                "lost",
                "differ",
                "back s",
                "brought",
                "lost",
                "differ"));
        int number = 0;
        for (RehearsalRound round : report.rounds()) {
            number++;
            lines.add(line(
                    Integer.toString(number),
                    Figures.whole(round.rate()),
                    hundredths(round.frozen()),
                    hundredths(round.told()),
                    hundredths(round.command()),
                    Long.toString(round.lost()),
                    Long.toString(round.differing()),
                    hundredths(round.back()),
                    Long.toString(round.broughtBack()),
                    Long.toString(round.lostBack()),
                    Long.toString(round.differingBack())));
        }
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "frozen, from outside: median %.2f s, 95%% %.2f s, at most %.2f s",
                report.median(),
                report.nearlyAll(),
                report.longest()));
        lines.add("");
        report.checks().forEach(check -> lines.add(check.line()));
        return String.join("\n", lines) + "\n";
    }

    private static String hundredths(double seconds) {
        return String.format(Locale.ROOT, "%.2f", seconds);
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, LINE, cells).stripTrailing();
    }
}
