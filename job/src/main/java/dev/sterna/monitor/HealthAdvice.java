package dev.sterna.monitor;

import dev.sterna.dialect.health.Connections;
import dev.sterna.dialect.health.Headroom;
import dev.sterna.dialect.health.Health;
import dev.sterna.dialect.health.IndexHealth;
import dev.sterna.dialect.health.TableHealth;
import dev.sterna.error.Problem;
import dev.sterna.model.TableName;
import dev.sterna.transfer.progress.Amounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** What is to be done about a target, by its own numbers, each with the statement to run. */
final class HealthAdvice {
    private static final double MUCH_OF_ROWS = 0.2;
    private static final long MANY_ROWS = 1000;
    private static final double MUCH_OF_ROOM = 0.3;
    private static final long MUCH_ROOM = 100L << 20;
    private static final double HEADROOM_LOW = 0.75;
    private static final double HEADROOM_CRITICAL = 0.9;
    private static final double MANY_CONNECTIONS = 0.8;

    private final Map<TableName, String> sourceNames;
    private final Function<TableName, String> analyze;
    private final String command;
    private final UnusedIndexes unused;

    /**
     * @param sourceNames of the run's tables, by their names in the target
     * @param analyze gives the statement that renews a table's statistics
     * @param command the command line that does so for all
     */
    HealthAdvice(
            Map<TableName, String> sourceNames,
            Function<TableName, String> analyze,
            String command,
            UnusedIndexes unused) {
        this.sourceNames = Map.copyOf(sourceNames);
        this.analyze = analyze;
        this.command = command;
        this.unused = unused;
    }

    /**
     * For how long nobody may have used an index that is told.
     *
     * @param since when an index was first found unused by an earlier call
     */
    record UnusedIndexes(Duration after, Map<String, Instant> since, Instant now) {
        UnusedIndexes {
            since = Map.copyOf(since);
        }

        /** Whether the server has counted no use for so long, and somebody saw the index so long ago. */
        boolean isLong(IndexHealth index, Instant countedSince) {
            if (index.uses() == null || index.uses() > 0 || index.need() != IndexHealth.Need.NOBODY) {
                return false;
            }
            Instant before = now.minus(after);
            Instant seen = since.getOrDefault(index.name(), now);
            return !seen.isAfter(before) && (after.isZero() || countedSince == null || !countedSince.isAfter(before));
        }
    }

    List<Finding> of(Health health) {
        List<Finding> found = new ArrayList<>();
        health.indexes().forEach(index -> index(index, health.countedSince(), found));
        health.invalid()
                .forEach(one -> found.add(about(
                        "constraint-not-valid",
                        one.table(),
                        one.name(),
                        "Constraint " + one.name() + " of " + one.table()
                                + " is not valid: only new rows are held to it",
                        "Run in the target: ",
                        one.validate())));
        health.tables().forEach(table -> table(table, found));
        health.headroom().forEach(counter -> headroom(counter, found));
        connections(health.connections(), found);
        return found;
    }

    private Finding about(
            String code, TableName table, String object, String message, String remedy, String statement) {
        String said = statement == null ? remedy : remedy + statement;
        String source = table == null ? null : sourceNames.get(table);
        return new Finding(Problem.warning(code, source, message, said), object, statement);
    }

    private void index(IndexHealth index, Instant countedSince, List<Finding> found) {
        String name = "Index " + index.name();
        switch (index.state()) {
            case INVALID ->
                found.add(about(
                        "index-invalid",
                        index.table(),
                        index.name(),
                        name + " of " + index.table() + " is not valid: no query uses it, and it keeps nothing unique",
                        index.mend() == null
                                ? "Make it on each partition that lacks it, and attach it to this one, which is valid with"
                                        + " the last of them"
                                : "If it is to be unique, look for rows that are there twice; then run in the target: ",
                        index.mend()));
            case DISABLED, IGNORED ->
                found.add(about(
                        "index-" + index.state().name().toLowerCase(Locale.ROOT),
                        index.table(),
                        index.name(),
                        name + " is " + index.state().name().toLowerCase(Locale.ROOT) + ": no query uses it",
                        "Run in the target: ",
                        index.mend()));
            case USABLE -> {
                if (unused.isLong(index, countedSince)) {
                    found.add(about(
                            "index-unused",
                            index.table(),
                            index.name(),
                            name + " of " + index.table() + " was used by no query"
                                    + (countedSince == null ? "" : " since " + countedSince)
                                    + ", and takes room and time of every write",
                            "If no rare query wants it, nor any on a replica, run in the target: ",
                            index.drop()));
                }
            }
        }
    }

