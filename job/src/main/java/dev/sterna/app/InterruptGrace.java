package dev.sterna.app;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import java.time.Duration;

/** How long an interrupted command has to end by itself: the seconds that a system property says, or else ten. */
final class InterruptGrace {
    static final String PROPERTY = "dev.sterna.interrupt-grace";
    static final Duration DEFAULT = Duration.ofSeconds(10);

    private InterruptGrace() {}

    /** @throws SternaException (CONFIGURATION) when the property is no number of seconds */
    static Duration given() {
        String seconds = System.getProperty(PROPERTY);
        if (seconds == null) {
            return DEFAULT;
        }
        if (!seconds.matches("[1-9][0-9]{0,5}")) {
            throw SternaException.of(
                    Category.CONFIGURATION,
                    "invalid-interrupt-grace",
                    null,
                    "Invalid system property " + PROPERTY + ": " + seconds
                            + " (must be a number of seconds, at least 1)",
                    "Give it as in JDK_JAVA_OPTIONS=-D" + PROPERTY + "=30, or leave it out");
        }
        return Duration.ofSeconds(Long.parseLong(seconds));
    }
}
