package dev.sterna.decommission;

import dev.sterna.config.DecommissionSettings.Action;
import dev.sterna.config.Endpoint;
import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.Dialects;
import dev.sterna.dialect.server.Frozen;
import dev.sterna.dialect.server.Retirement;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.Connector;
import dev.sterna.jdbc.SharedSessions;
import dev.sterna.model.Side;
import dev.sterna.transfer.Failpoint;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Does to a database what was noted, from wherever an earlier process has come with it. */
final class Retiring {
    private static final String WORK = "retire";

    private final Dialect dialect;
    private final Retirement retirement;
    private final Endpoint beside;
    private final Connector connector;
    private final RetirementNote note;

    /** @param source as the settings name it; it need not be there any more */
    Retiring(Endpoint source, RetirementNote note) {
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
            String server = dialect.probe(connection, beside).identity().serverText();
            if (!server.equals(note.server())) {
                throw SternaException.of(
                        Category.REFUSED,
                        "other-server",
                        null,
                        "Cannot " + doing + ": sterna.source.url leads to " + server + ", and what was planned is for "
                                + note.server(),
                        "Name the server that was cut over from in sterna.source.url");
            }
            return work.on(connection);
        } catch (SQLException failure) {
            throw dialect.explain(failure, Side.SOURCE, doing, null);
        }
    }

    /** Whether anything of it is done, or somebody else has changed the same. */
    boolean isBegun() {
        return apart("see how far the source is retired", connection -> {
            for (Frozen.Change change : note.changes()) {
                if (!retirement.now(connection, change).equals(change.before())) {
                    return true;
                }
            }
            return false;
        });
    }

    /**
     * Does what is left.
     *
     * @throws SternaException (REFUSED) when somebody has changed since what was planned
     */
    void act() {
        apart("retire the source", connection -> {
            for (int i = 0; i < note.changes().size(); i++) {
                make(connection, note.changes().get(i), i);
            }
            return null;
        });
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
        try (Statement statement = connection.createStatement()) {
            for (String sql : change.freeze()) {
                statement.execute(sql);
            }
        }
        Failpoint.AFTER_COMMIT.reached(WORK, number);
    }
}
