package dev.sterna.testing;

import dev.sterna.embedded.EmbeddedServer;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.Login;
import java.util.function.UnaryOperator;

/**
 * A server that tests may make databases on, wherever it comes from.
 *
 * @param owner who will own the databases; the administrator himself where only one user is known
 * @param url from the name of a database to its URL
 * @param sessions of whoever gives statements to databases of tests
 */
record TestServer(
        Engine engine,
        Login owner,
        Login administrator,
        String administrationDatabase,
        UnaryOperator<String> url,
        KeptSessions sessions,
        Runnable stop)
        implements AutoCloseable {

    static TestServer of(EmbeddedServer server) {
        return new TestServer(
                server.engine(),
                new Login(server.user(), server.password()),
                server.administrator(),
                server.engine() == Engine.POSTGRESQL ? "postgres" : "mysql",
                server::jdbcUrl,
                new KeptSessions(),
                server::close);
    }

    /** A server that somebody else runs, known by the URL of one of its databases and an administrator. */
    static TestServer at(Engine engine, String databaseUrl, Login administrator, Runnable stop) {
        int slash = databaseUrl.indexOf('/', databaseUrl.indexOf("://") + 3);
        if (slash < 0) {
            throw new IllegalArgumentException("Cannot find a database in the URL: " + databaseUrl);
        }
        int query = databaseUrl.indexOf('?', slash);
        String before = databaseUrl.substring(0, slash + 1);
        String after = query < 0 ? "" : databaseUrl.substring(query);
        String database = databaseUrl.substring(slash + 1, query < 0 ? databaseUrl.length() : query);
        return new TestServer(
                engine,
                administrator,
                administrator,
                database,
                name -> before + name + after,
                new KeptSessions(),
                stop);
    }

    @Override
    public void close() {
        sessions.closeAll();
        stop.run();
    }
}
