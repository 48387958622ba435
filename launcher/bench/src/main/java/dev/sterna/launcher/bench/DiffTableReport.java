package dev.sterna.launcher.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report of {@code --diff} as a table of fixed width. */
final class DiffTableReport {
    private static final String LINE = "%-14s %9s %10s %9s %9s %9s %7s";

    private final DiffReport report;
    private final List<String> lines = new ArrayList<>();

    private DiffTableReport(DiffReport report) {
        this.report = report;
    }

    static String of(DiffReport report) {
        return new DiffTableReport(report).text();
    }

    private String text() {
        lines.add(String.format(
                Locale.ROOT,
                "%s: %,d rows, %.0f MB (TPC-H scale %s), %s to %s",
                report.table().name(),
                report.table().rows(),
                report.table().bytes() / 1e6,
                Figures.plain(report.scale()),
                report.source(),
                report.target()));
        lines.add(String.format(
                Locale.ROOT,
                "%,d differences in %,d places: %,d missing, %,d extra, %,d changed",
                report.planted().size(),
                report.places(),
                report.planted(Planted.Kind.MISSING),
                report.planted(Planted.Kind.EXTRA),
                report.planted(Planted.Kind.CHANGED)));
        lines.add(TableReport.machine(report.circumstances()));
        report.rows().stream()
                .filter(row -> !row.version().isEmpty())
                .map(DiffRow::version)
                .distinct()
                .forEach(lines::add);
        lines.add("");
        line("", "seconds", "comparing", "x digest", "fetched", "peak MB", "CPU s");
        report.rows().forEach(this::row);
        lines.add("");
        report.checks().forEach(check -> lines.add(check.line()));
        return String.join("\n", lines) + "\n";
    }

    private void row(DiffRow row) {
        if (!row.done()) {
            String outcome = row.outcome().name().toLowerCase(Locale.ROOT);
            lines.add(String.format(
                    Locale.ROOT,
                    "%-14s %s: %s",
                    row.name(),
                    outcome,
                    row.reason().orElse("")));
            return;
        }
        line(
                row.name(),
                Figures.tenths(row.usage().seconds()),
                Figures.tenths(row.comparing().orElseThrow()),
                Figures.ratio(report.timesDigest(row)),
                row.fetched().isPresent()
                        ? String.format(Locale.ROOT, "%,d", row.fetched().getAsLong())
                        : "",
                Figures.whole(row.usage().peakBytes() / 1e6),
                Figures.tenths(row.usage().cpuSeconds()));
    }

    private void line(Object... cells) {
        lines.add(String.format(Locale.ROOT, LINE, cells).stripTrailing());
    }
}