    private void table(TableHealth table, List<Finding> found) {
        String name = table.name().toString();
        if (table.deadRows() != null && isMany(table.deadRows(), table.rows() + table.deadRows())) {
            found.add(about(
                    "dead-rows",
                    table.name(),
                    name,
                    name + " has " + Amounts.count(table.deadRows()) + " dead rows beside "
                            + Amounts.count(table.rows()) + ", by the server's count",
                    "Run in the target: ",
                    table.reclaim()));
        }
        if (table.freeBytes() != null
                && table.freeBytes() >= MUCH_ROOM
                && table.freeBytes() > MUCH_OF_ROOM * (table.bytes() + table.freeBytes())) {
            found.add(about(
                    "free-room",
                    table.name(),
                    name,
                    name + " has " + Amounts.bytes(table.freeBytes()) + " that no row uses, beside "
                            + Amounts.bytes(table.bytes()),
                    "When nobody writes to it, run in the target: ",
                    table.reclaim()));
        }
        if (table.statistics() == null) {
            return;
        }
        Long changed = table.statistics().changedRows();
        String statement = analyze.apply(table.name());
        String remedy = "Run " + command + ", or in the target: ";
        if (table.statistics().made() == null && table.rows() > 0) {
            found.add(about(
                    "statistics-missing",
                    table.name(),
                    name,
                    name + " has rows and no statistics: its queries are planned blindly",
                    remedy,
                    statement));
        } else if (table.statistics().made() != null && changed != null && isMany(changed, table.rows())) {
            found.add(about(
                    "statistics-old",
                    table.name(),
                    name,
                    "The statistics of " + name + " are of "
                            + table.statistics().made() + ", and " + Amounts.count(changed)
                            + " rows have changed since",
                    remedy,
                    statement));
        }
    }

    private static boolean isMany(long some, long all) {
        return some >= MANY_ROWS && some > MUCH_OF_ROWS * all;
    }

    private void headroom(Headroom counter, List<Finding> found) {
        double share = counter.share();
        if (share > HEADROOM_LOW) {
            boolean critical = share > HEADROOM_CRITICAL;
            boolean counts = counter.kind() == Headroom.Kind.COUNTER;
            String then = counts ? "beyond it no row comes in" : "beyond it the server takes no writing";
            found.add(about(
                    critical ? "headroom-critical" : "headroom-low",
                    counter.table(),
                    counter.name(),
                    (counts ? "The counter of " + counter.name() : "What is counted as " + counter.name())
                            + " has used "
                            + Trends.percent(share) + " of its limit (" + counter.used() + " of " + counter.limit()
                            + "); " + then,
                    room(counter),
                    counter.widen()));
        }
    }

    private static String room(Headroom counter) {
        if (counter.widen() == null) {
            return Objects.requireNonNullElse(
                    counter.otherwise(),
                    "Its type has no greater number: number anew what is there, before the limit is reached");
        }
        return switch (counter.kind()) {
            case COUNTER ->
                "Before the limit is reached, with the columns that refer to it, and when nobody needs the table, which"
                        + " may be rewritten under a lock: run in the target: ";
            case TRANSACTIONS ->
                "End what is open for long, prepared transactions and unused slots, too; then, as a user who may do so with"
                        + " every table, run in the target, or in the database of the server that is the oldest: ";
        };
    }

    private void connections(Connections connections, List<Finding> found) {
        if (connections.open() > MANY_CONNECTIONS * connections.limit()) {
            found.add(about(
                    "connections-high",
                    null,
                    "connections",
                    "The target has " + connections.open() + " sessions of at most " + connections.limit() + " ("
                            + states(connections) + ")",
                    "Let the applications pool their connections; or, where there is memory for more, "
                            + connections.then() + ", after running in the target: ",
                    connections.raise()));
        }
    }

    private static String states(Connections connections) {
        return MonitorWords.states(connections.states());
    }
}
