package dev.sterna.monitor;

import dev.sterna.step.MonitorSummary;
import dev.sterna.step.MonitorSummary.CounterState;
import dev.sterna.step.MonitorSummary.QueryState;
import dev.sterna.step.MonitorSummary.Sessions;
import dev.sterna.step.MonitorSummary.Size;
import dev.sterna.step.MonitorSummary.TableState;
import dev.sterna.transfer.progress.Amounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was seen, in lines for people: the largest and the worst of each kind, the rest is in the result. */
final class MonitorWords {
    private static final int SHOWN = 20;

    private MonitorWords() {}

    static List<String> lines(MonitorSummary summary) {
        List<String> lines = new ArrayList<>();
        summary.tables().stream()
                .sorted(Comparator.comparingLong(MonitorWords::bytes).reversed())
                .limit(SHOWN)
                .forEach(table -> lines.add("table " + table.name() + ": " + sides(table)));
        if (summary.tables().size() > SHOWN) {
            lines.add("and " + (summary.tables().size() - SHOWN) + " smaller tables, which the result lists");
        }
        lines.add("indexes: " + indexes(summary));
        summary.headroom().stream()
                .sorted(Comparator.comparingDouble(CounterState::share).reversed())
                .limit(SHOWN / 4)
                .forEach(counter -> lines.add("headroom " + counter.name() + ": " + Trends.percent(counter.share())
                        + " used, " + counter.used() + " of " + counter.limit()));
        lines.add("connections: "
                + (summary.sourceConnections() == null ? "" : "source " + words(summary.sourceConnections()) + "; ")
                + "target " + words(summary.connections()));
        summary.queries().forEach(query -> lines.add("query " + query.name() + ": " + times(query)));
        summary.notTold().forEach(what -> lines.add("not told: " + what));
        return lines;
    }

    private static long bytes(TableState table) {
        return table.target() == null ? 0 : table.target().bytes();
    }

    private static String sides(TableState table) {
        String source = table.source() == null ? "" : "source " + words(table.source()) + "; ";
        return source + (table.target() == null ? "not there in the target" : "target " + words(table.target()));
    }

    private static String words(Size size) {
        return Amounts.bytes(size.bytes()) + " (indexes " + Amounts.bytes(size.indexBytes()) + "), about "
                + Amounts.count(size.rows()) + " rows"
                + (size.deadRows() == null ? "" : ", " + Amounts.count(size.deadRows()) + " dead")
                + (size.freeBytes() == null ? "" : ", " + Amounts.bytes(size.freeBytes()) + " free")
                + (size.analyzed() == null ? "" : ", statistics of " + size.analyzed());
    }

    private static String indexes(MonitorSummary summary) {
        Map<String, Long> states = new TreeMap<>(summary.indexes().stream()
                .collect(Collectors.groupingBy(MonitorSummary.IndexState::state, Collectors.counting())));
        long unused = summary.indexes().stream()
                .filter(index -> index.uses() != null && index.uses() == 0)
                .count();
        boolean counted = summary.indexes().stream().anyMatch(index -> index.uses() != null);
        return summary.indexes().size() + " in the target"
                + (states.isEmpty() ? "" : " (" + states(states) + ")")
                + (counted ? ", " + unused + " of them used by no query so far" : "");
    }

    private static String words(Sessions sessions) {
        return sessions.open() + " of " + sessions.limit() + " (" + states(sessions.states()) + ")";
    }

    /** Each with its name, in the order of these. */
    static String states(Map<String, Long> states) {
        return new TreeMap<>(states)
                .entrySet().stream()
                        .map(state -> state.getValue() + " " + state.getKey())
                        .collect(Collectors.joining(", "));
    }

    private static String times(QueryState query) {
        List<String> words = new ArrayList<>();
        if (query.sourceMs() != null) {
            words.add("source " + Trends.milliseconds(query.sourceMs()));
        }
        words.add("target " + (query.targetMs() == null ? "not timed" : Trends.milliseconds(query.targetMs())));
        if (query.slower()) {
            words.add("SLOWER");
        }
        if (Boolean.TRUE.equals(query.planChanged())) {
            words.add("another plan than the last time");
        }
        return String.join(", ", words);
    }
}
