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
        // Whoever accepts that has not accepted what is missing in it.
        assertThat(codes(then, elsewhere, true)).containsExactly("other-database db 2", "written s.t", "written s.q");
    }

    @Test
    void whoAcceptsADoubtNamesIt() {
        List<Doubt> doubts = List.of(new Doubt("written s.t", "a"), new Doubt("log-went-on", "b"));
        List<Doubt> open = Doubt.open(doubts, List.of("log-went-on"));
        assertThat(Doubt.words(open)).isEqualTo("a");
        assertThat(Doubt.accepting(open, List.of("log-went-on")))
                .isEqualTo("sterna.decommission.accept = [\"log-went-on\", \"written s.t\"]");
    }

    /** Such as a partitioned table, or one of an engine that keeps no time of its last write. */
    @Test
    void aTableOfWhichTheServerTellsNothingIsNotQuiet() {
        ActivityMarks.Table silent = new ActivityMarks.Table(List.of(), "a", null);
        ActivityMarks without = marks(SINCE, "", silent);
        assertThat(codes(without, without, false)).containsExactly("untold", "no-log");
        assertThat(QuietSince.doubts(without, without, true))
                .containsExactly(new Doubt(
                        "untold",
                        "of 1 table (s.t) the server does not tell whether anybody has written to it since it was"
                                + " started"));
        ActivityMarks then = marks(SINCE, "0-1-7", silent);
        assertThat(codes(then, then, false)).isEmpty();
        assertThat(codes(then, marks(SINCE, "0-1-8", silent), true)).isEmpty();
        assertThat(codes(then, marks(SINCE, "0-1-8", silent), false)).containsExactly("untold", "log-went-on");
        // Of another table the server knows that it was written to, which is no answer for this one.
        ActivityMarks more = new ActivityMarks(
                "db 1",
                SINCE,
                "0-1-8",
                true,
                Map.of("s.t", silent, "s.u", new ActivityMarks.Table(List.of(), "a", "t1")),
                Map.of("s.q", "7"));
        assertThat(codes(then, more, false)).containsExactly("written s.u", "untold");
    }

    @Test
    void aServerThatDoesNotCountKnowsNothing() {
        ActivityMarks not = new ActivityMarks(
                "db 1", ActivityMarks.NOT_COUNTED, "0/7", false, Map.of("s.t", table(0, "a", null)), Map.of());
        assertThat(QuietSince.doubts(not, not, true))
                .containsExactly(new Doubt("counters-began-anew", "the server is set not to count what is written"));
    }

    /** What a killed process has dropped is not asked for any more, and a table that is gone of the rest is. */
    @Test
    void ofWhatIsDroppedNothingIsAsked() {
        ActivityMarks.Table table = table(0, "a", "t1");
        ActivityMarks then = new ActivityMarks(
                "db 1",
                SINCE,
                "",
                true,
                Map.of("a.t", table, "b.t", table, "b.u", table),
                Map.of("a.t", "7", "b.t", "7"));
        ActivityMarks now = new ActivityMarks("db 1", SINCE, "", true, Map.of("b.t", table), Map.of("b.t", "7"));
        assertThat(codes(LeftOver.left(then, now, List.of("a", "b")), now, true))
                .containsExactly("written b.u");
    }
}
