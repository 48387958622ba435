package dev.sterna.fidelity;

import dev.sterna.embedded.Engine;
import dev.sterna.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a server itself says that it holds: its own text or hexadecimal output by plain JDBC. It has no code in common with
 * the job.
 */
final class Witness {
    private static final int SHOWN_CHARACTERS = 2000;

    /** What two servers of one family must agree on to the octet, or what a server shows to anybody. */
    enum View {
        OCTETS,
        TEXT
    }

    private Witness() {}

    /** The values of a column by the id of their rows; the first line of a column is its type, under -1. */
    static Map<Integer, String> column(TestDatabase database, String table, String column, View view) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            String type = type(statement, database, table, column);
            Map<Integer, String> values = new TreeMap<>();
            values.put(-1, type);
            boolean postgres = database.engine() == Engine.POSTGRESQL;
            if (!postgres && type.matches("(float|double).*")) {
                addReals(connection, table, column, values);
                return values;
            }
            String expression = postgres ? ofPostgres(column, type) : ofMySql(column, type, view);
            try (ResultSet rows = statement.executeQuery("SELECT id, " + expression + " FROM " + table)) {
                while (rows.next()) {
                    values.put(rows.getInt(1), shortened(rows.getString(2)));
                }
            }
            return values;
        } catch (SQLException failure) {
            throw new AssertionError("Cannot read " + table + "." + column, failure);
        }
    }

    /** Only prepared statements give the octets of a number instead of some text of it. */
    private static void addReals(Connection connection, String table, String column, Map<Integer, String> values)
            throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT id, " + column + " * 1e0 FROM " + table);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                double value = rows.getDouble(2);
                String octets = rows.wasNull() ? null : HexFormat.of().toHexDigits(Double.doubleToRawLongBits(value));
                values.put(rows.getInt(1), octets);
            }
        }
    }

    private static Connection connect(TestDatabase database) throws SQLException {
        if (database.engine() == Engine.POSTGRESQL) {
            // In the simple protocol every value comes as the server's text.
            Connection connection = database.connect(Map.of("preferQueryMode", "simple"));
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres';"
                        + " SET extra_float_digits = 1; SET bytea_output = 'hex'");
            }
            return connection;
        }
        Connection connection = database.connect(Map.of("useServerPrepStmts", "true"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET NAMES utf8mb4");
            statement.execute("SET SESSION time_zone = '+00:00'");
        }
        return connection;
    }

    private static String type(Statement statement, TestDatabase database, String table, String column)
            throws SQLException {
        String query = database.engine() == Engine.POSTGRESQL
                ? "SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = '" + table
                        + "'::regclass AND attname = '" + column + "'"
                : "SELECT CONCAT_WS(' ', COLUMN_TYPE, CHARACTER_SET_NAME) FROM information_schema.COLUMNS WHERE"
                        + " TABLE_SCHEMA = DATABASE() AND TABLE_NAME = '" + table + "' AND COLUMN_NAME = '" + column
                        + "'";
        try (ResultSet row = statement.executeQuery(query)) {
            if (!row.next()) {
                throw new AssertionError("There is no column " + table + "." + column);
            }
            return row.getString(1);
        }
    }

    private static String ofPostgres(String column, String type) {
        return switch (type) {
            case "bytea" -> "encode(" + column + ", 'hex')";
            // Not as a locale shows it.
            case "money" -> column + "::numeric";
            case "real", "double precision" -> "encode(float8send(" + column + "::float8), 'hex')";
            default -> column;
        };
    }

    private static String ofMySql(String column, String type, View view) {
        String name = type.toLowerCase(Locale.ROOT).replaceFirst("[^a-z0-9].*$", "");
        return switch (name) {
            case "bit" -> "LPAD(BIN(" + column + " + 0), " + type.replaceAll("\\D", "") + ", '0')";
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob", "vector" ->
                "LOWER(HEX(" + column + "))";
            // Its well-known binary form stands behind the four octets of its SRID.
            case "geometry",
                    "point",
                    "linestring",
                    "polygon",
                    "multipoint",
                    "multilinestring",
                    "multipolygon",
                    "geomcollection",
                    "geometrycollection" ->
                view == View.OCTETS ? "LOWER(HEX(" + column + "))" : "LOWER(SUBSTR(HEX(" + column + "), 9))";
            case "enum", "set" ->
                view == View.OCTETS
                        ? "CONCAT(" + column + " + 0, ':', HEX(" + column + "))"
                        : "CAST(" + column + " AS CHAR)";
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" ->
                view == View.OCTETS ? "HEX(" + column + ")" : "CAST(" + column + " AS CHAR)";
            default -> "CAST(" + column + " AS CHAR)";
        };
    }

    /** A long text as its length and hash. */
    static String shortened(String text) {
        if (text == null || text.length() <= SHOWN_CHARACTERS) {
            return text;
        }
        try {
            byte[] octets = text.getBytes(StandardCharsets.UTF_8);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(octets);
            return text.length() + " characters, SHA-256 " + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
