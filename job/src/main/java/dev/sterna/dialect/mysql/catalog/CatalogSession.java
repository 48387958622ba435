package dev.sterna.dialect.mysql.catalog;

import dev.sterna.dialect.mysql.server.Privileges;
import dev.sterna.dialect.mysql.server.ScalarQuery;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.schema.Blind;
import dev.sterna.model.schema.ObjectKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** One reading of a catalogue: runs its queries, and keeps what the role may not see. */
final class CatalogSession {
    /** Access denied to a schema, a table, a column, a routine; needs a privilege; no such grant; a view's definer may not. */
    private static final Set<Integer> DENIALS = Set.of(1044, 1142, 1143, 1227, 1370, 1141, 1345, 1356, 1419);

    private final Connection connection;
    private final boolean mariaDb;
    private final String user;
    private final Privileges privileges;
    private final List<Blind> blind = new ArrayList<>();

    private CatalogSession(Connection connection, boolean mariaDb, String user, Privileges privileges) {
        this.connection = connection;
        this.mariaDb = mariaDb;
        this.user = user;
        this.privileges = privileges;
    }

    /** Without the cache of MySQL 8, in which a counter may be a day old. */
    static CatalogSession open(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET @sterna_schema = NULL /*!80003 , SESSION information_schema_stats_expiry = 0 */");
        }
        String[] server = ScalarQuery.text(connection, "SELECT CONCAT(VERSION(), '\\n', CURRENT_USER())")
                .split("\n", 2);
        int host = server[1].lastIndexOf('@');
        String user = MySqlLiterals.text(server[1].substring(0, Math.max(0, host))) + "@"
                + MySqlLiterals.text(server[1].substring(host + 1));
        return new CatalogSession(
                connection, server[0].toLowerCase(Locale.ROOT).contains("mariadb"), user, Privileges.read(connection));
    }

    boolean isMariaDb() {
        return mariaDb;
    }

    Privileges privileges() {
        return privileges;
    }

    List<Blind> blind() {
        return blind;
    }

    /** Notes that something cannot be seen, with what to grant this role, such as {@code EVENT ON `shop`.*}. */
    void cannotSee(ObjectKind kind, String what, String privilege) {
        blind.add(new Blind(kind, what, "GRANT " + privilege + " TO " + user));
    }

    /** A query kept as a resource beside this class. */
    static String resource(String name) {
        try (InputStream in = CatalogSession.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("Missing resource: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read the resource " + name, failure);
        }
    }

    /**
     * Runs a query kept as a resource, for one schema. The schema is written in hexadecimal digits, because it stands
     * in version comments too, which its name could end.
     */
    void forEach(String resource, String schema, RowAction action) throws SQLException {
        String literal = "_utf8mb4 x'" + HexFormat.of().formatHex(schema.getBytes(StandardCharsets.UTF_8)) + "'";
        query(resource(resource).replace(":schema", literal), action);
    }

    void query(String sql, RowAction action) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                action.accept(rows);
            }
        }
    }

    /** The statement of SHOW CREATE as it came over the wire: a binary default is in no character set. */
    byte[] showCreate(String sql, String column) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getBytes(column) : null;
        }
    }

    /**
     * Does something while the server sends its texts as it has them. MySQL would put a question mark for each octet of a
     * binary default that is no character.
     */
    void unconverted(Action action) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET @sterna_results = @@character_set_results, character_set_results = NULL");
            try {
                action.run();
            } finally {
                statement.execute("SET character_set_results = @sterna_results");
            }
        }
    }

    /** Whether the server refuses because of who asks. */
    static boolean isDenied(SQLException failure) {
        return DENIALS.contains(failure.getErrorCode());
    }

    /**
     * A text of the catalogue as it is meant: MySQL 8 keeps expressions with their quotes and backslashes escaped once
     * more, MariaDB as they are.
     */
    String expression(String text) {
        return mariaDb || text == null ? text : StoredExpression.meant(text);
    }

    /** Null for an empty text: that is how both products say that there is no comment. */
    static String textOrNull(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null || text.isEmpty() ? null : text;
    }

    /** What to do meanwhile. */
    @FunctionalInterface
    interface Action {
        void run() throws SQLException;
    }

    /** What to do with a row. */
    @FunctionalInterface
    interface RowAction {
        void accept(ResultSet row) throws SQLException;
    }
}
