package dev.sterna.config;

import java.time.Duration;
import java.util.List;

/**
 * How a migration is cut over.
 *
 * @param maxFreeze how long the source may stand still, from the moment when it is frozen until the switch
 * @param maxGateAge how old a gate of {@code validate} may be
 * @param drill whether a drill that is young enough has to have passed
 * @param acknowledged patterns over the objects left to a person, as in {@code trigger shop.orders.*}, of which somebody says that
 *     they are there or not needed
 * @param inRun whether a whole run goes on to the switch
 */
public record CutoverSettings(
        Duration maxFreeze, Duration maxGateAge, Drill drill, List<String> acknowledged, Hooks hooks, InRun inRun) {
    /** As reference.conf has them. */
    public static final CutoverSettings DEFAULT =
            new CutoverSettings(Duration.ofSeconds(60), Duration.ofHours(24), Drill.REQUIRED, List.of(), Hooks.NONE);

    /** Where a run ends before the cutover. */
    public CutoverSettings(
            Duration maxFreeze, Duration maxGateAge, Drill drill, List<String> acknowledged, Hooks hooks) {
        this(maxFreeze, maxGateAge, drill, acknowledged, hooks, InRun.OFF);
    }

    public CutoverSettings {
        acknowledged = List.copyOf(acknowledged);
    }

    /** Whether the backup has to have been restored on trial. */
    public enum Drill {
        REQUIRED,
        WAIVED
    }

    /** Whether a whole run freezes the source and switches. */
    public enum InRun {
        OFF,
        ON
    }

    /**
     * The user's own commands, each a line for the shell of the system.
     *
     * @param beforeSwitch when everything is proven and the source is frozen; one that fails ends the cutover
     * @param afterSwitch when the target is the one to write to
     * @param onFailure when the source is written to again because something failed
     */
    public record Hooks(List<String> beforeSwitch, List<String> afterSwitch, List<String> onFailure) {
        public static final Hooks NONE = new Hooks(List.of(), List.of(), List.of());

        public Hooks {
            beforeSwitch = List.copyOf(beforeSwitch);
            afterSwitch = List.copyOf(afterSwitch);
            onFailure = List.copyOf(onFailure);
        }
    }
}
