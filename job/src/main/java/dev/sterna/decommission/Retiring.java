package dev.sterna.decommission;

import dev.sterna.config.DecommissionSettings.Action;
import dev.sterna.config.Endpoint;
import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.Dialects;
import dev.sterna.dialect.server.Activity;
import dev.sterna.dialect.server.ActivityMarks;
import dev.sterna.dialect.server.DatabaseIdentity;
import dev.sterna.dialect.server.Frozen;
import dev.sterna.dialect.server.Retirement;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.Connector;
import dev.sterna.jdbc.SharedSessions;
import dev.sterna.model.Side;
import dev.sterna.transfer.Failpoint;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Does to a database what was noted, from wherever an earlier process has come with it. */
final class Retiring {
    private static final String WORK = "retire";

    private final Dialect dialect;
    private final Retirement retirement;
    private final Endpoint beside;
    private final Connector connector;
    private final RetirementNote note;
    private final Optional<DatabaseIdentity> looked;

    /**
     * @param source as the settings name it; it need not be there any more
     * @param looked at by this process; empty where an earlier one has: the server may have been started anew since
     */
    Retiring(Endpoint source, RetirementNote note, Optional<DatabaseIdentity> looked) {
        this.looked = looked;
        this.dialect = Dialects.forUrl(source.url(), Side.SOURCE);
        this.retirement = dialect.retirement();
        String url =
                note.action() == Action.REVOKE ? source.url() : retirement.urlBeside(source.url(), note.database());
        this.beside = new Endpoint(
                url,
                source.user(),
                source.password(),
                source.schemas(),
                source.maxConnections(),
                source.properties(),
                source.tls(),
                source.tlsCa());
        this.connector = dialect.connector(beside, Side.TARGET);
        this.note = note;
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T apart(String doing, Work<T> work) {
        // Sessions of this process in the database would stand in the way.
        SharedSessions.release();
        try (Connection connection = connector.openAnother()) {
            DatabaseIdentity found = dialect.probe(connection, beside).identity();
            String server = found.serverText();
            boolean copied = !looked.map(found::isSameServer).orElse(true);
            if (!server.equals(note.server()) || copied) {
                throw SternaException.of(
                        Category.REFUSED,
                        "other-server",
                        null,
                        "Cannot " + doing + ": sterna.source.url leads to " + server
                                + (copied ? ", which was started at another time than the one that was looked at" : "")
                                + ", and what was planned is for " + note.server(),
                        "Name the server that was cut over from in sterna.source.url");
            }
            return work.on(connection);
        } catch (SQLException failure) {
            throw dialect.explain(failure, Side.SOURCE, doing, null);
        }
    }

    /** How far it came. */
    enum Progress {
        NOTHING,
        /** Something is done, or somebody else has changed the same. */
        BEGUN,
        ALL
    }

    Progress progress() {
        return apart("see how far the source is retired", connection -> {
            int left = 0;
            int all = 0;
            for (Frozen.Change change : note.changes()) {
                if (!prepares(change)) {
                    all++;
                    left += retirement.now(connection, change).equals(change.before()) ? 1 : 0;
                }
            }
            return left == all ? Progress.NOTHING : left == 0 ? Progress.ALL : Progress.BEGUN;
        });
    }

    /** A database that is to be dropped takes writes from then on until it is. */
    private boolean prepares(Frozen.Change change) {
        return note.action() == Action.DROP && !change.undo().isEmpty();
    }

    /** Takes back what only prepares a drop that was not made; says what. */
    List<String> takeBack() {
        if (note.changes().stream().noneMatch(this::prepares)) {
            return List.of();
        }
        return apart("freeze the source again", connection -> {
            List<String> again = new ArrayList<>();
            for (int i = 0; i + 1 < note.changes().size(); i++) {
                Frozen.Change change = note.changes().get(i);
                Frozen.Change drop = note.changes().get(i + 1);
                if (prepares(change)
                        && retirement.now(connection, drop).equals(drop.before())
                        && retirement.now(connection, change).equals(change.during())) {
                    execute(connection, change.undo());
                    again.add(change.what());
                }
            }
            return again;
        });
    }

    /** What the source's server has counted by now, also where a part of the source is gone. */
    ActivityMarks marks(List<String> schemas) {
        return apart(
                "ask what was written to the source",
                connection -> dialect.activity().marks(connection, schemas));
    }

    /** Who is connected to what is left of it. */
    Activity.Sessions sessions(List<String> schemas) {
        return apart(
                "look who is connected to the source",
                connection -> dialect.activity().sessions(connection, schemas));
    }

    /**
     * Does what is left.
     *
     * @throws SternaException (REFUSED) when somebody has changed since what was planned
     */
    void act() {
        try {
            apart("retire the source", connection -> {
                for (int i = 0; i < note.changes().size(); i++) {
                    make(connection, note.changes().get(i), i);
                }
                return null;
            });
        } catch (SternaException failure) {
            throw frozenAgain(failure);
        }
    }

    private SternaException frozenAgain(SternaException failure) {
        try {
            takeBack();
            return failure;
        } catch (SternaException left) {
            List<Problem> problems = new ArrayList<>(failure.problems());
            left.problems().stream()
                    .map(problem -> Problem.error(
                            "source-not-frozen",
                            null,
                            "The source may take writes: it was let go to be dropped, and " + problem.message(),
                            "Give the same command again, which begins with that; or by hand: "
                                    + note.changes().stream()
                                            .filter(this::prepares)
                                            .flatMap(change -> change.undo().stream())
                                            .collect(Collectors.joining("; "))))
                    .forEach(problems::add);
            return new SternaException(failure.category(), problems, failure);
        }
    }

    private void make(Connection connection, Frozen.Change change, int number) throws SQLException {
        String found = retirement.now(connection, change);
        if (found.equals(change.during())) {
            return;
        }
        if (!found.equals(change.before())) {
            throw SternaException.of(
                    Category.REFUSED,
                    "retirement-overtaken",
                    null,
                    "Cannot go on: " + change.what() + " is " + (found.isEmpty() ? "not there" : found) + ", and was "
                            + (change.before().isEmpty() ? "not there" : change.before()) + " when this was planned",
                    "See who changes it; then delete " + RetirementNote.FILE
                            + " in the run's directory and give the command again, which looks at everything anew");
        }
        Failpoint.BEFORE_COMMIT.reached(WORK, number);
        execute(connection, change.freeze());
        Failpoint.AFTER_COMMIT.reached(WORK, number);
        String made = retirement.now(connection, change);
        if (!made.equals(change.during())) {
            throw SternaException.of(
                    Category.REFUSED,
                    "retirement-without-effect",
                    null,
                    "Cannot go on: " + change.what() + " is still " + (made.isEmpty() ? "not there" : made)
                            + ", though the server took " + String.join("; ", change.freeze()),
                    "Let an administrator of the server do that; then give the same command again");
        }
    }

    private static void execute(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
