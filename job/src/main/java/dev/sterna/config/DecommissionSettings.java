package dev.sterna.config;

import java.time.Duration;
import java.util.List;

/**
 * How a source is retired.
 *
 * @param grace how long after the switch
 * @param renameTo the name that its database gets; empty unless {@code action} renames
 * @param accept what may be though it cannot be told, or was seen, by the words that a refusal gives it
 * @param drill whether the final backup has to have been restored on trial
 * @param finalBackup the run whose backup that is; empty for the run itself
 * @param evidenceKey file of the private key that signs the evidence; empty for none
 */
public record DecommissionSettings(
        Duration grace,
        Action action,
        String renameTo,
        List<String> accept,
        CutoverSettings.Drill drill,
        String finalBackup,
        String evidenceKey) {
    /** As reference.conf has them. */
    public static final DecommissionSettings DEFAULT = new DecommissionSettings(
            Duration.ofDays(14), Action.REVOKE, "", List.of(), CutoverSettings.Drill.REQUIRED, "", "");

    public DecommissionSettings {
        accept = List.copyOf(accept);
    }

    /** What is done to its database. */
    public enum Action {
        /** Nobody but the migration's user gets in. */
        REVOKE,
        /** It has another name. */
        RENAME,
        /** It is gone. */
        DROP
    }
}
