package dev.sterna.launcher.bench;

import dev.sterna.embedded.Engine;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A database for one attempt of one contender, dropped after it. */
final class FreshDatabase implements AutoCloseable {
    private static final long MOST_WARMING_BYTES = 2L << 30;
    private static final int FILLER_BYTES = 1000;

    private final Server home;
    private final Server fresh;

    private FreshDatabase(Server home, Server fresh) {
        this.home = home;
        this.fresh = fresh;
    }

    /** @throws SternaException (TARGET) when the user may not create databases */
    static FreshDatabase create(Server home, String contender) {
        String name = home.database() + "_" + contender.replace('-', '_');
        FreshDatabase database = new FreshDatabase(home, home.in(name));
        try {
            database.drop();
            home.execute("CREATE DATABASE " + name);
            database.settle();
            return database;
        } catch (SQLException e) {
            throw SternaException.of(
                    Category.TARGET,
                    "cannot-create-database",
                    null,
                    "Cannot create the database " + name + " for " + contender + ": " + e.getMessage(),
                    "Let the target's user create and drop databases whose names begin with " + home.database() + "_",
                    e);
        }
    }

    /**
     * Has the server write and drop as much as it is going to get, so that the first contender does not pay alone for
     * memory and log files that nobody has used yet.
     */
    static void warmUp(Server home, long bytes) throws SQLException {
        long rows = Math.max(1, Math.min(bytes, MOST_WARMING_BYTES) / FILLER_BYTES);
        try (FreshDatabase scratch = create(home, "warm-up")) {
            scratch.fresh.execute("CREATE TABLE filler AS SELECT repeat('x', " + FILLER_BYTES + ") AS text FROM "
                    + (home.engine() == Engine.POSTGRESQL ? "generate_series(1, " + rows + ")" : "seq_1_to_" + rows));
        }
    }

    Server server() {
        return fresh;
    }

    /** What is wrong with the rows that arrived; empty when there are as many as in the source. */
    Optional<String> shortfall(List<SourceTable> tables) {
        List<String> wrong = new ArrayList<>();
        try (Connection connection = fresh.connect(Map.of());
                Statement statement = connection.createStatement()) {
            for (SourceTable table : tables) {
                try (ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table.name())) {
                    row.next();
                    long arrived = row.getLong(1);
                    if (arrived != table.rows()) {
                        wrong.add(String.format(
                                Locale.ROOT, "%s has %,d rows, not %,d", table.name(), arrived, table.rows()));
                    }
                }
            }
        } catch (SQLException e) {
            wrong.add(e.getMessage());
        }
        return wrong.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", wrong));
    }

    /** Lets nobody begin with what the one before left to be written. */
    void settle() throws SQLException {
        if (home.engine() == Engine.POSTGRESQL) {
            try {
                home.asAdministrator().execute("CHECKPOINT");
            } catch (SQLException e) {
                Console.say("the target's user may not CHECKPOINT, so rows may write what the ones before them left");
            }
        }
    }

    private void drop() throws SQLException {
        String drop = "DROP DATABASE IF EXISTS " + fresh.database();
        if (home.engine() != Engine.POSTGRESQL) {
            home.execute(drop);
            return;
        }
        try {
            // What a killed client left open must not keep the database alive.
            home.execute(drop + " WITH (FORCE)");
        } catch (SQLException notTheirs) {
            // Nobody but a superuser may end an autovacuum by force; asked without it, the server ends that by itself.
            try {
                home.execute(drop);
            } catch (SQLException alsoNot) {
                notTheirs.addSuppressed(alsoNot);
                throw notTheirs;
            }
        }
    }

    @Override
    public void close() throws SQLException {
        drop();
    }
}
