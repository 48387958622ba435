package dev.sterna.assess;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * What {@code assessment.json} holds; docs/assess.md explains every member. People script against the names.
 *
 * @param format version of this form
 * @param made when, ISO-8601 in UTC
 * @param source label of the server, {@code target} likewise
 * @param depth {@code sample} or {@code all}: how many rows were looked at
 */
public record Assessment(
        int format,
        String runId,
        String made,
        String source,
        String target,
        String depth,
        List<ServerFinding> servers,
        Objects objects,
        Values values,
        List<TableSize> tables,
        Order order,
        Estimate estimate,
        Complexity complexity) {

    /** Where an assessment lies in the workspace. */
    public static final String FILE = "assessment.json";

    /** The page for people. */
    public static final String PAGE = "report.html";

    static final int FORMAT = 1;

    public Assessment {
        servers = List.copyOf(servers);
        tables = List.copyOf(tables);
    }

    /** @param severity {@code blocks}, {@code warns} or {@code informs} */
    public record ServerFinding(String side, String severity, String code, String what, String remedy) {}

    /**
     * The objects by their four places.
     *
     * @param counts a line for each kind
     * @param blind what this role may not see
     * @param leftOut names of tables that the configuration leaves out
     * @param withoutVerdict objects on which the conversion said nothing
     */
    public record Objects(
            List<KindCount> counts,
            List<ObjectVerdict> verdicts,
            List<BlindSpot> blind,
            List<String> leftOut,
            List<String> withoutVerdict) {
        public Objects {
            counts = List.copyOf(counts);
            verdicts = List.copyOf(verdicts);
            blind = List.copyOf(blind);
            leftOut = List.copyOf(leftOut);
            withoutVerdict = List.copyOf(withoutVerdict);
        }
    }

    /**
     * How many objects of a kind are in which place; one on which there are several verdicts is in the worst of them.
     *
     * @param excluded by the configuration, whatever their places
     */
    public record KindCount(String kind, long converted, long withLoss, long byHand, long impossible, long excluded) {}

    /**
     * One verdict.
     *
     * @param place {@code converted}, {@code with-loss}, {@code by-hand} or {@code impossible}
     * @param excluded whether the configuration leaves the object out
     */
    public record ObjectVerdict(
            String kind,
            String schema,
            String table,
            String name,
            String place,
            boolean excluded,
            String rule,
            String becomes,
            String reason,
            String remedy,
            String original,
            String draft) {}

    /** Objects of a kind that cannot be read. */
    public record BlindSpot(String kind, String what, String remedy) {}

    /** What was looked at, and what was found. */
    public record Values(List<TableScan> scans, List<ValueFinding> findings) {
        public Values {
            scans = List.copyOf(scans);
            findings = List.copyOf(findings);
        }
    }

    /**
     * How a table's values were looked at.
     *
     * @param scope {@code all}, {@code sample}, or {@code none} where there is nothing that could be amiss
     * @param rows how many were looked at; null when the server looked at all of them by itself
     * @param failure why nothing is known, or null
     */
    public record TableScan(String table, String scope, Long rows, double seconds, String failure) {}

    /**
     * Values that will not arrive as they are.
     *
     * @param columns of a foreign or unique key several
     * @param kind such as {@code zero-date}
     * @param count rows
     * @param exact whether the count is of the whole table, and not of a sample
     * @param keys of the first rows; column to value
     * @param values only where they were asked for
     * @param becomes what happens to them as things are configured
     */
    public record ValueFinding(
            String table,
            List<String> columns,
            String kind,
            long count,
            boolean exact,
            List<Map<String, String>> keys,
            @JsonInclude(JsonInclude.Include.NON_NULL) List<String> values,
            String becomes,
            String remedy) {
        public ValueFinding {
            columns = List.copyOf(columns);
            keys = List.copyOf(keys);
        }
    }

    /**
     * A table that takes part.
     *
     * @param rows the source's estimate, -1 when it has none, {@code bytes} likewise
     * @param key {@code primary}, {@code unique}, or {@code none}: no column tells the rows apart
     */
    public record TableSize(String table, String target, long rows, long bytes, String key) {}

    /**
     * What needs what.
     *
     * @param levels tables by foreign keys: each level needs only those before it
     * @param cycles tables that need each other, or others that do
     * @param dependencies other objects, as far as the catalogue knows
     */
    public record Order(List<List<String>> levels, List<String> cycles, List<Need> dependencies) {
        public Order {
            levels = List.copyOf(levels);
            cycles = List.copyOf(cycles);
            dependencies = List.copyOf(dependencies);
        }
    }

    /** One object needs another one. */
    public record Need(String object, String needs) {}

    /**
     * An estimate by a short measurement.
     *
     * @param rows of all tables by the source's estimate, {@code bytes} likewise
     * @param secondsFrom when all connections read at full speed, {@code secondsTo} when they gain nothing
     */
    public record Estimate(
            List<Speed> probes, long rows, long bytes, Double secondsFrom, Double secondsTo, List<String> assumptions) {
        public Estimate {
            probes = List.copyOf(probes);
            assumptions = List.copyOf(assumptions);
        }
    }

    /** How fast one connection read the first rows of a table. */
    public record Speed(String table, long rows, long bytes, double seconds, long rowsPerSecond, long bytesPerSecond) {}

    /**
     * How much work a migration is.
     *
     * @param level {@code easy}, {@code medium} or {@code hard}
     * @param formula how the points are counted
     */
    public record Complexity(String level, long points, String formula, List<Reason> reasons) {
        public Complexity {
            reasons = List.copyOf(reasons);
        }
    }

    /** Points of one cause. */
    public record Reason(String what, long count, long points) {}
}
