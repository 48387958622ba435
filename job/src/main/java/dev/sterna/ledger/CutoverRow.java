package dev.sterna.ledger;

import java.time.Duration;

/**
 * How far a run is cut over.
 *
 * @param sourceFreeze how the source is written to again, as its dialect notes it; null where nothing was done to it
 * @param targetFreeze likewise of the target, on the way back
 * @param age since the phase was noted, by the target's clock
 */
public record CutoverRow(Phase phase, String sourceFreeze, String targetFreeze, Duration age) {

    /** The places between which a process may be killed. */
    public enum Phase {
        /** The source is frozen, or may be: it was noted before. Nobody is to write to the target yet. */
        FROZEN,
        /** The target is the one to write to, the source is frozen. */
        SWITCHED,
        /** Back from there: the target is frozen, or may be, and what was written to it goes to the source. */
        RETURNING,
        /** All of that is in the source, and both are let be written to: what the source has from here on is newer. */
        RETURNED
    }
}
