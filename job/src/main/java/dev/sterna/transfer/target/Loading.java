package dev.sterna.transfer.target;

import dev.sterna.dialect.rows.BulkLoad;
import dev.sterna.migration.Database;
import dev.sterna.model.LogicalType;
import java.io.Serializable;
import java.util.List;

/**
 * What an executor needs to load chunks of one table.
 *
 * @param table the source's qualified name, for messages
 * @param plan the bulk path, and the table it leads into
 * @param rejects null when a row that is refused cannot be read again
 */
public record Loading(String table, Database target, BulkLoad.Plan plan, ChunkClaims claims, RejectSetup rejects)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Whether rows that the target refuses are set aside, be it up to a limit. */
    boolean setsAside() {
        return rejects != null && rejects.most() != RejectSetup.NONE;
    }

    List<LogicalType> types() {
        return plan.columns().stream().map(BulkLoad.Incoming::type).toList();
    }
}
