package dev.sterna.monitor;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is kept of one call: a line of the trend file.
 *
 * @param time ISO-8601 in UTC
 * @param switched whether a cutover had made the target the one to write to
 * @param tables by their names in the target
 * @param unused names of indexes that no query had used
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
record TrendPoint(
        int format,
        String time,
        boolean switched,
        List<TableSize> tables,
        List<QueryTime> queries,
        long connections,
        long connectionLimit,
        List<Share> headroom,
        List<String> unused) {
    static final int FORMAT = 1;

    TrendPoint {
        Objects.requireNonNull(time, "time");
        tables = tables == null ? List.of() : List.copyOf(tables);
        queries = queries == null ? List.of() : List.copyOf(queries);
        headroom = headroom == null ? List.of() : List.copyOf(headroom);
        unused = unused == null ? List.of() : List.copyOf(unused);
    }

    Optional<QueryTime> query(String name) {
        return queries.stream().filter(query -> query.name().equals(name)).findFirst();
    }

    /** A table; of the source where that was looked at. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record TableSize(String name, long rows, long bytes, Long deadRows, Long sourceRows, Long sourceBytes) {}

    /**
     * A query.
     *
     * @param words stand for what the query says
     * @param targetShape stands for how the target ran it
     * @param targetPlan URI of its text
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record QueryTime(
            String name, String words, Double sourceMs, Double targetMs, String targetShape, String targetPlan) {}

    /** How much of a limit is used, from 0 to 1. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Share(String name, double share) {}
}
