package dev.sterna.dialect.mysql.health;

import dev.sterna.dialect.health.Headroom;
import dev.sterna.dialect.health.Headroom.Kind;
import dev.sterna.dialect.mysql.health.MySqlIndexes.Column;
import dev.sterna.dialect.mysql.server.ScalarQuery;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.TableName;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What AUTO_INCREMENT columns have left of their types, and MariaDB's sequences of their limits. */
final class MySqlHeadroom {
    /** Columns that the server numbers, each with its table; the name of the schema follows. */
    private static final String COUNTERS = " FROM information_schema.COLUMNS c JOIN information_schema.TABLES t"
            + " ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME"
            + " WHERE c.EXTRA LIKE '%auto_increment%' AND c.TABLE_SCHEMA = ";

    private static final BigInteger MOST_OF_SEQUENCE = BigInteger.valueOf(Long.MAX_VALUE - 1);

    private static final String REFERRED =
            "Foreign keys use it, and so the server refuses to alter it alone: drop them, MODIFY it and the"
                    + " columns at their other end, and add them again, while nobody writes; it becomes ";

    private MySqlHeadroom() {}

    static List<Headroom> read(
            Connection connection, List<TableName> tables, Set<Column> ofForeignKeys, List<String> untold)
            throws SQLException {
        List<Headroom> found = new ArrayList<>();
        for (String schema : MySqlHealth.schemas(tables)) {
            found.addAll(columns(connection, schema, tables, ofForeignKeys));
            found.addAll(sequences(connection, schema, untold));
        }
        return found;
    }

    private static List<Headroom> columns(
            Connection connection, String schema, List<TableName> tables, Set<Column> ofForeignKeys)
            throws SQLException {
        open(connection, schema, tables);
        List<Headroom> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT c.TABLE_NAME, c.COLUMN_NAME, c.COLUMN_TYPE, c.COLUMN_COMMENT, t.AUTO_INCREMENT, c.EXTRA"
                                + COUNTERS + MySqlLiterals.text(schema)
                                + " AND t.AUTO_INCREMENT IS NOT NULL ORDER BY 1")) {
            while (row.next()) {
                TableName table = new TableName(schema, row.getString(1));
                String type = row.getString(3).toLowerCase(Locale.ROOT);
                BigInteger limit = limit(type);
                if (tables.contains(table) && limit != null) {
                    boolean hidden = row.getString(6).toUpperCase(Locale.ROOT).contains("INVISIBLE");
                    String widen = widen(table, row.getString(2), type, row.getString(4), hidden ? " INVISIBLE" : "");
                    boolean referred = widen != null && ofForeignKeys.contains(new Column(table, row.getString(2)));
                    found.add(new Headroom(
                            Kind.COUNTER,
                            table,
                            table + "." + row.getString(2),
                            new BigInteger(row.getString(5)).subtract(BigInteger.ONE),
                            limit,
                            referred ? null : widen,
                            referred ? REFERRED + wider(type) : null));
                }
            }
        }
        return found;
    }

    /** Of a table that MySQL does not have open its catalogue knows no counter; it is open once a statement names it. */
    private static void open(Connection connection, String schema, List<TableName> tables) throws SQLException {
        List<TableName> closed = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT c.TABLE_NAME" + COUNTERS + MySqlLiterals.text(schema)
                        + " AND (t.AUTO_INCREMENT IS NULL OR t.AUTO_INCREMENT = 1)")) {
            while (row.next()) {
                closed.add(new TableName(schema, row.getString(1)));
            }
        }
        closed.retainAll(tables);
        for (TableName table : closed) {
            ScalarQuery.textIfAllowed(connection, "SELECT 1 FROM " + MySqlLiterals.quote(table) + " LIMIT 0");
        }
    }

    /** Null of a type that is no whole number. */
    private static BigInteger limit(String type) {
        int bits = switch (type.replaceFirst("[^a-z].*", "")) {
            case "tinyint" -> 8;
            case "smallint" -> 16;
            case "mediumint" -> 24;
            case "int" -> 32;
            case "bigint" -> 64;
            default -> 0;
        };
        return bits == 0
                ? null
                : BigInteger.TWO
                        .pow(type.contains("unsigned") ? bits : bits - 1)
                        .subtract(BigInteger.ONE);
    }

    private static String wider(String type) {
        String wider = type.contains("unsigned") || type.startsWith("bigint") ? "bigint unsigned" : "bigint";
        return wider + (type.contains("zerofill") ? " zerofill" : "");
    }

    private static String widen(TableName table, String column, String type, String comment, String hidden) {
        if (type.startsWith("bigint") && type.contains("unsigned")) {
            return null;
        }
        return "ALTER TABLE " + MySqlLiterals.quote(table) + " MODIFY " + MySqlLiterals.quote(column) + " "
                + wider(type)
                + " NOT NULL AUTO_INCREMENT" + hidden
                + (comment == null || comment.isEmpty() ? "" : " COMMENT " + MySqlLiterals.text(comment));
    }

    private static List<Headroom> sequences(Connection connection, String schema, List<String> untold)
            throws SQLException {
        List<Headroom> found = new ArrayList<>();
        for (TableName sequence : sequenceNames(connection, schema)) {
            String quoted = MySqlLiterals.quote(sequence);
            String numbers = ScalarQuery.textIfAllowed(
                    connection,
                    "SELECT CONCAT_WS(' ', next_not_cached_value, minimum_value, maximum_value, increment, cycle_option) FROM "
                            + quoted);
            if (numbers == null) {
                untold.add("what sequence " + sequence + " has left (GRANT SELECT ON " + quoted
                        + " TO the user would let it)");
            } else {
                String[] parts = numbers.split(" ", -1);
                BigInteger next = new BigInteger(parts[0]);
                BigInteger least = new BigInteger(parts[1]);
                BigInteger greatest = new BigInteger(parts[2]);
                boolean down = parts[3].startsWith("-");
                boolean cycles = parts[4].equals("1");
                BigInteger begin = down ? greatest : least;
                if (!cycles) {
                    found.add(new Headroom(
                            Kind.COUNTER,
                            null,
                            sequence.toString(),
                            next.subtract(begin).abs(),
                            greatest.subtract(least).add(BigInteger.ONE),
                            !down && greatest.compareTo(MOST_OF_SEQUENCE) < 0
                                    ? "ALTER SEQUENCE " + quoted + " MAXVALUE " + MOST_OF_SEQUENCE
                                    : null,
                            null));
                }
            }
        }
        return found;
    }

    private static List<TableName> sequenceNames(Connection connection, String schema) throws SQLException {
        List<TableName> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT TABLE_NAME FROM information_schema.TABLES"
                        + " WHERE TABLE_TYPE = 'SEQUENCE' AND TABLE_SCHEMA = " + MySqlLiterals.text(schema)
                        + " ORDER BY 1")) {
            while (row.next()) {
                names.add(new TableName(schema, row.getString(1)));
            }
        }
        return names;
    }
}
