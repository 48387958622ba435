package dev.sterna.monitor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sterna.step.LineFile;
import dev.sterna.step.MonitorSummary;
import dev.sterna.step.Workspace;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every call of a run's monitor, a JSON object a line. A line that is none is left out: it keeps nobody from looking. */
record TrendFile(Workspace workspace) {
    static final String FILE = "monitor/trend.jsonl";

    /** What the last call came to, as it stands in its result. */
    static final String LAST = "monitor/last.json";

    /** So many of the last calls are drawn. */
    static final int DRAWN = 30;

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The calls before this one.
     *
     * @param last the latest, in their order
     * @param unusedSince by which call an index was found unused, as by every one after it
     * @param unreadable lines that are none
     */
    record History(List<TrendPoint> last, Map<String, Instant> unusedSince, long unreadable) {
        History {
            last = List.copyOf(last);
            unusedSince = Map.copyOf(unusedSince);
        }
    }

    History read() {
        Deque<TrendPoint> last = new ArrayDeque<>();
        Map<String, Instant> unused = new HashMap<>();
        long[] unreadable = {0};
        LineFile.each(workspace, FILE, line -> {
            if (!line.isBlank()) {
                try {
                    TrendPoint point = JSON.readValue(line, TrendPoint.class);
                    Instant time = Instant.parse(point.time());
                    // A use since then, or a call to which uses were not told, and it begins anew.
                    unused.keySet().retainAll(Set.copyOf(point.unused()));
                    point.unused().forEach(index -> unused.putIfAbsent(index, time));
                    last.add(point);
                    if (last.size() >= DRAWN) {
                        last.removeFirst();
                    }
                } catch (JsonProcessingException | DateTimeException torn) {
                    unreadable[0]++;
                }
            }
        });
        return new History(new ArrayList<>(last), unused, unreadable[0]);
    }

    void append(TrendPoint point) {
        // Whoever was killed may have left a line without its end.
        boolean torn = workspace
                .tail(FILE, 1)
                .filter(end -> !end.isEmpty() && !end.equals("\n"))
                .isPresent();
        try (LineFile lines = LineFile.open(workspace, FILE)) {
            if (torn) {
                lines.append("");
            }
            lines.append(JSON.writeValueAsString(point));
            lines.flush();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** In place of what the call before it has left. */
    void keep(MonitorSummary summary) {
        try {
            workspace.write(LAST, JSON.writeValueAsString(summary) + "\n");
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
