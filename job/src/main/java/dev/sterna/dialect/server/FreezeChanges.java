package dev.sterna.dialect.server;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Makes the changes of a freeze, and takes them back where nobody else has changed the same since. */
public final class FreezeChanges {
    private final Now now;
    private final Runner freezing;
    private final Runner undoing;

    /** How something is that a freeze changes. */
    @FunctionalInterface
    public interface Now {
        String of(Connection connection, Frozen.Change change) throws SQLException;
    }

    /** Runs a statement of a freeze. */
    @FunctionalInterface
    public interface Runner {
        void run(Connection connection, String sql) throws SQLException;
    }

    public FreezeChanges(Now now, Runner freezing, Runner undoing) {
        this.now = now;
        this.freezing = freezing;
        this.undoing = undoing;
    }

    /** What is to be done once the changes are made. */
    @FunctionalInterface
    public interface Then {
        void run() throws SQLException;
    }

    /** Makes those that are not made yet, and does what is to be done then; when anything fails, all is taken back. */
    public void act(Connection connection, Frozen planned, Then then) throws SQLException {
        try {
            make(connection, planned);
            then.run();
        } catch (SQLException | RuntimeException failure) {
            try {
                undo(connection, planned);
            } catch (SQLException | RuntimeException left) {
                failure.addSuppressed(left);
            }
            throw failure;
        }
    }

    private void make(Connection connection, Frozen planned) throws SQLException {
        for (Frozen.Change change : planned.changes()) {
            String found = now.of(connection, change);
            if (!found.equals(change.before()) && !found.equals(change.during())) {
                throw SternaException.of(
                        Category.REFUSED,
                        "freeze-overtaken",
                        null,
                        "Cannot freeze the source: " + change.what() + " is " + shown(found) + ", and was "
                                + shown(change.before()) + " when the freeze was planned",
                        "See who changes it, and give the command again: it plans anew");
            }
            if (!found.equals(change.during())) {
                run(connection, freezing, change.freeze());
            }
        }
    }

    /** See {@link WriteFreeze#undo}. */
    public List<String> undo(Connection connection, Frozen frozen) throws SQLException {
        List<String> left = new ArrayList<>();
        for (int i = frozen.changes().size() - 1; i >= 0; i--) {
            Frozen.Change change = frozen.changes().get(i);
            String found = now.of(connection, change);
            if (found.equals(change.before())) {
                continue;
            }
            if (found.equals(change.during())) {
                run(connection, undoing, change.undo());
            } else {
                left.add(change.what() + " stays " + shown(found) + ", which somebody else has made of it; it was "
                        + shown(change.before()) + " before the freeze"
                        + (change.undo().isEmpty() ? "" : ": " + String.join("; ", change.undo())));
            }
        }
        return left;
    }

    private static String shown(String value) {
        return value.isEmpty() ? "not set" : value;
    }

    private static void run(Connection connection, Runner runner, List<String> statements) throws SQLException {
        for (String sql : statements) {
            runner.run(connection, sql);
        }
    }

    /** Runs a statement, and waits as long as the server does. */
    public static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
