package dev.sterna.validate;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.Lane;
import dev.sterna.jdbc.View;
import dev.sterna.migration.Database;
import java.sql.Connection;
import java.sql.SQLException;

/** Work with queries of the user's, in a transaction that can write nothing. */
public final class ReadOnlyWork {
    /** The state of a statement that a reading transaction refuses. */
    private static final String READ_ONLY = "25006";

    private ReadOnlyWork() {}

    /** What is done. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Does it on a connection of its own, with autocommit off.
     *
     * @param what for a message, such as {@code "run totals.sql"}
     * @throws SternaException (of the side) when a query fails; (REFUSED) when it would write
     */
    public static <T> T in(Database database, String what, Work<T> work) {
        return database.attempt(what, null, () -> {
            // Said before the first transaction: of several statements in a file one may end that, and what was said in
            // it.
            try (Lane lane = database.refusingWrites().lane(View.PRESENT)) {
                Connection connection = lane.connection();
                // Beside the session's own: some drivers leave it at that of one transaction, or at nothing.
                connection.setReadOnly(true);
                return work.on(connection);
            } catch (SQLException failure) {
                if (READ_ONLY.equals(failure.getSQLState())) {
                    // Not with its cause, which would mean of other statements that the server takes no writing at all.
                    throw SternaException.of(
                            Category.REFUSED,
                            "query-writes",
                            null,
                            "Cannot " + what + " (" + database.side().label() + "): it would write",
                            "Leave out what writes");
                }
                throw failure;
            }
        });
    }
}
