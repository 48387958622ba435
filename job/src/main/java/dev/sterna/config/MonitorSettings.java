package dev.sterna.config;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * How a migrated database is looked after.
 *
 * @param repeat how often each query is run on each side
 * @param timeout how long one run of a query may take, and how long a lock is waited for
 * @param slower a query is slower where it takes more than so many times as long
 * @param unusedAfter an index counts as unused that nobody has used for so long
 */
public record MonitorSettings(long repeat, Duration timeout, BigDecimal slower, Duration unusedAfter) {
    /** As reference.conf has them. */
    public static final MonitorSettings DEFAULT =
            new MonitorSettings(3, Duration.ofSeconds(60), new BigDecimal("2.0"), Duration.ofDays(7));
}
