package dev.sterna.launcher.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report of {@code --follow} as a table of fixed width. */
final class FollowTableReport {
    private static final String LINE = "%5s %9s %10s %11s %9s %11s %9s %8s %9s %9s";

    private FollowTableReport() {}

    static String of(FollowReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%,d rows in 7 tables, %s to %s, %,d changes/s wanted",
                report.rows(),
                report.source(),
                report.target(),
                report.wantedRate()));
        lines.add(TableReport.machine(report.circumstances()));
        lines.add(report.version());
        lines.add("");
        lines.add(line(
                "round",
                "changes",
                "changes/s",
                "median lag",
                "95% lag",
                "proven in s",
                "with stop",
                "differ",
                "peak MB",
                "CPU s"));
        int number = 0;
        for (FollowRound round : report.rounds()) {
            number++;
            lines.add(line(
                    Integer.toString(number),
                    whole(round.changes()),
                    Figures.whole(round.rate()),
                    hundredths(round.medianLag()),
                    hundredths(round.longLag()),
                    hundredths(round.ended()),
                    hundredths(round.stopped()),
                    whole(round.differing()),
                    Figures.whole(round.follower().peakBytes() / 1e6),
                    Figures.tenths(round.follower().cpuSeconds())));
        }
        lines.add("");
        report.checks().forEach(check -> lines.add(check.line()));
        return String.join("\n", lines) + "\n";
    }

    private static String whole(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String hundredths(double seconds) {
        return String.format(Locale.ROOT, "%.2f", seconds);
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, LINE, cells).stripTrailing();
    }
}
