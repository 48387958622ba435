package dev.sterna.dialect.rows;

import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;

/**
 * Tables that are made only to be thrown away. They take the same row twice and NULL in every column, whatever the table
 * that they are made after does, so that anything which could have gone wrong with its rows can be made to.
 */
public interface ScratchSql {
    /** How the short name of a scratch table beside the ledger begins. */
    String PREFIX = "self_test_";

    /** The statement that makes an empty scratch table with these columns; keys are none of it. */
    String create(Table scratch);

    /**
     * The statement that makes an empty scratch table with columns that store and order values exactly as those of
     * another table.
     *
     * @param scratch its columns are some of the other table's, by name
     */
    String createLike(Table scratch, TableName other);

    /** The statement that copies the compared columns of rows, as the server itself stores them. */
    String copy(RowSet rows, TableName scratch);

    /** The statement that drops a scratch table, if there is one. */
    String drop(TableName scratch);

    /** A column of this engine that holds values of that type exactly; the type must be one of those that all engines have. */
    Column column(String name, LogicalType type);
}
