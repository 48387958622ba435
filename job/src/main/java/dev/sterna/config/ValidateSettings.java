package dev.sterna.config;

import java.time.Duration;

/**
 * What is validated, and how far.
 *
 * @param queries folder of the user's own queries, empty for none
 * @param maxRows views of more rows than that are not compared
 * @param maxTime how long a view may take to be compared
 */
public record ValidateSettings(String queries, long maxRows, Duration maxTime) {
    /** As reference.conf has them. */
    public static final ValidateSettings DEFAULT = new ValidateSettings("", 100_000, Duration.ofSeconds(10));
}
