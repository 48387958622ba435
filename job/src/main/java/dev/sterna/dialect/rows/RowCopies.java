package dev.sterna.dialect.rows;

import dev.sterna.digest.RowHash;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;

/**
 * Copies of rows of a table without a key. Rows are told apart by the hash over the canonical text of all their columns, by
 * which tables are compared: case, trailing blanks, octets and NULL count, whatever the columns' collations. All of it is
 * part of the transaction of the connection, whose autocommit is off. Each call costs one scan of the table, or more where a
 * row is to lose some of its copies and the engine cannot name them.
 */
public interface RowCopies {

    /** How many copies there are of the rows with these hashes; those of which there is none are left out. */
    Map<Long, Long> count(Connection connection, RowSet rows, RowHash hash, Collection<Long> hashes)
            throws SQLException;

    /**
     * Removes copies.
     *
     * @param copies by the hash of a row, how many of its copies go, above 0; all of them where there are fewer
     * @return how many rows were removed
     */
    long remove(Connection connection, RowSet rows, RowHash hash, Map<Long, Long> copies) throws SQLException;
}
