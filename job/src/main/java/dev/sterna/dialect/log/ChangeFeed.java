package dev.sterna.dialect.log;

import dev.sterna.model.LogPosition;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * The changes of followed tables in the order in which they were committed; what is rolled back never comes. A thread of the
 * feed reads ahead by a few pieces, so that its memory is bounded however large transactions are and however long nobody polls.
 * Every change behind the position at which the feed was opened comes at least once. One that came before may come again, and
 * in a table followed by a key of texts a key may come in two spellings that its collation takes for one.
 */
public interface ChangeFeed extends AutoCloseable {

    /**
     * The next piece, waiting for it so long at most; empty when none came.
     *
     * @throws SQLException of a lost connection too: then the feed is to be closed, and may be opened anew at the last
     *     position that was stored
     * @throws dev.sterna.error.SternaException when the log cannot be followed any more
     */
    Optional<Changes> poll(Duration limit) throws SQLException;

    /**
     * Lets the source forget its log up to the position of a commit that came from here. To be called only when the
     * position is stored, together with what came up to it.
     */
    void acknowledge(LogPosition position) throws SQLException;

    /** Gives up the connection; what the source keeps for the next feed stays. */
    @Override
    void close();
}
