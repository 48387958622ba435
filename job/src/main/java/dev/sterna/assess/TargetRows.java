package dev.sterna.assess;

import dev.sterna.config.Settings.ExistingRows;
import dev.sterna.dialect.server.LedgerSql;
import dev.sterna.dialect.server.Preflight.Finding;
import dev.sterna.migration.Database;
import dev.sterna.migration.Migration;
import dev.sterna.migration.OwnRows;
import dev.sterna.migration.TableConversions;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rows that the target's tables have before anything is loaded. */
final class TargetRows {
    private TargetRows() {}

    /** Empty where there are none, where they may stay, or where this run has brought them. */
    static Optional<Finding> finding(Migration migration, TableConversions tables, String runId) {
        ExistingRows policy = migration.settings().existingRows();
        if (policy == ExistingRows.KEEP) {
            return Optional.empty();
        }
        Set<TableName> own = loaded(migration, tables, runId);
        List<Table> there = tables.targets().stream()
                .filter(table -> !own.contains(table.name()))
                .toList();
        List<String> filled = filled(migration.target(), there).stream()
                .map(TableName::toString)
                .toList();
        if (filled.isEmpty()) {
            return Optional.empty();
        }
        String what = filled.size() + (filled.size() == 1 ? " table of the target has" : " tables of the target have")
                + " rows that are not of this run: " + AssessmentProblems.some(filled);
        return Optional.of(
                policy == ExistingRows.REFUSE
                        ? Finding.blocks(
                                "target-not-empty",
                                what + ". The load refuses them",
                                "Empty them, or say what to do with the rows: -D sterna.existing-rows=truncate (or keep)")
                        : Finding.warns(
                                "target-not-empty",
                                what + ". The load empties them first",
                                "Look at them: rows that Sterna has not brought go only where"
                                        + " sterna.truncate-foreign-rows names their table"));
    }

    /** Targets of tables of which this run has loaded something. */
    private static Set<TableName> loaded(Migration migration, TableConversions tables, String runId) {
        LedgerSql sql = migration.target().dialect().ledger();
        List<TableName> ledger = migration.target().ask("find the ledger", sql::tables);
        Set<TableName> there = migration
                .target()
                .names(ledger.stream().map(TableName::schema).distinct().toList());
        boolean counted =
                ledger.stream().filter(table -> table.name().endsWith("chunk")).anyMatch(there::contains);
        Map<String, Set<Integer>> chunks = counted ? migration.ledger().loadedChunks(runId) : Map.of();
        return Stream.iterate(0, i -> i < tables.sources().size(), i -> i + 1)
                .filter(i -> !chunks.getOrDefault(tables.sources().get(i).name().toString(), Set.of())
                        .isEmpty())
                .map(i -> tables.targets().get(i).name())
                .collect(Collectors.toSet());
    }

    /** In a session in which rows that a policy hides are an error and not "none". */
    private static List<TableName> filled(Database target, List<Table> tables) {
        Set<TableName> present = target.names(
                tables.stream().map(table -> table.name().schema()).distinct().toList());
        List<Table> there = OwnRows.of(target, tables);
        return target.readAsSource().ask("see whether the target tables are empty", connection -> {
            List<TableName> filled = new ArrayList<>();
            try (Statement statement = connection.createStatement()) {
                for (Table table : there) {
                    String sql = "SELECT 1" + target.dialect().sql().ownRows(table);
                    if (present.contains(table.name())) {
                        try (ResultSet row = statement.executeQuery(
                                target.dialect().valueProbe().limited(sql, 1))) {
                            if (row.next()) {
                                filled.add(table.name());
                            }
                        }
                    }
                }
            }
            return filled;
        });
    }
}
