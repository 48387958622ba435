package dev.sterna.plan;

import dev.sterna.digest.RowHash;
import dev.sterna.migration.Selection;
import dev.sterna.model.TableName;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a run will do: {@code plan.json}.
 *
 * @param format version of this file's form, 1
 * @param source label of the source server, {@code target} likewise
 * @param hash lower-case hex SHA-256 over the plan's JSON without this member
 * @param rowHash what both servers can compute
 * @param tables in the order in which they are worked on, largest first
 */
public record Plan(
        int format, String runId, String hash, String source, String target, RowHash rowHash, List<TablePlan> tables) {
    /** Where the plan lies in the workspace. */
    public static final String FILE = "plan.json";

    public Plan {
        Objects.requireNonNull(hash, "hash");
        Objects.requireNonNull(rowHash, "rowHash");
        tables = List.copyOf(tables);
    }

    /**
     * The tables that the patterns of {@code --tables} mean, all for none, in the plan's order.
     *
     * @throws dev.sterna.error.SternaException (CONFIGURATION) naming the nearest table when a pattern means none
     */
    public List<TablePlan> select(List<String> only) {
        Set<TableName> chosen = Selection.named(
                tables.stream().map(table -> table.source().name()).toList(), only);
        return tables.stream()
                .filter(table -> chosen.contains(table.source().name()))
                .toList();
    }

    Plan withHash(String other) {
        return new Plan(format, runId, other, source, target, rowHash, tables);
    }
}
