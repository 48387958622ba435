package dev.sterna.decommission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.dialect.server.ActivityMarks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is read from two looks at a database's counters, and what cannot be. */
class QuietSinceTest {
    private static final String SINCE = "2026-12-01T10:00:00Z";

    private static ActivityMarks marks(String since, String log, ActivityMarks.Table table) {
        return new ActivityMarks("db 1", since, log, true, Map.of("s.t", table), Map.of("s.q", "7"));
    }

    private static ActivityMarks.Table table(long rows, String made, String written) {
        return new ActivityMarks.Table(List.of(rows, 0L), made, written);
    }

    private static List<String> codes(ActivityMarks then, ActivityMarks now, boolean held) {
        return QuietSince.doubts(then, now, held).stream().map(Doubt::code).toList();
    }

    @Test
    void nothingWasWritten() {
        ActivityMarks then = marks(SINCE, "0-1-7", table(5, "a", null));
        assertThat(codes(then, then, false)).isEmpty();
        // Started to about the same second.
        assertThat(codes(then, marks("2026-12-01T10:00:02Z", "0-1-8", table(5, "a", null)), true))
                .isEmpty();
        // A log that stands still knows more than counters that were lost.
        assertThat(codes(then, marks("2026-12-02T10:00:00Z", "0-1-7", table(0, "a", null)), false))
                .isEmpty();
    }

    @Test
    void whatWasWrittenIsNamed() {
        ActivityMarks then = marks(SINCE, "", table(5, "a", "t1"));
        assertThat(QuietSince.doubts(then, marks(SINCE, "", table(6, "a", "t1")), true))
                .containsExactly(new Doubt("written s.t", "s.t had 1 row written since the cutover"));
        assertThat(QuietSince.doubts(then, marks(SINCE, "", table(5, "b", "t1")), true))
                .containsExactly(new Doubt("written s.t", "s.t was emptied or made anew since the cutover"));
        assertThat(QuietSince.doubts(then, marks(SINCE, "", table(5, "a", "t2")), true))
                .containsExactly(new Doubt("written s.t", "s.t was written to, last at t2"));
        ActivityMarks other =
                new ActivityMarks("db 1", SINCE, "", true, Map.of("s.u", table(0, "c", null)), Map.of("s.q", "8"));
        assertThat(QuietSince.doubts(then, other, true))
                .extracting(Doubt::words)
                .containsExactly(
                        "s.t is gone since the cutover",
                        "s.u was made since the cutover",
                        "s.q counts to 8, and at the cutover to 7");
    }

    @Test
    void whatCannotBeToldIsSaid() {
        ActivityMarks then = marks(SINCE, "0-1-7", table(5, "a", "t1"));
        assertThat(codes(then, marks(SINCE, "0-1-9", table(5, "a", "t1")), false))
                .containsExactly("log-went-on");
        assertThat(codes(then, marks("2026-12-02T10:00:00Z", "", table(5, "a", null)), true))
                .containsExactly("counters-began-anew");
        // Fewer than before, though nobody has said that they were reset.
        assertThat(codes(then, marks(SINCE, "", table(4, "a", "t1")), true)).containsExactly("counters-began-anew");
        ActivityMarks elsewhere = new ActivityMarks("db 2", SINCE, "0-1-7", true, Map.of(), Map.of());
        assertThat(codes(then, elsewhere, true)).containsExactly("other-database");
    }

    @Test
    void whoAcceptsADoubtNamesIt() {
        List<Doubt> doubts = List.of(new Doubt("written s.t", "a"), new Doubt("log-went-on", "b"));
        List<Doubt> open = Doubt.open(doubts, List.of("log-went-on"));
        assertThat(Doubt.words(open)).isEqualTo("a");
        assertThat(Doubt.accepting(open, List.of("log-went-on")))
                .isEqualTo("sterna.decommission.accept = [\"log-went-on\", \"written s.t\"]");
    }
}
