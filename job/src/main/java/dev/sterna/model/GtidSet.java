package dev.sterna.model;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All transactions that a server has executed, as intervals of numbers by the server that gave them; a source may have
 * tags, which number on their own.
 *
 * @param executed by source (a UUID in lower case, or one with {@code :tag} behind); intervals in order, not touching
 */
public record GtidSet(SortedMap<String, List<Interval>> executed) implements LogPosition {
    static final String KIND = "gtid-set";

    public GtidSet {
        SortedMap<String, List<Interval>> merged = new TreeMap<>();
        executed.forEach((source, intervals) -> merged.put(source, merged(intervals)));
        executed = Collections.unmodifiableSortedMap(merged);
    }

    /** Numbers from {@code first} to {@code last}, both of them included. */
    public record Interval(long first, long last) implements Serializable {
        public Interval {
            if (first < 1 || last < first) {
                throw new IllegalArgumentException("Invalid interval of transactions: " + first + "-" + last);
            }
        }

        @Override
        public String toString() {
            return first == last ? Long.toString(first) : first + "-" + last;
        }
    }

    /** Reads {@code uuid:1-5:11:tag:1-3, uuid:7}; of nothing the empty set. */
    public static GtidSet parse(String text) {
        SortedMap<String, List<Interval>> executed = new TreeMap<>();
        for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
            String[] words = part.strip().toLowerCase(Locale.ROOT).split(":", -1);
            if (!words[0].matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
                throw new IllegalArgumentException("Invalid set of transaction identifiers: " + text);
            }
            String source = words[0];
            for (int i = 1; i < words.length; i++) {
                String word = words[i].strip();
                if (word.matches("[0-9]{1,18}(-[0-9]{1,18})?")) {
                    String[] ends = word.split("-", -1);
                    executed.computeIfAbsent(source, other -> new ArrayList<>())
                            .add(new Interval(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1])));
                } else if (word.matches("[a-z_][a-z0-9_]*")) {
                    source = words[0] + ":" + word;
                } else {
                    throw new IllegalArgumentException("Invalid set of transaction identifiers: " + text);
                }
            }
        }
        return new GtidSet(executed);
    }

    private static List<Interval> merged(List<Interval> intervals) {
        List<Interval> merged = new ArrayList<>();
        List<Interval> sorted = intervals.stream()
                .sorted(Comparator.comparingLong(Interval::first))
                .toList();
        for (Interval next : sorted) {
            Interval before = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (before != null && next.first() <= before.last() + 1) {
                merged.set(merged.size() - 1, new Interval(before.first(), Math.max(before.last(), next.last())));
            } else {
                merged.add(next);
            }
        }
        return List.copyOf(merged);
    }

    /** The position behind one transaction more. */
    public GtidSet plus(String source, long number) {
        SortedMap<String, List<Interval>> more = new TreeMap<>(executed);
        List<Interval> intervals = new ArrayList<>(more.getOrDefault(source, List.of()));
        intervals.add(new Interval(number, number));
        more.put(source, intervals);
        return new GtidSet(more);
    }

    @Override
    public boolean isAtOrAfter(LogPosition other) {
        for (Map.Entry<String, List<Interval>> wanted :
                LogPosition.require(GtidSet.class, other).executed.entrySet()) {
            List<Interval> own = executed.getOrDefault(wanted.getKey(), List.of());
            boolean all = wanted.getValue().stream()
                    .allMatch(interval -> own.stream()
                            .anyMatch(has -> has.first() <= interval.first() && interval.last() <= has.last()));
            if (!all) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String toString() {
        return executed.entrySet().stream()
                .map(entry -> entry.getKey() + ":"
                        + entry.getValue().stream().map(Interval::toString).collect(Collectors.joining(":")))
                .collect(Collectors.joining(","));
    }
}
