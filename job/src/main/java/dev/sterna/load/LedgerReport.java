package dev.sterna.load;

import dev.sterna.backup.Manifest;
import dev.sterna.ledger.Ledger;
import dev.sterna.model.Digest;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.TableReport;
import java.util.Map;

/** What is in of a table, by the ledger alone. */
final class LedgerReport {
    private final Ledger ledger;
    private final String runId;

    LedgerReport(Ledger ledger, String runId) {
        this.ledger = ledger;
        this.runId = runId;
    }

    /** The chunks of a table that are in. */
    Map<Integer, Digest> chunks(TablePlan table) {
        return ledger.loadedChunks(runId, table.name());
    }

    /** @param aside the rows that the target refused, or null */
    TableReport.Loaded of(TablePlan table, Manifest.TableEntry entry, TableRejects aside) {
        return new TableReport.Loaded(
                table.target().name().toString(),
                entry.digest().rows(),
                chunks(table).values().stream().mapToLong(Digest::rows).sum(),
                aside == null ? 0 : aside.digest().rows(),
                entry.bytes(),
                table.chunks().size(),
                null);
    }
}
