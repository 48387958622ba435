package dev.sterna.migration;

import dev.sterna.error.Problem;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.TableDefinition;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Former rows of tables that keep them: they come along where the target can keep them too, or are told as what stays behind. */
final class FormerRows {
    private static final int NAMED = 5;
    private static final Duration TIME = Duration.ofSeconds(10);
    private static final String LATE = "not counted within " + TIME.toSeconds() + " seconds";
    private static final int ANSWERS_WITHIN = 5;

    private final Database source;
    private final String obstacle;
    private final List<TableName> left = new ArrayList<>();

    FormerRows(Migration migration) {
        this.source = migration.source();
        Database target = migration.target();
        this.obstacle = target.dialect().converter().keepsNoFormerRows(source.server(), target.server());
    }

    /**
     * The table with its former rows if they can come along.
     *
     * @param definition null of what no catalogue has as a table
     */
    Table with(Table table, TableDefinition definition) {
        if (definition == null || !definition.systemVersioned()) {
            return table;
        }
        Optional<Table> whole =
                obstacle == null ? source.dialect().schemas().withFormerRows(definition) : Optional.empty();
        if (whole.isEmpty()) {
            left.add(table.name());
        }
        return whole.orElse(table);
    }

    /** How many former rows of which tables stay behind, and why. Those of large tables are not counted to the end. */
    List<Problem> warnings() {
        if (left.isEmpty()) {
            return List.of();
        }
        List<Count> counts = source.ask("count the former rows of tables", this::counts);
        long rows = counts.stream().mapToLong(Count::rows).sum();
        boolean some = counts.stream().anyMatch(count -> count.uncounted() == null);
        boolean all = counts.stream().allMatch(count -> count.uncounted() == null);
        List<String> names = counts.stream().map(Count::told).toList();
        return List.of(Problem.warning(
                "former-rows-left",
                counts.size() == 1 ? left.get(0).toString() : null,
                (!some ? "Former rows" : (all ? "" : "At least ") + rows + (rows == 1 ? " former row" : " former rows"))
                        + " of "
                        + (names.size() == 1
                                ? "a system-versioned table stay"
                                : names.size() + " system-versioned tables stay")
                        + " behind: " + String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
                        + (names.size() > NAMED ? ", ..." : "") + "; " + why()
                        + ", and the target's rows begin with the load",
                "Keep the source for them, or copy the rows of all times there into an ordinary table, with their times,"
                        + " and bring that too"));
    }

    /**
     * Of one table.
     *
     * @param uncounted why the number is not known, null where it is
     */
    private record Count(TableName table, long rows, String uncounted) {
        String told() {
            return table + " (" + (uncounted == null ? rows : uncounted) + ")";
        }
    }

    private List<Count> counts(Connection connection) throws SQLException {
        long end = System.nanoTime() + TIME.toNanos();
        List<Count> counts = new ArrayList<>();
        for (TableName table : left.stream().sorted().toList()) {
            counts.add(count(connection, table, Duration.ofNanos(end - System.nanoTime())));
        }
        return counts;
    }

    private Count count(Connection connection, TableName table, Duration time) throws SQLException {
        // No time at all would be none that is limited.
        if (time.toMillis() < 1) {
            return new Count(table, 0, LATE);
        }
        try {
            return new Count(table, source.dialect().schemas().countFormerRows(connection, table, time), null);
        } catch (SQLTimeoutException late) {
            return new Count(table, 0, LATE);
        } catch (SQLException failure) {
            if (!connection.isValid(ANSWERS_WITHIN)) {
                throw failure;
            }
            return new Count(table, 0, "not counted: " + failure.getMessage());
        }
    }

    private String why() {
        return obstacle != null
                ? obstacle
                : "the source tells them by the transactions that wrote them, which no other server knows";
    }
}
