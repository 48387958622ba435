package dev.sterna.testing;

import dev.sterna.embedded.Database;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.Login;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A database of one test. SQL errors come as {@link AssertionError}, with the statement. Every call has a session that is as
 * good as new.
 */
public final class TestDatabase implements Database {
    private final TestServer server;
    private final String name;
    private final List<Login> users = new ArrayList<>();

    private TestDatabase(TestServer server, String name) {
        this.server = server;
        this.name = name;
    }

    static TestDatabase create(TestServer server, String name, String clause) {
        TestDatabase database = new TestDatabase(server, name);
        String owner = server.owner().user();
        if (server.engine() == Engine.POSTGRESQL) {
            database.administrate("CREATE DATABASE " + name + " OWNER \"" + owner + "\" " + clause);
        } else {
            database.administrate("CREATE DATABASE " + name + " " + clause);
            if (!owner.equals(server.administrator().user())) {
                String pattern = name.replace("_", "\\_");
                database.administrate(
                        "GRANT ALL ON `" + pattern + "`.* TO '" + owner + "'@'%'",
                        "GRANT ALL ON `" + pattern + "\\_%`.* TO '" + owner + "'@'%'");
            }
        }
        return database;
    }

    @Override
    public Engine engine() {
        return server.engine();
    }

    public String name() {
        return name;
    }

    /** What its engine writes in its own way. */
    public EngineSql sql() {
        return EngineSql.of(engine());
    }

    /** The schema of the tables that say none. */
    public String defaultSchema() {
        return sql().defaultSchema(name);
    }

    public String jdbcUrl() {
        return server.url().apply(name);
    }

    /** The owner of this database, who is no administrator. */
    public String user() {
        return server.owner().user();
    }

    public String password() {
        return server.owner().password();
    }

    /** Superuser or root; for what a database's owner may not do. */
    public Login administrator() {
        return server.administrator();
    }

    /** A connection of the owner, to be closed by the caller. */
    public Connection connect() throws SQLException {
        return connect(server.owner());
    }

    @Override
    public Connection connect(Map<String, String> properties) throws SQLException {
        return Database.at(server.engine(), jdbcUrl(), server.owner()).connect(properties);
    }

    /** A connection of somebody else. */
    public Connection connect(Login login) throws SQLException {
        return connect(name, login);
    }

    /** Runs statements as the owner, one after another on one connection. */
    public void execute(String... sql) {
        execute(name, server.owner(), sql);
    }

    /** Runs statements as the administrator, in this database. */
    public void executeAsAdministrator(String... sql) {
        execute(name, server.administrator(), sql);
        // What somebody may do is for some servers a matter of when he came.
        renewSessions();
    }

    /** Lets the owner keep others from writing, and end their sessions. */
    public void letOwnerFreeze() {
        executeAsAdministrator(
                switch (engine()) {
                    case POSTGRESQL -> "GRANT pg_signal_backend, pg_read_all_stats TO \"" + user() + "\"";
                    case MARIADB -> "GRANT READ_ONLY ADMIN, CONNECTION ADMIN, PROCESS ON *.* TO '" + user() + "'@'%'";
                    case MYSQL -> "GRANT CONNECTION_ADMIN ON *.* TO '" + user() + "'@'%'";
                });
    }

    /** All rows of a query by the owner, every value as the driver's string; NULL is null. */
    public List<List<String>> query(String sql) {
        return inSession(name, server.owner(), statement -> rows(statement, sql), sql);
    }

    private static List<List<String>> rows(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            int width = rows.getMetaData().getColumnCount();
            List<List<String>> result = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>(width);
                for (int column = 1; column <= width; column++) {
                    row.add(rows.getString(column));
                }
                result.add(Collections.unmodifiableList(row));
            }
            return result;
        } catch (SQLException e) {
            throw failure(sql, e);
        }
    }

    /** Lets every session begin anew, for when somebody else may have changed with what they begin. */
    public void renewSessions() {
        server.sessions().close(name);
    }

    /** The first column of the only row of a query. */
    public String queryValue(String sql) {
        List<List<String>> rows = query(sql);
        if (rows.size() != 1) {
            throw new AssertionError(rows.size() + " rows instead of one: " + sql);
        }
        return rows.get(0).get(0);
    }

    /**
     * A new user who may log in and connect, and what the grants say, nothing else; dropped with this database.
     *
     * @param grants statements with {@code %s} for the user, run by the administrator in this database, such as
     *     {@code GRANT SELECT ON orders TO %s}
     */
    public Login createUser(String... grants) {
        Login login = new Login(name + "_u" + (users.size() + 1), "p" + Integer.toHexString(name.hashCode()));
        String grantee = grantee(login);
        administrate(
                server.engine() == Engine.POSTGRESQL
                        ? "CREATE ROLE " + grantee + " LOGIN PASSWORD '" + login.password() + "'"
                        : "CREATE USER " + grantee + " IDENTIFIED BY '" + login.password() + "'");
        users.add(login);
        for (String grant : grants) {
            executeAsAdministrator(String.format(grant, grantee));
        }
        return login;
    }

    /** Drops the database, its users, and whoever is still connected to it. */
    void drop() {
        renewSessions();
        if (server.engine() == Engine.POSTGRESQL) {
            administrate("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
            users.forEach(user -> administrate("DROP ROLE " + grantee(user)));
        } else {
            administrate("DROP DATABASE IF EXISTS " + name);
            users.forEach(user -> administrate("DROP USER " + grantee(user)));
        }
    }

    private String grantee(Login login) {
        return server.engine() == Engine.POSTGRESQL ? login.user() : "'" + login.user() + "'@'%'";
    }

    private void administrate(String... sql) {
        execute(server.administrationDatabase(), server.administrator(), sql);
    }

    private void execute(String database, Login login, String... sql) {
        inSession(
                database,
                login,
                statement -> {
                    for (String next : sql) {
                        try {
                            statement.execute(next);
                        } catch (SQLException e) {
                            throw failure(next, e);
                        }
                    }
                    return null;
                },
                sql);
    }

    /** What is done with a session. */
    private interface Doing<T> {
        T with(Statement statement) throws SQLException;
    }

    /** Does something with a session, which goes on to others if that is all that it has been used for. */
    private <T> T inSession(String database, Login login, Doing<T> doing, String... sql) {
        KeptSessions sessions = server.sessions();
        boolean plain = KeptSessions.arePlain(sql);
        if (!plain) {
            sessions.closeAll();
        }
        Connection session = null;
        try {
            session = sessions.take(database, login.user(), () -> connect(database, login));
            T result;
            try (Statement statement = session.createStatement()) {
                result = doing.with(statement);
            }
            if (plain) {
                sessions.giveBack(database, login.user(), session);
                session = null;
            }
            return result;
        } catch (SQLException e) {
            throw failure("connect", e);
        } finally {
            close(session);
        }
    }

    private static void close(Connection session) {
        try {
            if (session != null) {
                session.close();
            }
        } catch (SQLException e) {
            throw failure("disconnect", e);
        }
    }

    private Connection connect(String database, Login login) throws SQLException {
        return Database.at(server.engine(), server.url().apply(database), login).connect(Map.of());
    }

    private static AssertionError failure(String sql, SQLException e) {
        return new AssertionError(e.getMessage() + "\nin: " + sql, e);
    }
}
