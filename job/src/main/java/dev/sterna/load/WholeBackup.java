package dev.sterna.load;

import dev.sterna.backup.Manifest;
import dev.sterna.backup.ManifestStore;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.plan.FailedTables;
import dev.sterna.plan.Plan;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Workspace;
import dev.sterna.transfer.stage.HadoopSettings;
import dev.sterna.transfer.stage.StagedTable;
import java.util.List;
import java.util.Optional;

/** A run's backup as a load reads it. */
record WholeBackup(Workspace workspace, Manifest manifest) {

    /**
     * The backup of a run.
     *
     * @throws SternaException (REFUSED) when there is none
     */
    static WholeBackup of(Workspace workspace, String runId) {
        return new WholeBackup(
                workspace,
                ManifestStore.read(workspace)
                        .orElseThrow(() -> SternaException.of(
                                Category.REFUSED,
                                "no-backup",
                                null,
                                "Cannot load: run " + runId + " has no backup in " + workspace.uri("backup"),
                                "Take it first: sterna backup --run-id " + runId + " --execute")));
    }

    /**
     * The same, checked.
     *
     * @param failed hears of the tables of which it lacks chunks
     * @throws SternaException (REFUSED) when it is of another plan, or lacks chunks of a table that is not set aside for it
     */
    WholeBackup requireAll(Plan plan, List<TablePlan> tables, FailedTables failed) {
        if (!manifest.planHash().equals(plan.hash()) && !plan.ancestors().contains(manifest.planHash())) {
            throw SternaException.of(
                    Category.REFUSED,
                    "backup-of-another-plan",
                    null,
                    "Cannot load: the backup of run " + plan.runId() + " was made with another plan",
                    "Bring back plan.json as it was, or begin anew under another --run-id");
        }
        tables.forEach(table -> incomplete(plan, table).ifPresent(failure -> failed.setAside(table, failure)));
        return this;
    }

    private Optional<SternaException> incomplete(Plan plan, TablePlan table) {
        int staged = manifest.find(table.name())
                .filter(entry -> plan.keeps(manifest.planHash(), table.name()))
                .map(entry -> entry.chunks().size())
                .orElse(0);
        return staged >= table.chunks().size()
                ? Optional.empty()
                : Optional.of(SternaException.of(
                        Category.REFUSED,
                        "backup-incomplete",
                        table.name(),
                        "Cannot load " + table.name() + ": the backup has " + staged + " of "
                                + table.chunks().size() + " chunks",
                        "Complete it: sterna backup --run-id " + plan.runId() + " --execute"));
    }

    /** What the manifest says of a table. */
    Manifest.TableEntry entry(TablePlan table) {
        return manifest.find(table.name()).orElseThrow();
    }

    /** The files of a table. */
    StagedTable staged(TablePlan table, HadoopSettings hadoop) {
        return entry(table)
                .staged(
                        workspace.uri("backup"),
                        manifest.rowHash(),
                        table.source().averageRowBytes(),
                        hadoop);
    }
}
