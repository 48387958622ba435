package dev.sterna.dialect.rows;

import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Table;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The fast way into a table. */
public interface BulkLoad {

    /**
     * Decides once, on the driver, how a table is loaded.
     *
     * @param connection to the target
     * @param table as the target's catalogue has it now
     * @param columns what comes, in order
     */
    Plan plan(Connection connection, Table table, List<Incoming> columns) throws SQLException;

    /** A writer on an open connection with autocommit off. */
    BulkWriter open(Connection connection, Plan plan) throws SQLException;

    /** A column on its way: where it goes, and the source's logical type, which decides how it is staged. */
    record Incoming(Column target, LogicalType type) implements Serializable {}

    /**
     * How a table is loaded.
     *
     * @param method {@code copy-binary}, {@code copy-text}, {@code load-data}, {@code insert}
     * @param statement the statement that takes the rows
     * @param slowBecause why the fast way is not taken, for a warning; null when it is
     */
    record Plan(String method, String statement, Table table, List<Incoming> columns, String slowBecause)
            implements Serializable {
        public Plan {
            columns = List.copyOf(columns);
        }
    }
}
