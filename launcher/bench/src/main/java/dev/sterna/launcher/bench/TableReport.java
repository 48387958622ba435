package dev.sterna.launcher.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The report as a table of fixed width. */
final class TableReport {
    private static final String LINE = "%-24s %9s %11s %7s %9s %7s %9s %8s";

    private final Report report;
    private final List<String> lines = new ArrayList<>();

    private TableReport(Report report) {
        this.report = report;
    }

    static String of(Report report) {
        return new TableReport(report).text();
    }

    private String text() {
        head();
        line("", "seconds", "rows/s", "MB/s", "peak MB", "CPU s", "x Sterna", "x load");
        for (Result result : report.results()) {
            switch (result.outcome()) {
                case DONE -> done(result);
                case FAILED, SKIPPED ->
                    lines.add(String.format(
                            Locale.ROOT,
                            "%-24s %s: %s",
                            result.name(),
                            result.outcome().name().toLowerCase(Locale.ROOT),
                            result.reason().orElse("")));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private void head() {
        String tables = report.tables().stream().map(SourceTable::name).collect(Collectors.joining(", "));
        lines.add(String.format(
                Locale.ROOT,
                "%s: %,d rows, %.0f MB (TPC-H scale %s), %s to %s, %s",
                tables,
                report.rows(),
                report.megabytes(),
                Figures.plain(report.scale()),
                report.source(),
                report.target(),
                report.rounds() == 1 ? "one run each" : "medians of " + report.rounds() + " runs each"));
        lines.add(machine(report.circumstances()));
        lines.add(report.results().stream()
                .filter(result -> !result.version().isEmpty())
                .map(result -> result.name() + ": " + result.version())
                .collect(Collectors.joining(", ")));
        lines.add("");
    }

    /** The machine and its state, for a head. */
    static String machine(Circumstances on) {
        return String.format(
                Locale.ROOT,
                "%d cores (%s), %.0f GB, %s, Java %s, heap at most %.1f GB, %.1f cores busy before%s%s",
                on.cores(),
                on.processor(),
                on.memoryBytes() / 1e9,
                on.system(),
                on.java(),
                on.heapBytes() / 1e9,
                on.busyCores(),
                on.busy() ? " (BUSY: figures are of little use)" : "",
                on.commit().map(commit -> ", commit " + commit).orElse(""));
    }

    private void done(Result result) {
        line(
                result.name(),
                Figures.tenths(result.seconds()),
                Figures.whole(report.rows() / result.seconds()),
                Figures.tenths(report.megabytes() / result.seconds()),
                Figures.whole(result.peakBytes() / 1e6),
                Figures.tenths(result.cpuSeconds()),
                Figures.ratio(report.timesSterna(result.seconds())),
                Figures.ratio(report.timesLoad(result.seconds())));
        part("without JVM start", result.ownSeconds());
        for (Account.Step step : result.steps()) {
            part(step.name(), OptionalDouble.of(step.seconds()));
        }
        part(String.join(" + ", Report.STAGE_LOAD_PROVE), result.stepSeconds(Report.STAGE_LOAD_PROVE));
    }

    private void part(String name, OptionalDouble seconds) {
        seconds.ifPresent(value -> line(
                "  " + name,
                Figures.tenths(value),
                "",
                "",
                "",
                "",
                Figures.ratio(report.timesSterna(value)),
                Figures.ratio(report.timesLoad(value))));
    }

    private void line(Object... cells) {
        lines.add(String.format(Locale.ROOT, LINE, cells).stripTrailing());
    }
}
