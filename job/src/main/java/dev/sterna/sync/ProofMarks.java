package dev.sterna.sync;

import dev.sterna.model.LogPosition;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Up to which time everything is in, by marks: where the log ended at some moment of this machine's own clock. No time that a server
 * has written counts.
 */
final class ProofMarks {
    private static final long IDLE_NANOS = Duration.ofSeconds(1).toNanos();

    /** What is further behind differs in too many rows. */
    private static final long CURRENT_NANOS = Duration.ofSeconds(5).toNanos();

    private final Supplier<Optional<LogPosition>> end;
    private Mark mark;
    private volatile boolean current;

    /** @param end asks where the log ends now, as far as the server says so */
    ProofMarks(Supplier<Optional<LogPosition>> end) {
        this.end = end;
    }

    /** Where the log ended, and when. */
    private record Mark(LogPosition end, long at) {}

    /** Whether whoever follows has been close to the log's end, or is taken to be. */
    boolean isCurrent() {
        return current;
    }

    /** However far behind it is. */
    void takeForCurrent() {
        current = true;
    }

    /**
     * A cycle is in.
     *
     * @param now when it was
     * @return everything is in that the log had to tell at that time; empty where that is not known anew
     */
    OptionalLong told(Proving.Told told, long now) {
        current |= !told.hadMore();
        if (mark != null && (told.position().isAtOrAfter(mark.end()) || isIdleSince(mark.at(), told))) {
            long at = mark.at();
            mark = null;
            current |= now - at < CURRENT_NANOS;
            return OptionalLong.of(at);
        }
        return OptionalLong.empty();
    }

    private static boolean isIdleSince(long at, Proving.Told told) {
        return !told.hadMore() && told.began() - at > IDLE_NANOS;
    }

    /** Sets a mark if there is none. */
    void set() {
        if (mark == null) {
            long now = System.nanoTime();
            Optional<LogPosition> place = end.get();
            mark = place.map(known -> new Mark(known, now)).orElse(null);
            // Who cannot know begins too soon rather than never.
            current |= place.isEmpty();
        }
    }
}
