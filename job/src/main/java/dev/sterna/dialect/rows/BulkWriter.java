package dev.sterna.dialect.rows;

import java.sql.SQLException;

/**
 * Rows on their way into one table, within the caller's transaction: it neither commits nor rolls back. Memory is
 * bounded by a buffer and the longest row.
 */
public interface BulkWriter extends AutoCloseable {

    void write(StagedRow row) throws SQLException;

    /**
     * Ends the stream and waits for the server.
     *
     * @return the rows that the server says it took
     * @throws SQLException also when the server changed or dropped a value and only warned
     */
    long finish() throws SQLException;

    /** What has been sent so far; the same object for the writer's life. */
    Traffic traffic();

    /** Gives up what has not been finished; after {@link #finish()} it does nothing. The connection may then only be rolled back and closed. */
    @Override
    void close() throws SQLException;
}
