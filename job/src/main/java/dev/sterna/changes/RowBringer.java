package dev.sterna.changes;

import dev.sterna.dialect.rows.RowChanges.Counts;
import dev.sterna.jdbc.Lane;
import dev.sterna.model.Digest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Brings the rows of batches of one table, on one connection a side. */
interface RowBringer extends AutoCloseable {

    /**
     * Brings a batch within the open transaction, which it neither commits nor rolls back.
     *
     * @throws SQLException of the target; what fails in the source comes explained
     */
    Counts bring(Connection target, Lane source, Batch batch) throws SQLException;

    /**
     * Brings the first of some rows in the place of all of them, to see whether they fit; the caller rolls back.
     *
     * @throws SQLException where they do not, or of anything else
     */
    void tryOut(Connection target, Lane source, Batch.Keys all, int first) throws SQLException;

    /**
     * Looks for rows of the target that have unique values of some that come.
     *
     * @param left keys of rows that do not come
     * @param most that are to be found, about
     * @throws SQLException of the target; what fails in the source comes explained
     */
    ValueHolders.Found inTheWay(Connection target, Lane source, Batch.Keys of, Set<List<String>> left, int most)
            throws SQLException;

    /** What the batch that was brought last has changed of the digest of the side that is written; null where nobody has looked. */
    default Digest changed() {
        return null;
    }

    /** Gives up what it has on the connection, which ends. */
    @Override
    void close();
}
