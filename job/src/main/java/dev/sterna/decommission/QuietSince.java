package dev.sterna.decommission;

import dev.sterna.dialect.server.ActivityMarks;
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

    private final ActivityMarks then;
    private final ActivityMarks now;
    private final List<Doubt> doubts = new ArrayList<>();
    private boolean forgotten;

    private QuietSince(ActivityMarks then, ActivityMarks now) {
        this.then = then;
        this.now = now;
        this.forgotten = !isSameMoment(then.since(), now.since());
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
            doubts.add(new Doubt(
                    "other-database", "this is " + now.database() + ", and the cutover has frozen " + then.database()));
            return doubts;
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
                    "the server has begun to count anew since the cutover, and knows nothing of before"));
        }
        if (known && !same && now.logRests() && !held && doubts.isEmpty()) {
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
                && doubts.stream().noneMatch(known -> known.code().equals("written " + name))) {
            written(name, "counts to " + (after == null ? "nothing" : after) + ", and at the cutover to " + before);
        }
    }

    private void written(String name, String what) {
        doubts.add(new Doubt("written " + name, name + " " + what));
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
