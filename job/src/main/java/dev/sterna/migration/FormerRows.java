package dev.sterna.migration;

import dev.sterna.error.Problem;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.TableDefinition;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Former rows of tables that keep them: they come along where the target can keep them too, or are told as what stays behind. */
final class FormerRows {
    private static final int NAMED = 5;

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

    /** How many former rows of which tables stay behind, and why. */
    List<Problem> warnings() {
        if (left.isEmpty()) {
            return List.of();
        }
        Map<TableName, Long> counted = source.ask("count the former rows of tables", connection -> {
            Map<TableName, Long> counts = new TreeMap<>();
            try (Statement statement = connection.createStatement()) {
                for (TableName table : left) {
                    try (ResultSet count =
                            statement.executeQuery(source.dialect().schemas().countFormerRows(table))) {
                        count.next();
                        counts.put(table, count.getLong(1));
                    }
                }
            }
            return counts;
        });
        long rows = counted.values().stream().mapToLong(Long::longValue).sum();
        List<String> names = counted.entrySet().stream()
                .map(table -> table.getKey() + " (" + table.getValue() + ")")
                .toList();
        return List.of(Problem.warning(
                "former-rows-left",
                counted.size() == 1 ? left.get(0).toString() : null,
                rows + (rows == 1 ? " former row" : " former rows") + " of "
                        + (names.size() == 1
                                ? "a system-versioned table stay"
                                : names.size() + " system-versioned tables stay")
                        + " behind: " + String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
                        + (names.size() > NAMED ? ", ..." : "") + "; " + why()
                        + ", and the target's rows begin with the load",
                "Keep the source for them, or copy the rows of all times there into an ordinary table, with their times,"
                        + " and bring that too"));
    }

    private String why() {
        return obstacle != null
                ? obstacle
                : "the source tells them by the transactions that wrote them, which no other server knows";
    }
}
