package dev.sterna.dialect.log;

import dev.sterna.model.LogPosition;
import java.io.Serializable;
import java.time.Instant;

/**
 * A transaction that was committed.
 *
 * @param position from where the log is to be read to get everything behind this transaction. While another transaction is
 *     prepared and not yet decided it may stand still, because the rows of that one are in front of it
 * @param sight what a {@link Fence} of the same engine waits for; of no meaning elsewhere; empty where it has nothing to wait for
 * @param at when it was committed, by the source's clock
 */
public record Commit(LogPosition position, String sight, Instant at) implements Serializable {

    /** That the log has gone on so far, without a transaction that is of any concern. */
    public static Commit passed(LogPosition position, Instant at) {
        return new Commit(position, "", at);
    }
}
