package dev.sterna.decommission;

import dev.sterna.dialect.server.ActivityMarks;
import dev.sterna.error.FewNames;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** What two looks at a database tell of the time between them. */
final class QuietSince {
    /** A server that counts whole seconds of its own time says when it was started to about that. */
    private static final Duration PRECISION = Duration.ofSeconds(3);

    private static final String WRITTEN = "written ";
    private static final int NAMED = 5;

    private final ActivityMarks then;
    private final ActivityMarks now;
    private final List<Doubt> doubts = new ArrayList<>();
    private final List<String> untold = new ArrayList<>();
    private boolean forgotten;

    private QuietSince(ActivityMarks then, ActivityMarks now) {
        this.then = then;
        this.now = now;
        this.forgotten = !isSameMoment(then.since(), now.since())
                || List.of(then.since(), now.since()).contains(ActivityMarks.NOT_COUNTED);
    }

    /**
     * The reasons to think that somebody has written; none where nobody has.
     *
     * @param then as the cutover has noted it
     * @param held whether nobody but administrators could write, as far as can be seen
     */
    static List<Doubt> doubts(ActivityMarks then, ActivityMarks now, boolean held) {
        return new QuietSince(then, now).look(held);
    }

    private List<Doubt> look(boolean held) {
        if (!then.database().equals(now.database())) {
            // Whoever accepts it accepts this one, and no other that comes after it.
            doubts.add(new Doubt(
                    "other-database " + now.database(),
                    "this is " + now.database() + ", and the cutover has frozen " + then.database()));
        }
        TreeSet<String> names = new TreeSet<>(then.tables().keySet());
        names.addAll(now.tables().keySet());
        names.forEach(this::table);
        then.sequences().forEach(this::sequence);
        boolean known = !then.log().isEmpty() && !now.log().isEmpty();
        boolean same = known && then.log().equals(now.log());
        if (forgotten && !(same && now.logRests())) {
            doubts.add(new Doubt(
                    "counters-began-anew",
                    now.since().equals(ActivityMarks.NOT_COUNTED)
                            ? "the server is set not to count what is written"
                            : "the server has begun to count anew since the cutover, and knows nothing of before"));
        }
        if (!untold.isEmpty() && !same && (!held || !known)) {
            doubts.add(new Doubt(
                    "untold",
                    "of " + untold.size() + (untold.size() == 1 ? " table" : " tables") + " ("
                            + FewNames.of(untold, NAMED)
                            + ") the server does not tell whether anybody has written to it since it was started"));
        }
        if (!known && now.logRests() && !held) {
            doubts.add(new Doubt(
                    "no-log", "the server keeps no log of writes, and they are not seen to be kept out of the source"));
        }
        boolean written = doubts.stream().anyMatch(doubt -> doubt.code().startsWith(WRITTEN));
        if (known && !same && now.logRests() && !held && !written) {
            doubts.add(new Doubt(
                    "log-went-on",
                    "the server's log went on from " + then.log() + " to " + now.log()
                            + ", of which no table here knows, but other databases may"));
        }
        return doubts;
    }

    private void table(String name) {
        ActivityMarks.Table before = then.tables().get(name);
        ActivityMarks.Table after = now.tables().get(name);
        if (before == null || after == null) {
            written(name, before == null ? "was made since the cutover" : "is gone since the cutover");
        } else if (!before.made().equals(after.made())) {
            written(name, "was emptied or made anew since the cutover");
        } else if (after.written() != null && !after.written().equals(before.written())) {
            written(name, "was written to, last at " + after.written());
        } else if (after.written() == null && before.written() != null) {
            forgotten = true;
        } else if (after.written() == null && after.counts().isEmpty()) {
            untold.add(name);
        } else {
            counts(name, before.counts(), after.counts());
        }
    }

    private void counts(String name, List<Long> before, List<Long> after) {
        long more = 0;
        for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
            if (after.get(i) < before.get(i)) {
                forgotten = true;
                return;
            }
            more += after.get(i) - before.get(i);
        }
        if (more > 0) {
            written(name, "had " + more + (more == 1 ? " row" : " rows") + " written since the cutover");
        }
    }

    private void sequence(String name, String before) {
        String after = now.sequences().get(name);
        if (!Objects.equals(before, after)
                && doubts.stream().noneMatch(known -> known.code().equals(WRITTEN + name))) {
            written(name, "counts to " + (after == null ? "nothing" : after) + ", and at the cutover to " + before);
        }
    }

    private void written(String name, String what) {
        doubts.add(new Doubt(WRITTEN + name, name + " " + what));
    }

    private static boolean isSameMoment(String one, String other) {
        try {
            return one.equals(other)
                    || Duration.between(Instant.parse(one), Instant.parse(other))
                                    .abs()
                                    .compareTo(PRECISION)
                            <= 0;
        } catch (DateTimeParseException noTime) {
            return false;
        }
    }
}
