package dev.sterna.load;

import dev.sterna.dialect.server.LedgerSql;
import dev.sterna.ledger.Ledger;
import dev.sterna.migration.Migration;
import dev.sterna.model.Catalog;
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
        Catalog catalog = migration
                .target()
                .catalog(Stream.concat(
                                ledgerTables.stream(),
                                tables.stream().map(table -> table.target().name()))
                        .map(TableName::schema)
                        .distinct()
                        .toList());
        Ledger ledger = migration.ledger();
        boolean hasChunks = has(catalog, ledgerTables, "chunk");
        Map<String, Set<Integer>> loaded = hasChunks ? ledger.loadedChunks(runId) : Map.of();
        return new WaitingTables(
                tables.stream()
                        .filter(table -> catalog.find(table.target().name()).isPresent())
                        .filter(table ->
                                loaded.getOrDefault(table.name(), Set.of()).isEmpty())
                        .toList(),
                hasChunks && has(catalog, ledgerTables, "target")
                        ? ledger.targets().lastRows()
                        : Map.of());
    }

    /** A ledger of an earlier version may lack tables. */
    private static boolean has(Catalog catalog, List<TableName> ledgerTables, String shortName) {
        return ledgerTables.stream()
                .filter(table -> table.name().endsWith(shortName))
                .anyMatch(table -> catalog.find(table).isPresent());
    }
}
