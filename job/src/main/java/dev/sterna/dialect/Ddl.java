package dev.sterna.dialect;

import dev.sterna.model.Key;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Types and statements of a target schema. */
public interface Ddl {

    /**
     * A table of this engine that holds a source table's values exactly.
     *
     * @param source as read by {@code sourceDialect}
     * @param overrides column name to a type of this engine that the user wants instead
     * @throws dev.sterna.error.SternaException (REFUSED) naming the column when a type has no equal here
     */
    Table convert(Table source, Dialect sourceDialect, TableName name, Map<String, String> overrides);

    /** The statement that creates the schema if it does not exist, or null when there is nothing to create. */
    String createSchema(String schema);

    /** The statement that creates the table, with its primary key only if {@link #keyAfterLoad()} is false. */
    String createTable(Table table);

    /** Whether a primary key is made faster after the rows are in. */
    boolean keyAfterLoad();

    /**
     * Statements that make the primary key on a filled table, let the counters of identity columns go on after the
     * greatest value where the engine does not do that itself, and gather statistics; in order. Repeatable.
     */
    List<String> finishTable(Table table);

    /**
     * What the server says against a statement of {@link #finishTable} in rows that it answers with, where other servers
     * fail; null when it has no complaint.
     */
    default String complaint(ResultSet answer) throws SQLException {
        return null;
    }

    /** The keys that {@link #createTable} and {@link #finishTable} make; not others that the table should have. */
    List<Key> keys(Table table);

    /** The statement that removes a table's own rows, and none of tables that inherit from it. */
    String truncate(TableName table);
}
