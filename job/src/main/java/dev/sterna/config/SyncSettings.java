package dev.sterna.config;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * How the target is brought to a source that goes on changing.
 *
 * @param maxDeleteFraction which part of a table's rows in the target may be removed, from 0 to 1
 * @param settle after which time a difference is looked at again
 * @param batchKeys rows of a transaction
 */
public record SyncSettings(Changes changes, BigDecimal maxDeleteFraction, Duration settle, int batchKeys) {
    /** As reference.conf has them. */
    public static final SyncSettings DEFAULT =
            new SyncSettings(Changes.AUTO, new BigDecimal("0.05"), Duration.ofSeconds(2), 5000);

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
