package dev.sterna.prepare;

import dev.sterna.dialect.SchemaDdl;
import dev.sterna.model.Table;
import java.util.List;

/** Says what is left to do for a table once its rows are in. */
public final class FinishTable {
    private FinishTable() {}

    /**
     * Statements that make the primary key, unless the table has one, and gather statistics; in order.
     *
     * @param planned the table as the plan wants it
     * @param present the table as the target's catalogue has it now
     */
    public static List<String> statements(SchemaDdl ddl, Table planned, Table present) {
        return ddl.finishTable(present.primaryKey() == null ? planned : withoutKey(planned));
    }

    private static Table withoutKey(Table table) {
        return new Table(
                table.name(), table.columns(), null, table.uniqueKeys(), table.estimatedRows(), table.estimatedBytes());
    }
}
