package dev.sterna.load;

import dev.sterna.ledger.ChunkRejects;
import dev.sterna.ledger.RejectLedger;
import dev.sterna.model.Column;
import dev.sterna.model.Key;
import dev.sterna.model.Table;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Workspace;
import dev.sterna.transfer.stage.StagedColumn;
import dev.sterna.transfer.stage.StagedTable;
import dev.sterna.transfer.target.RejectSetup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The files of refused rows: {@code rejects/} in the run's directory. */
final class RejectFiles {
    private RejectFiles() {}

    /** @param most how many rows of a chunk may be refused */
    static RejectSetup rejects(
            String runId, Workspace workspace, TablePlan table, StagedTable staged, long most, RejectLedger ledger) {
        return new RejectSetup(
                runId,
                ledger,
                most,
                workspace.uri(""),
                directory(table),
                key(table.source(), staged.columns()),
                staged);
    }

    /** Deletes what no chunk of the table speaks of; to be called when all its chunks are in. */
    static void sweep(Workspace workspace, TablePlan table, TableRejects known) {
        Set<String> stray = new HashSet<>(workspace.list(directory(table)));
        if (known != null) {
            known.chunks().stream().map(ChunkRejects::file).forEach(stray::remove);
        }
        stray.forEach(workspace::delete);
    }

    private static String directory(TablePlan table) {
        return "rejects/" + table.directory();
    }

    /** The numbers of the columns by which a user finds a row at the source. */
    private static List<Integer> key(Table table, List<StagedColumn> columns) {
        List<Key> candidates = new ArrayList<>();
        if (table.primaryKey() != null) {
            candidates.add(table.primaryKey());
        }
        candidates.addAll(table.uniqueKeys());
        List<String> names = table.storedColumns().stream().map(Column::name).toList();
        return candidates.stream()
                .map(Key::columns)
                .filter(names::containsAll)
                .filter(key -> table.primaryKey() != null
                        || key.stream().noneMatch(name -> table.column(name).nullable()))
                .findFirst()
                .orElse(List.of())
                .stream()
                .map(name -> columns.stream().map(StagedColumn::name).toList().indexOf(name))
                .toList();
    }
}
