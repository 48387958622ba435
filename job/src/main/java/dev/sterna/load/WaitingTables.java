package dev.sterna.load;

import dev.sterna.dialect.server.LedgerSql;
import dev.sterna.ledger.Ledger;
import dev.sterna.migration.Migration;
import dev.sterna.model.TableName;
import dev.sterna.plan.TablePlan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Target tables that exist and of which a run has loaded nothing yet.
 *
 * @param lastRows how many rows of Sterna's a target table has, as the target's ledger says; several when it does not know exactly
 */
record WaitingTables(List<TablePlan> tables, Map<String, Set<Long>> lastRows) {

    /** Looks at the target, which need not be prepared yet. */
    static WaitingTables of(Migration migration, String runId, List<TablePlan> tables) {
        LedgerSql sql = migration.target().dialect().ledger();
        List<TableName> ledgerTables = migration.target().ask("find the ledger", sql::tables);
        Set<TableName> there = migration
                .target()
                .names(Stream.concat(
                                ledgerTables.stream(),
                                tables.stream().map(table -> table.target().name()))
                        .map(TableName::schema)
                        .distinct()
                        .toList());
        Ledger ledger = migration.ledger();
        boolean hasChunks = has(there, ledgerTables, "chunk");
        Map<String, Set<Integer>> loaded = hasChunks ? ledger.loadedChunks(runId) : Map.of();
        return new WaitingTables(
                tables.stream()
                        .filter(table -> there.contains(table.target().name()))
                        .filter(table ->
                                loaded.getOrDefault(table.name(), Set.of()).isEmpty())
                        .toList(),
                hasChunks && has(there, ledgerTables, "target")
                        ? ledger.targets().lastRows()
                        : Map.of());
    }

    /** A ledger of an earlier version may lack tables. */
    private static boolean has(Set<TableName> there, List<TableName> ledgerTables, String shortName) {
        return ledgerTables.stream()
                .filter(table -> table.name().endsWith(shortName))
                .anyMatch(there::contains);
    }
}
