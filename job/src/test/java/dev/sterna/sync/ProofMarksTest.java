package dev.sterna.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.model.Lsn;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** When whoever follows is close to the log's end is told by this machine's own clock, whatever times the servers write. */
class ProofMarksTest {
    private static final long SECOND = 1_000_000_000L;
    private static final double AN_HOUR = 3600;

    private final long start = System.nanoTime();
    private Lsn end = new Lsn(100);

    private ProofMarks marks() {
        return new ProofMarks(() -> Optional.of(end));
    }

    private static Proving.Told cycle(long position, double lag) {
        return new Proving.Told(new Lsn(position), lag, 0, true);
    }

    @Test
    void aSourceWhoseClockIsAnHourBehindIsFollowedClosely() {
        ProofMarks marks = marks();
        marks.set();
        assertThat(marks.told(cycle(99, AN_HOUR), start + SECOND)).isEmpty();
        assertThat(marks.isCurrent()).isFalse();
        OptionalLong upTo = marks.told(cycle(100, AN_HOUR), System.nanoTime());
        assertThat(upTo.orElseThrow() - start).isNotNegative();
        assertThat(marks.isCurrent()).isTrue();
    }

    @Test
    void oneWhoseClockIsAheadMayBeFarBehindAllTheSame() {
        ProofMarks marks = marks();
        marks.set();
        assertThat(marks.told(cycle(100, 0), System.nanoTime() + 60 * SECOND)).isPresent();
        assertThat(marks.isCurrent()).as("It took a minute to get there").isFalse();
        end = new Lsn(200);
        marks.set();
        marks.told(cycle(200, 0), System.nanoTime() + SECOND);
        assertThat(marks.isCurrent()).isTrue();
    }

    @Test
    void aLogWithoutMoreIsAtItsEnd() {
        ProofMarks marks = marks();
        marks.set();
        marks.told(new Proving.Told(new Lsn(1), AN_HOUR, start, false), System.nanoTime());
        assertThat(marks.isCurrent()).isTrue();
    }

    /** Otherwise the proof would never begin. */
    @Test
    void whoeverCannotKnowIsTakenForCurrent() {
        ProofMarks marks = new ProofMarks(Optional::empty);
        assertThat(marks.isCurrent()).isFalse();
        marks.set();
        assertThat(marks.isCurrent()).isTrue();
    }
}
