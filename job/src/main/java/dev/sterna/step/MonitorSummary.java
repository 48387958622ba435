package dev.sterna.step;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the databases of a run were doing. What a server does not count is left out.
 *
 * @param time when, ISO-8601 in UTC
 * @param switched whether a cutover has made the target the one to write to
 * @param source label of its server; null where it was not looked at, and so is everything else of the source
 * @param analyzed tables of the target whose statistics were renewed first
 * @param indexes of the target
 * @param headroom of the target: what is left of whatever counts up to a limit
 * @param connections of the target's server
 * @param queries the user's own, timed
 * @param advice what is found of the target, each with what to do
 * @param notTold what a server does not tell its user, with what would let it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MonitorSummary(
        String time,
        boolean switched,
        String source,
        String target,
        long analyzed,
        List<TableState> tables,
        List<IndexState> indexes,
        List<CounterState> headroom,
        Sessions sourceConnections,
        Sessions connections,
        List<QueryState> queries,
        List<Advice> advice,
        Trend trend,
        List<String> notTold) {
    public MonitorSummary {
        tables = List.copyOf(tables);
        indexes = List.copyOf(indexes);
        headroom = List.copyOf(headroom);
        queries = List.copyOf(queries);
        advice = List.copyOf(advice);
        notTold = List.copyOf(notTold);
    }

    /**
     * A table on both sides.
     *
     * @param name the qualified name in the target
     * @param target null where it is not there
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TableState(String name, Size source, Size target) {}

    /**
     * What a table takes on one side.
     *
     * @param rows as the server estimates them
     * @param deadRows versions that nobody sees any more
     * @param bytes of all that belongs to it
     * @param freeBytes of those which no row uses
     * @param analyzed when its statistics were made
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Size(long rows, Long deadRows, long bytes, long indexBytes, Long freeBytes, String analyzed) {}

    /**
     * An index.
     *
     * @param state {@code usable}, {@code invalid}, {@code disabled} or {@code ignored}
     * @param uses by queries, since the server counts them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record IndexState(String name, String table, String state, Long uses) {}

    /**
     * Something that counts up to a limit.
     *
     * @param share of the limit that is used, from 0 to 1
     */
    public record CounterState(String name, double share, BigInteger used, BigInteger limit) {}

    /** Sessions of a server, and in which states they are. */
    public record Sessions(long open, long limit, Map<String, Long> states) {
        public Sessions {
            states = Collections.unmodifiableMap(new TreeMap<>(states));
        }
    }

    /**
     * A query of the user's, the median of several runs in milliseconds.
     *
     * @param sourceMs null where it was not run there, or not to its end
     * @param slower whether it is told for being slower, than on the source or than before
     * @param planChanged whether the target runs it in another way than the last time; null where there is no last time
     * @param sourcePlan URI of the plan's text
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record QueryState(
            String name,
            Double sourceMs,
            Double targetMs,
            boolean slower,
            Boolean planChanged,
            String sourcePlan,
            String targetPlan) {}

    /**
     * Something to do.
     *
     * @param code of the problem that tells it
     * @param object what it is about
     * @param statement to run in the target, or a command line; null where none of them is all
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Advice(String code, String object, String statement) {}

    /**
     * How things went over the last calls.
     *
     * @param file URI of what is kept of every call
     * @param calls that are drawn, this one included
     * @param unreadable lines of the file that are none
     */
    public record Trend(String file, int calls, long unreadable, List<Series> series) {
        public Trend {
            series = List.copyOf(series);
        }
    }

    /**
     * One number over the calls, the latest at the end.
     *
     * @param name {@code size}, {@code query}, {@code connections} or {@code headroom}
     * @param of what it is about
     * @param unit {@code bytes}, {@code ms} or {@code share}
     * @param values null of a call that did not look
     */
    public record Series(String name, String of, String unit, List<Double> values) {
        public Series {
            values = Collections.unmodifiableList(new ArrayList<>(values));
        }
    }
}
