package dev.sterna.dialect.rows;

import dev.sterna.model.Chunk;
import dev.sterna.model.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Cuts tables into chunks by where the rows are, not by arithmetic over least and greatest key. */
public interface Splitter {

    /**
     * Chunks that are disjoint, cover every row (those with NULL in a key too), hold about the wanted rows each, and
     * are the same for an unchanged table.
     *
     * @param where a condition of the user's, or null; it need not narrow the estimate
     */
    List<Chunk> split(Connection connection, Table table, Goal goal, String where) throws SQLException;

    /** Wanted size of a chunk: whichever is reached first. */
    record Goal(long rows, long bytes) {
        /** The wanted rows for a table, at least 1, by its average row. */
        public long rowsFor(Table table) {
            return Math.max(1, Math.min(rows, bytes / table.averageRowBytes()));
        }
    }
}
