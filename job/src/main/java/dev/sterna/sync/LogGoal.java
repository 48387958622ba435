package dev.sterna.sync;

import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.model.LogPosition;
import java.util.Optional;
import java.util.UUID;

/** A place in the source's log, now: a marker where one can be set, else where the log ends. */
final class LogGoal {
    private final String marker;
    private final LogPosition end;

    private LogGoal(String marker, LogPosition end) {
        this.marker = marker;
        this.end = end;
    }

    static LogGoal set(Database source, SourceObjects objects) {
        Optional<LogPosition> end =
                source.ask("ask where the log ends", source.dialect().changeLog()::position);
        if (!objects.canMark() && end.isPresent()) {
            return new LogGoal(null, end.get());
        }
        String marker = "goal-" + UUID.randomUUID();
        try {
            objects.mark(marker);
            return new LogGoal(marker, null);
        } catch (SternaException refused) {
            // A source that is frozen has an end that stays.
            return new LogGoal(null, end.orElseThrow(() -> refused));
        }
    }

    /** Whether everything before it is in, once this cycle is. */
    boolean isReached(Cycle cycle, LogPosition position) {
        return marker == null ? position.isAtOrAfter(end) : cycle.markers().contains(marker);
    }
}
