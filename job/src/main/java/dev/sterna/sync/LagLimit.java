package dev.sterna.sync;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** Says when the target is behind by more than is wished, and when it no longer is. */
final class LagLimit {
    private final Duration most;
    private boolean above;

    LagLimit(Duration most) {
        this.most = most;
    }

    /** @param seconds by which it is behind now */
    void tell(double seconds, Consumer<String> lines) {
        double limit = most.toMillis() / 1e3;
        if (seconds > limit == above) {
            return;
        }
        above = !above;
        lines.accept(String.format(
                Locale.ROOT,
                "sync: %.1f s behind, %s than sterna.sync.max-lag allows (%.1f s)%s",
                seconds,
                above ? "more" : "no more",
                limit,
                above ? "" : " again"));
    }
}
