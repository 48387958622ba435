package dev.sterna.monitor;

import dev.sterna.config.MonitorSettings;
import java.sql.SQLException;
import java.time.Duration;

/**
 * How long anything may take.
 *
 * @param most zero for as long as it takes
 */
record Patience(Duration most) {
    /** No server and no driver counts further than that in milliseconds, which is 24 days. */
    private static final Duration END = Duration.ofMillis(Integer.MAX_VALUE);

    static Patience of(MonitorSettings settings) {
        return new Patience(settings.timeout());
    }

    /** For servers. */
    Duration limit() {
        return most.isZero() || most.compareTo(END) > 0 ? END : most;
    }

    /** For those who count in seconds: never less. */
    Duration inSeconds() {
        return Duration.ofSeconds(limit().plusMillis(999).toSeconds());
    }

    boolean isOver(long began) {
        return System.nanoTime() - began >= limit().toNanos();
    }

    /** Whether something failed because it took too long, not because the server is gone meanwhile. */
    boolean isOver(long began, SQLException failure) {
        String state = failure.getSQLState();
        return isOver(began) && (state == null || !state.startsWith("08"));
    }
}
