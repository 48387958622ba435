package dev.sterna.config;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * How the target is brought to a source that goes on changing.
 *
 * @param maxDeleteFraction which part of a table's rows in the target may be removed, from 0 to 1
 * @param settle after which time a difference is looked at again
 * @param batchKeys rows of a transaction
 * @param executorsFrom how many rows of a table are so many that executors bring them
 * @param sourceObjects whether following may make what it needs on the source
 * @param maxOutage how long whoever follows waits for a server that is gone
 * @param onConflict which side's row stays where both may have changed
 * @param prove whether all rows are compared once more while the log is followed
 * @param maxLag by how much the target may be behind
 */
public record SyncSettings(
        Changes changes,
        BigDecimal maxDeleteFraction,
        Duration settle,
        int batchKeys,
        long executorsFrom,
        SourceObjects sourceObjects,
        Duration maxOutage,
        OnConflict onConflict,
        Prove prove,
        Duration maxLag) {
    /** As reference.conf has them. */
    public static final SyncSettings DEFAULT = new SyncSettings(
            Changes.AUTO,
            new BigDecimal("0.05"),
            Duration.ofSeconds(2),
            5000,
            1_000_000,
            SourceObjects.REFUSE,
            Duration.ofMinutes(10),
            OnConflict.FAIL,
            Prove.ON,
            Duration.ofSeconds(2));

    /** For who does not follow. */
    public SyncSettings(Changes changes, BigDecimal maxDeleteFraction, Duration settle, int batchKeys) {
        this(changes, maxDeleteFraction, settle, batchKeys, DEFAULT.sourceObjects, DEFAULT.maxOutage);
    }

    /** Where rows do not go back. */
    public SyncSettings(
            Changes changes,
            BigDecimal maxDeleteFraction,
            Duration settle,
            int batchKeys,
            SourceObjects sourceObjects,
            Duration maxOutage) {
        this(
                changes,
                maxDeleteFraction,
                settle,
                batchKeys,
                DEFAULT.executorsFrom,
                sourceObjects,
                maxOutage,
                DEFAULT.onConflict,
                DEFAULT.prove,
                DEFAULT.maxLag);
    }

    /** The same with another word on who says what changes. */
    public SyncSettings withChanges(Changes other) {
        return with(other, executorsFrom, onConflict, prove, maxLag);
    }

    /** The same with another word on conflicts. */
    public SyncSettings withOnConflict(OnConflict other) {
        return with(changes, executorsFrom, other, prove, maxLag);
    }

    /** The same with another word on long lists. */
    public SyncSettings withExecutorsFrom(long other) {
        return with(changes, other, onConflict, prove, maxLag);
    }

    /** The same with another word on proofs. */
    public SyncSettings withProve(Prove other) {
        return with(changes, executorsFrom, onConflict, other, maxLag);
    }

    /** The same with another bound of the lag. */
    public SyncSettings withMaxLag(Duration other) {
        return with(changes, executorsFrom, onConflict, prove, other);
    }

    private SyncSettings with(
            Changes otherChanges,
            long otherExecutorsFrom,
            OnConflict otherOnConflict,
            Prove otherProve,
            Duration otherMaxLag) {
        return new SyncSettings(
                otherChanges,
                maxDeleteFraction,
                settle,
                batchKeys,
                otherExecutorsFrom,
                sourceObjects,
                maxOutage,
                otherOnConflict,
                otherProve,
                otherMaxLag);
    }

    /** Whether the target is proven to be the same while the log is followed. */
    public enum Prove {
        ON,
        OFF
    }

    /** What becomes of a publication, a replication slot or a table of markers that following needs on the source. */
    public enum SourceObjects {
        /** Nothing is made. */
        REFUSE,
        /** They are made, and dropped at the end. */
        CREATE
    }

    /** Who says which rows changed. */
    public enum Changes {
        /** Whatever is best of what is possible. */
        AUTO,
        /** A comparison of both sides. */
        DIFF,
        /** A column that grows. */
        WATERMARK,
        /** The source's log. */
        LOG
    }
}
