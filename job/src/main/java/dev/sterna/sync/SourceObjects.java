package dev.sterna.sync;

import dev.sterna.config.SyncSettings;
import dev.sterna.dialect.log.Following;
import dev.sterna.dialect.log.LogObject;
import dev.sterna.dialect.log.LogObjects;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** What following makes on the source for one run, if the settings allow it. */
final class SourceObjects {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Database source;
    private final LogObjects objects;
    private final Following following;
    private final boolean allowed;

    SourceObjects(Database source, Following following, SyncSettings.SourceObjects setting) {
        this.source = source;
        this.objects = source.dialect().sourceLog().objects();
        this.following = following;
        this.allowed = setting == SyncSettings.SourceObjects.CREATE;
    }

    private List<LogObject> wanted() {
        return source.ask("name what following needs", connection -> objects.wanted(connection, following));
    }

    /** What there is of this run, in the order in which it is dropped. */
    List<LogObject> found() {
        List<LogObject> wanted = wanted();
        return source.ask("look for what following has made", objects::found).stream()
                .filter(object -> wanted.stream().anyMatch(own -> isSame(own, object)))
                .toList();
    }

    private static boolean isSame(LogObject one, LogObject other) {
        return one.kind().equals(other.kind()) && one.name().equals(other.name());
    }

    /** What is lacking, in the order in which it is made. */
    List<LogObject> lacking() {
        List<LogObject> found = found();
        return wanted().stream()
                .filter(object -> found.stream().noneMatch(there -> isSame(object, there)))
                .toList();
    }

    /** Whether all is there without which the log cannot be followed from where it was. */
    boolean areThere() {
        return lacking().stream().allMatch(object -> object.role() == LogObject.Role.MARKING);
    }

    /** Whether this one is made where it is lacking. */
    boolean mayMake() {
        return allowed;
    }

    /**
     * Makes what is lacking, but what holds the log back, which is made as following begins.
     *
     * @return what it has made
     * @throws SternaException (REFUSED) when something is lacking without which nothing goes and that must not be made
     */
    List<LogObject> make() {
        List<LogObject> lacking = lacking();
        List<LogObject> needed = needed(lacking);
        if (!allowed && !needed.isEmpty()) {
            throw refused(needed, "it lacks the ");
        }
        List<LogObject> made = new ArrayList<>();
        for (LogObject object : allowed ? lacking : List.<LogObject>of()) {
            if (object.role() != LogObject.Role.HOLDING) {
                source.execute("make the " + object.kind() + " " + object.name(), null, object.make());
            }
            made.add(object);
        }
        return made;
    }

    /** @throws SternaException (REFUSED) when something would have to be made, also in place of what is there, and must not be */
    void requireMayMakeAnew() {
        if (allowed) {
            return;
        }
        List<LogObject> lacking = needed(lacking());
        if (!lacking.isEmpty()) {
            throw refused(lacking, "it lacks the ");
        }
        List<LogObject> all = needed(wanted());
        if (!all.isEmpty()) {
            throw refused(all, "to begin anew it would have to drop and make again the ");
        }
    }

    private static List<LogObject> needed(List<LogObject> some) {
        return some.stream()
                .filter(object -> object.role() != LogObject.Role.MARKING)
                .toList();
    }

    private static SternaException refused(List<LogObject> needed, String what) {
        return SternaException.of(
                Category.REFUSED,
                "source-objects-refused",
                null,
                "Cannot follow the source's log: nothing is made on the source unless sterna.sync.source-objects allows it,"
                        + " and " + what
                        + String.join(
                                " and the ",
                                needed.stream()
                                        .map(object -> object.kind() + " " + object.name())
                                        .toList()),
                "If they may be made until sterna sync --stop drops them: -D sterna.sync.source-objects=create");
    }

    /** Drops some of it. */
    List<LogObject> drop(Predicate<LogObject> which) {
        List<LogObject> found = found().stream().filter(which).toList();
        found.forEach(object -> drop(source, object));
        return found;
    }

    /** A server may notice late that whoever used it is gone. */
    static void drop(Database source, LogObject object) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                source.execute("drop the " + object.kind() + " " + object.name(), null, object.drop());
                return;
            } catch (SternaException inUse) {
                if (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
                    throw inUse;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** Whether markers can be set. */
    boolean canMark() {
        return lacking().stream().noneMatch(object -> object.role() == LogObject.Role.MARKING);
    }

    void mark(String mark) {
        source.ask("set a marker in the source's log", connection -> {
            objects.mark(connection, following, mark);
            return null;
        });
    }
}
