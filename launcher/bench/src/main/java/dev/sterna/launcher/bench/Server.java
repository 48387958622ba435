package dev.sterna.launcher.bench;

import dev.sterna.embedded.Database;
import dev.sterna.embedded.EmbeddedServer;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.Login;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One database of a server, in the parts that command-line clients want to have separately.
 *
 * @param parameters of the URL, with the question mark; may be empty
 * @param administrator empty when the server is not ours
 */
record Server(
        Engine engine,
        String host,
        int port,
        String database,
        String parameters,
        Login login,
        Optional<Login> administrator)
        implements Database {

    private static final Pattern URL =
            Pattern.compile("jdbc:(mariadb|postgresql)://([^:/?,]+)(?::(\\d+))?/([^/?]+)(\\?.*)?");

    static Server of(EmbeddedServer server) {
        Matcher url = matched(server.jdbcUrl());
        return new Server(
                server.engine(),
                server.host(),
                server.port(),
                server.database(),
                parameters(url),
                new Login(server.user(), server.password()),
                Optional.of(server.administrator()));
    }

    /** @throws dev.sterna.error.SternaException (USAGE) when the URL is not understood */
    static Server of(String url, Login login) {
        Matcher parts = matched(url);
        Engine engine = engine(parts);
        int defaultPort = engine == Engine.POSTGRESQL ? 5432 : 3306;
        int port = parts.group(3) == null ? defaultPort : Integer.parseInt(parts.group(3));
        return new Server(engine, parts.group(2), port, parts.group(4), parameters(parts), login, Optional.empty());
    }

    static Engine engineOf(String url) {
        return engine(matched(url));
    }

    private static Matcher matched(String url) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw Options.usage("Invalid URL: " + url
                    + " (must be jdbc:mariadb://host[:port]/database or jdbc:postgresql://host[:port]/database,"
                    + " user and password by environment)");
        }
        return matcher;
    }

    private static Engine engine(Matcher url) {
        return url.group(1).equals("mariadb") ? Engine.MARIADB : Engine.POSTGRESQL;
    }

    private static String parameters(Matcher url) {
        return url.group(5) == null ? "" : url.group(5);
    }

    /** Another database of the same server, for the same user. */
    Server in(String name) {
        return new Server(engine, host, port, name, parameters, login, administrator);
    }

    /** The same for another user. */
    Server as(Login other) {
        return new Server(engine, host, port, database, parameters, other, Optional.empty());
    }

    /** The same as who may do everything; where that is not known, as who is. */
    Server asAdministrator() {
        return as(administrator.orElse(login));
    }

    String jdbcUrl() {
        String scheme = engine == Engine.POSTGRESQL ? "postgresql" : "mariadb";
        return "jdbc:" + scheme + "://" + host + ":" + port + "/" + database + parameters;
    }

    /** The URL with one more parameter. */
    String jdbcUrl(String parameter) {
        return jdbcUrl() + (parameters.isEmpty() ? "?" : "&") + parameter;
    }

    /** Whether clients must be told that there is no TLS. */
    boolean plain() {
        return parameters.contains("sslMode=disable");
    }

    @Override
    public Connection connect(Map<String, String> properties) throws SQLException {
        return Database.at(engine, jdbcUrl(), login).connect(properties);
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = connect(Map.of());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of a query. */
    List<Integer> numbers(String sql) throws SQLException {
        List<Integer> numbers = new ArrayList<>();
        try (Connection connection = connect(Map.of());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                numbers.add(rows.getInt(1));
            }
        }
        return numbers;
    }

    /** Engine and version, as in {@code PostgreSQL 18.6}. */
    String version() throws SQLException {
        try (Connection connection = connect(Map.of())) {
            String version = connection.getMetaData().getDatabaseProductVersion();
            String name = connection.getMetaData().getDatabaseProductName();
            return name + " " + version.replaceFirst("[- ].*", "");
        }
    }

    @Override
    public String toString() {
        return engine + " " + host + ":" + port + "/" + database;
    }
}
