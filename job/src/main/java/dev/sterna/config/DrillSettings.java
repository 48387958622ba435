package dev.sterna.config;

import java.time.Duration;

/**
 * How a backup is tried out.
 *
 * @param target where
 * @param maxAge how old a drill may be that a later step relies on
 * @param inRun whether a whole run has one, between its backup and its load
 */
public record DrillSettings(OtherTarget target, Duration maxAge, InRun inRun) {
    /** As without a configuration. */
    public static final DrillSettings DEFAULT = new DrillSettings(OtherTarget.NONE, Duration.ofDays(7), InRun.OFF);

    /** Whether a whole run tries its backup out. */
    public enum InRun {
        OFF,
        ON
    }
}
