package dev.sterna.monitor;

import dev.sterna.monitor.TrendPoint.QueryTime;
import dev.sterna.monitor.TrendPoint.Share;
import dev.sterna.monitor.TrendPoint.TableSize;
import dev.sterna.step.MonitorSummary.Series;
import dev.sterna.transfer.progress.Amounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

/** What is drawn of the last calls: the largest tables, the slowest queries, sessions, and what is nearest to its limit. */
final class Trends {
    private static final int DRAWN_OF_A_KIND = 5;

    private Trends() {}

    /** @param points the last of them is this call */
    static List<Series> series(List<TrendPoint> points) {
        TrendPoint now = points.get(points.size() - 1);
        List<Series> all = new ArrayList<>();
        all.add(over(
                points,
                "size",
                "all tables",
                "bytes",
                point -> point.tables().isEmpty()
                        ? null
                        : exact(point.tables().stream()
                                .mapToLong(TableSize::bytes)
                                .sum())));
        largest(now.tables(), table -> exact(table.bytes()))
                .forEach(table -> all.add(over(
                        points,
                        "size",
                        table.name(),
                        "bytes",
                        point -> point.tables().stream()
                                .filter(then -> then.name().equals(table.name()))
                                .map(then -> exact(then.bytes()))
                                .findFirst()
                                .orElse(null))));
        largest(now.queries(), query -> Objects.requireNonNullElse(query.targetMs(), 0.0))
                .forEach(query -> all.add(over(
                        points,
                        "query",
                        query.name(),
                        "ms",
                        point -> point.query(query.name())
                                .map(QueryTime::targetMs)
                                .orElse(null))));
        all.add(over(points, "connections", "target", "sessions", point -> exact(point.connections())));
        largest(now.headroom(), Share::share)
                .forEach(counter -> all.add(over(
                        points,
                        "headroom",
                        counter.name(),
                        "share",
                        point -> point.headroom().stream()
                                .filter(then -> then.name().equals(counter.name()))
                                .map(Share::share)
                                .findFirst()
                                .orElse(null))));
        return all;
    }

    private static Series over(
            List<TrendPoint> points, String name, String of, String unit, Function<TrendPoint, Double> value) {
        List<Double> values = new ArrayList<>();
        points.forEach(point -> values.add(value.apply(point)));
        return new Series(name, of, unit, values);
    }

    private static <T> List<T> largest(List<T> all, Function<T, Double> size) {
        return all.stream()
                .filter(one -> size.apply(one) > 0)
                .sorted(Comparator.comparing(size).reversed())
                .limit(DRAWN_OF_A_KIND)
                .toList();
    }

    /** No size of a database is beyond what a double has exactly. */
    private static Double exact(long number) {
        return (double) number;
    }

    /** A line a series, each with its first and its last number. */
    static List<String> lines(List<Series> all) {
        int width =
                all.stream().mapToInt(series -> title(series).length()).max().orElse(0);
        return all.stream()
                .map(series -> {
                    List<Double> known =
                            series.values().stream().filter(Objects::nonNull).toList();
                    String ends = known.isEmpty()
                            ? ""
                            : amount(known.get(0), series.unit()) + " to "
                                    + amount(known.get(known.size() - 1), series.unit());
                    return String.format(
                                    Locale.ROOT,
                                    "trend  %-" + width + "s  %s  %s",
                                    title(series),
                                    Sparkline.of(series.values()),
                                    ends)
                            .stripTrailing();
                })
                .toList();
    }

    private static String title(Series series) {
        return series.name() + " " + series.of();
    }

    private static String amount(double value, String unit) {
        return switch (unit) {
            case "bytes" -> Amounts.bytes((long) value);
            case "ms" -> milliseconds(value);
            case "share" -> percent(value);
            default -> Amounts.count((long) value);
        };
    }

    /** {@code 12.3 ms}. */
    static String milliseconds(double value) {
        return String.format(Locale.ROOT, "%,.1f ms", value);
    }

    /** {@code 95.0%}. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", share * 100);
    }
}
