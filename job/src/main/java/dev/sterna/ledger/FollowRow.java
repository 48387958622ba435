package dev.sterna.ledger;

import java.time.Duration;
import java.util.List;

/**
 * How far a run has followed the source's log.
 *
 * @param phase {@link #MAKING}, {@link #BEGUN} until what changed before the position has been brought, then {@link #FOLLOWING}, and
 *     {@link #STOPPED} at the end
 * @param tables that are followed, by the source's names
 * @param position from which the log is to be read on, as {@link dev.sterna.model.LogPosition} writes it; everything before it is in
 * @param apart tables that are not followed any more from some position on, and have to be compared before they are again
 * @param wish what whoever follows is to do next, or null to go on
 * @param age since the position was noted, by the target's clock
 */
public record FollowRow(
        String phase, List<String> tables, String position, List<String> apart, String wish, Duration age) {
    /** Something may be made on the source for it, and the position is not known yet. */
    public static final String MAKING = "making";

    /** The position is known, and what changed before it is not all in. */
    public static final String BEGUN = "begun";

    /** Nothing is missing but what the log tells behind the position. */
    public static final String FOLLOWING = "following";

    /** As it was wished, everything is in that had changed by then. */
    public static final String STOPPED = "stopped";

    /** The wish that it brings what has changed by then, and ends. */
    public static final String STOP = "stop";

    public FollowRow {
        tables = List.copyOf(tables);
        apart = List.copyOf(apart);
    }
}
