package dev.sterna.sync;

import dev.sterna.changes.ChangedTable;
import dev.sterna.compare.TablePair;
import dev.sterna.dialect.server.TriggerSwitch.Work;
import dev.sterna.digest.RowHash;
import dev.sterna.ledger.BatchLedger;
import dev.sterna.migration.Database;
import dev.sterna.migration.Migration;
import dev.sterna.migration.QuietTriggers;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.plan.TablePlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The way that rows go: between which databases, in sessions that are fit for it. Comparing is the same in both directions, and
 * so is all that is done with what was found.
 *
 * @param from the side that is right
 * @param to the side that is written
 */
record Route(Migration migration, Direction direction, Database from, Database to) {

    /** From source to target. */
    static Route forward(Migration migration) {
        return new Route(migration, Direction.FORWARD, migration.source(), migration.target());
    }

    /** From target to source. */
    static Route reverse(Migration migration) {
        return new Route(
                migration,
                Direction.REVERSE,
                migration.target(),
                migration.source().forWriting());
    }

    boolean isReverse() {
        return direction == Direction.REVERSE;
    }

    /** What acts on the side that is written when rows of these tables change; what is off stands in the ledger. */
    QuietTriggers triggers(List<TablePlan> tables) {
        if (isReverse()) {
            return QuietTriggers.ofSource(
                    to,
                    migration.ledger(),
                    tables.stream().map(table -> table.source().name()).toList());
        }
        Map<TableName, TableName> sources = new LinkedHashMap<>();
        tables.forEach(
                table -> sources.put(table.target().name(), table.source().name()));
        return QuietTriggers.of(to, Work.CHANGE, sources);
    }

    /**
     * Where batches are noted: in the target's ledger, within the transactions that bring them where these are the target's, and
     * beside them where they are the source's, which has no ledger. A batch that goes back may come twice: it changes no row but
     * those that are still what they were when they were judged.
     */
    BatchLedger batches() {
        return migration.ledger().batches();
    }

    /**
     * A table as it can be changed.
     *
     * @param whole as both sides are compared
     * @param pair the same, of which some columns alone may be brought
     * @param there the table that is written, as it is now
     */
    ChangedTable changed(TablePlan plan, TablePair whole, TablePair pair, Table there, RowHash hash) {
        Database read = from.within(direction.read(plan).name().schema());
        Database written = to.within(direction.written(plan).name().schema());
        return isReverse()
                ? ChangedTable.back(read, written, whole, pair, there, hash)
                : new ChangedTable(
                        read, written, pair, plan.incoming(pair.target().table()), hash);
    }
}
