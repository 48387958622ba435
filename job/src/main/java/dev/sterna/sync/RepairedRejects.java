package dev.sterna.sync;

import dev.sterna.ledger.ChunkLedger;
import dev.sterna.ledger.ChunkRejects;
import dev.sterna.ledger.RejectLedger;
import dev.sterna.migration.Database;
import dev.sterna.migration.Migration;
import dev.sterna.model.Digest;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Workspace;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Rows that the load set aside and that are in now: its ledger must not go on saying that they are to be loaded. */
final class RepairedRejects {
    private final Migration migration;
    private final String runId;
    private final Workspace workspace;

    RepairedRejects(Migration migration, String runId, Workspace workspace) {
        this.migration = migration;
        this.runId = runId;
        this.workspace = workspace;
    }

    /** Forgets those of tables in which nothing differs. */
    void settle(List<TablePlan> identical) {
        List<String> names = identical.stream().map(TablePlan::name).toList();
        List<ChunkRejects> repaired = migration.ledger().rejects(runId).stream()
                .filter(row -> names.contains(row.table()))
                .toList();
        if (repaired.isEmpty()) {
            return;
        }
        ChunkLedger chunks = migration.ledger().chunks();
        RejectLedger rejects = migration.ledger().rejects();
        Database target = migration.target();
        for (ChunkRejects row : repaired) {
            target.attempt("note in the ledger that refused rows are in", null, () -> {
                forget(target, chunks, rejects, row);
                return null;
            });
            workspace.delete(row.file());
        }
    }

    private void forget(Database target, ChunkLedger chunks, RejectLedger rejects, ChunkRejects row)
            throws SQLException {
        try (Connection connection = target.open()) {
            connection.setAutoCommit(false);
            Digest in = chunks.find(connection, runId, row.table(), row.chunk()).orElse(Digest.EMPTY);
            rejects.forget(connection, runId, row.table(), row.chunk());
            chunks.settle(
                    connection,
                    runId,
                    row.table(),
                    row.chunk(),
                    in.rows() + row.refused().rows(),
                    in.sum() == null ? null : in.sum().add(row.refused().sum()));
            connection.commit();
        }
    }
}
