package dev.sterna.changes;

import dev.sterna.ledger.BatchLedger;
import java.io.Serializable;

/**
 * What an executor needs to bring batches of one table.
 *
 * @param ledger where they are noted
 * @param removal what they take out of the target
 * @param sessions by how many a task brings its batches
 */
record SpreadTable(ChangedTable table, String runId, BatchLedger ledger, Removal removal, int sessions)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    BatchSession session() {
        return new BatchSession(table, runId, ledger, new KeyedRows(table));
    }

    BatchRows rows() {
        return new BatchRows(keyColumns(), removal);
    }

    int keyColumns() {
        return table.pair().key().size();
    }
}
