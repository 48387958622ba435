package dev.sterna.restore;

import dev.sterna.config.Settings;
import dev.sterna.config.Settings.ExistingRows;
import dev.sterna.dialect.convert.NameRegister;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.GateLedger;
import dev.sterna.ledger.GateRow;
import dev.sterna.ledger.Ledger;
import dev.sterna.migration.Database;
import dev.sterna.migration.Selection;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.plan.TablePlan;
import java.util.List;

/** What a restore owes to the run whose backup it is, where it writes over that run's own tables. */
final class RunsTarget {
    private final Ledger ledger;
    private final String runId;
    private final List<TablePlan> own;
    private final String lock;

    /** @param own those tables of the run's target that are written to; none where it goes elsewhere */
    RunsTarget(Database target, String runId, List<TablePlan> own) {
        this.ledger = target.ledger();
        this.runId = runId;
        this.own = List.copyOf(own);
        this.lock = own.isEmpty()
                ? runId + ".restore-" + NameRegister.hash(target.server().location())
                : runId;
    }

    /** By this name whoever else writes to the same tables is kept away: all that works for the run, or other restores. */
    String lock() {
        return lock;
    }

    /** @throws SternaException (REFUSED) when the target is the one that people write to, and tables of it are not named */
    void requireNotCutOver(Settings settings) {
        if (own.isEmpty() || ledger.cutover().find(runId).isEmpty()) {
            return;
        }
        own.stream()
                .filter(table -> !Selection.matchesAny(
                        settings.truncateForeignRows(), table.target().name()))
                .findFirst()
                .ifPresent(table -> {
                    TableName name = table.target().name();
                    throw SternaException.of(
                            Category.REFUSED,
                            "restore-after-cutover",
                            table.name(),
                            "Cannot restore into " + name + ": run " + runId
                                    + " is cut over, or on its way, and its rows are the ones that people write",
                            "Restore elsewhere by --into, and look there; if it may be written over, name the target table:"
                                    + " sterna.truncate-foreign-rows = [\"" + name + "\"]");
                });
    }

    /**
     * Refuses to empty tables of the source that the backup is of, which patterns for the run's target may mean by chance.
     *
     * @param tables that are written to
     */
    static void requireNamedInSource(Settings settings, RunBackup backup, Database target, List<TablePlan> tables) {
        if (settings.existingRows() != ExistingRows.TRUNCATE
                || !backup.plan().source().endsWith(" " + target.server().location())) {
            return;
        }
        tables.stream()
                .map(TablePlan::target)
                .map(Table::name)
                .filter(name -> settings.truncateForeignRows().stream()
                        .noneMatch(named -> named.equals(name.name()) || named.equals(name.toString())))
                .findFirst()
                .ifPresent(name -> {
                    throw SternaException.of(
                            Category.REFUSED,
                            "truncates-source",
                            name.toString(),
                            "Cannot empty " + name + ": it is in the database that was the source of run "
                                    + backup.plan().runId(),
                            "If its rows may go, name the table itself, not a pattern: -D"
                                    + " 'sterna.truncate-foreign-rows=[\"" + name + "\"]'");
                });
    }

    /** What was found of the target holds no more; what a drill has found is about the backup. */
    void forgetGates() {
        if (own.isEmpty()) {
            return;
        }
        GateLedger gates = ledger.gates();
        gates.read(runId).stream()
                .map(GateRow::gate)
                .filter(gate -> !gate.equals(GateLedger.DRILL))
                .forEach(gate -> gates.forget(runId, gate));
    }
}
