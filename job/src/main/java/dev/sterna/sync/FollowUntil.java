package dev.sterna.sync;

import dev.sterna.config.SyncSettings;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.model.LogPosition;
import java.time.Duration;

/** When whoever follows ends. Told to stop by somebody else it does so in any case. */
sealed interface FollowUntil {
    /** Not by itself. */
    record Told() implements FollowUntil {}

    /** Once the target is behind by no more than that. */
    record Lag(Duration most) implements FollowUntil {}

    /** The same by the settings. */
    record MaxLag() implements FollowUntil {}

    /** What that means with these settings. */
    default FollowUntil by(SyncSettings settings) {
        return this instanceof MaxLag ? new Lag(settings.maxLag()) : this;
    }

    /**
     * Once everything is in up to a place in the source's log, and proven as far as it can be.
     *
     * @param text as the database spells it, or as {@link LogPosition#text} does
     */
    record Place(String text) implements FollowUntil {
        /**
         * The place in that source's log.
         *
         * @throws SternaException (USAGE) when it is none; (REFUSED) when the source does not say where its log ends
         */
        LogPosition in(Database source) {
            LogPosition end = end(source);
            try {
                return LogPosition.of(text.startsWith(end.kind() + ":") ? text : end.kind() + ":" + text);
            } catch (IllegalArgumentException notOne) {
                throw SternaException.of(
                        Category.USAGE,
                        "invalid-position",
                        null,
                        "Invalid --until: " + text + " (must be a place in the source's log, as " + end + " is one)",
                        "Give it as the source or sync spells it",
                        notOne);
            }
        }

        /** Where a source's log ends now. */
        static LogPosition end(Database source) {
            return source.ask("ask where the log ends", source.dialect().changeLog()::position)
                    .orElseThrow(() -> SternaException.of(
                            Category.REFUSED,
                            "position-unknown",
                            null,
                            "Cannot follow until a place in the log: "
                                    + source.server().product() + " does not tell this user where its log ends",
                            "Leave out --until, and end it by sync --stop"));
        }
    }
}
