package dev.sterna.dialect.mysql.catalog;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.mysql.sql.MySqlTokens;
import dev.sterna.dialect.mysql.sql.MySqlTypes;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Blind;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.sql.SqlToken;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Characters that the catalogue does not tell. It is kept in UTF-8 of three octets at most, so that a question mark stands
 * for each one beyond the basic plane, and MySQL tells letters of expressions beyond ASCII by their octets. What a table
 * computes with such a text is right all the same: so it is asked for that.
 */
final class LostCharacters {
    /** The search for a row that has a label may read all of a table. */
    private static final int MOST_SECONDS = 10;

    private static final String BOUNDED = "/*+ MAX_EXECUTION_TIME(" + MOST_SECONDS * 1000 + ") */ ";

    /** ER_QUERY_TIMEOUT. */
    private static final int TIMED_OUT = 3024;

    private final CatalogSession session;
    private final String schema;
    private boolean timedOut;

    LostCharacters(CatalogSession session, String schema) {
        this.session = session;
        this.schema = schema;
    }

    /** Whether a text of the catalogue may be another than was sent; null is none. */
    static boolean mayBeIn(CatalogSession session, String text) {
        return text != null && text.chars().anyMatch(letter -> letter == '?' || letter > 127 && !session.isMariaDb());
    }

    /** Whether it is a text and nothing else. */
    static boolean isText(String sql) {
        List<SqlToken> tokens = MySqlTokens.of(sql);
        return tokens.size() == 1 && tokens.get(0).kind() == SqlToken.Kind.TEXT;
    }

    /** The texts of another query of which only the texts differ, put into this one; null where that one is another query. */
    static String spliced(String sql, String other) {
        List<SqlToken> tokens = texts(sql);
        List<SqlToken> told = texts(other);
        if (tokens.size() != told.size()) {
            return null;
        }
        StringBuilder out = new StringBuilder();
        int copied = 0;
        for (int i = 0; i < tokens.size(); i++) {
            out.append(sql, copied, tokens.get(i).start())
                    .append(other, told.get(i).start(), told.get(i).end());
            copied = tokens.get(i).end();
        }
        return out.append(sql.substring(copied)).toString();
    }

    private static List<SqlToken> texts(String sql) {
        return MySqlTokens.of(sql).stream()
                .filter(token -> token.kind() == SqlToken.Kind.TEXT)
                .toList();
    }

    /** The defaults of these columns, by column, as far as the server gives them. */
    Map<String, String> defaults(String table, List<String> columns) throws SQLException {
        Map<String, String> found = new HashMap<>();
        for (String column : columns) {
            String given = ofDefault(table, "HEX(CONVERT(" + standard(column) + " USING utf8mb4)) AS v");
            if (given == null) {
                cannotTell("characters of the default of column " + schema + "." + table + "." + column);
            } else {
                found.put(column, MySqlLiterals.text(text(given)));
            }
        }
        return found;
    }

    /** What is made of the default of a column, of which no more than a row is read; null where there is none. */
    private String ofDefault(String table, String value) throws SQLException {
        String from = " FROM " + quoted(table) + " t";
        // Without rows too; only MySQL gives the default of a column that is NOT NULL then.
        String given = asked("SELECT " + value + from + " RIGHT JOIN (SELECT 1 AS one) o ON TRUE LIMIT 1");
        return given != null || session.isMariaDb()
                ? given
                : asked("SELECT " + value + from + " WHERE NOT EXISTS (SELECT 1 FROM " + quoted(table)
                        + ") HAVING COUNT(*) = 0");
    }

    private static String standard(String column) {
        return "COALESCE(DEFAULT(t." + MySqlLiterals.quote(column) + "))";
    }

    /** The same column, with the labels of an ENUM or members of a SET as they are. */
    ColumnDefinition labelled(String table, ColumnDefinition column) throws SQLException {
        Column itself = column.column();
        boolean set = itself.type() instanceof LogicalType.SetOf;
        List<String> listed = itself.type() instanceof LogicalType.Enumeration type
                ? type.values()
                : itself.type() instanceof LogicalType.SetOf type ? type.values() : List.of();
        if (listed.stream().noneMatch(label -> label.indexOf('?') >= 0)) {
            return column;
        }
        List<String> labels = session.isMariaDb()
                ? declared(table, itself.name(), listed, set)
                : used(table, itself.name(), listed, set);
        LogicalType type = set ? new LogicalType.SetOf(labels) : new LogicalType.Enumeration(labels);
        return column.with(new Column(
                itself.name(),
                type,
                MySqlTypes.listed(set ? "set" : "enum", labels),
                itself.nullable(),
                itself.generated(),
                itself.charset(),
                itself.collation()));
    }

    /** A variable of the column's type takes a label by its number. */
    private List<String> declared(String table, String column, List<String> listed, boolean set) throws SQLException {
        StringBuilder sql = new StringBuilder("BEGIN NOT ATOMIC DECLARE l TYPE OF " + quoted(table) + "."
                + MySqlLiterals.quote(column) + "; DECLARE r LONGTEXT DEFAULT '';");
        for (int i = 0; i < listed.size(); i++) {
            sql.append(" SET l = ")
                    .append(number(i, set))
                    .append("; SET r = CONCAT(r, HEX(CONVERT(l USING utf8mb4)), '.');");
        }
        String told = asked(sql + " SELECT r AS v; END");
        if (told == null) {
            cannotTell("characters of labels of column " + schema + "." + table + "." + column);
            return listed;
        }
        List<String> labels = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < listed.size(); i++) {
            int end = told.indexOf('.', from);
            labels.add(text(told.substring(from, end)));
            from = end + 1;
        }
        return labels;
    }

    /** The default tells a label, or a row that has it; a search that took too long is the table's last one. */
    private List<String> used(String table, String column, List<String> listed, boolean set) throws SQLException {
        List<String> labels = new ArrayList<>();
        String name = MySqlLiterals.quote(column);
        String from = " FROM " + quoted(table);
        String standard = ofDefault(table, told("DEFAULT(t." + name + ")", standard(column)));
        for (int i = 0; i < listed.size(); i++) {
            String label = listed.get(i);
            if (label.indexOf('?') >= 0) {
                long number = number(i, set);
                String given = standard != null && has(standard, number, set) ? standard : null;
                if (given == null && !timedOut) {
                    String has = set ? " & " + number + " <> 0" : " + 0 = " + number;
                    given = asked("SELECT " + BOUNDED + told(name, name) + from + " WHERE " + name + has + " LIMIT 1");
                }
                if (given == null) {
                    cannotTell("characters of label " + (i + 1) + " of column " + schema + "." + table + "." + column
                            + ", which no row has that was found within " + MOST_SECONDS + " seconds");
                    label = other(label, listed, labels);
                } else {
                    label = label(given, number, set);
                }
            }
            labels.add(label);
        }
        return labels;
    }

    /** A label that nobody knows must still be another one than those before it. */
    private static String other(String label, List<String> listed, List<String> before) {
        String other = label;
        while (before.contains(other) || !other.equals(label) && listed.contains(other)) {
            other += "?";
        }
        return other;
    }

    /** The number of a value before its text; within a function it has none. */
    private static String told(String value, String text) {
        return "CONCAT(" + value + " + 0, '.', HEX(CONVERT(" + text + " USING utf8mb4))) AS v";
    }

    private static boolean has(String told, long number, boolean set) {
        return set ? (value(told) & number) != 0 : value(told) == number;
    }

    private static String label(String told, long number, boolean set) {
        String text = text(told.substring(told.indexOf('.') + 1));
        // The members of a set stand in the order of their bits.
        int before = Long.bitCount(value(told) & number - 1);
        return set ? Arrays.asList(text.split(",", -1)).get(before) : text;
    }

    private static long value(String told) {
        return Long.parseUnsignedLong(told.substring(0, told.indexOf('.')));
    }

    private static long number(int place, boolean set) {
        return set ? 1L << place : place + 1L;
    }

    /** Null where there is no row, or the user may not ask. */
    private String asked(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try {
            session.query(sql, row -> values.add(row.getString("v")));
        } catch (SQLException refused) {
            // A table that cannot be opened does not tell either.
            if (String.valueOf(refused.getSQLState()).startsWith("08")) {
                throw refused;
            }
            timedOut |= refused.getErrorCode() == TIMED_OUT;
        }
        return values.isEmpty() ? null : values.get(0);
    }

    private void cannotTell(String what) {
        cannotTell(session, what);
    }

    /** Notes that a text may be another one than was sent. */
    static void cannotTell(CatalogSession session, String what) {
        session.blind()
                .add(new Blind(
                        ObjectKind.OTHER,
                        what,
                        "Where a question mark stands for a character beyond U+FFFF, which the catalogue does not tell, put"
                                + " it into the target by hand"));
    }

    private static String text(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8);
    }

    private String quoted(String table) {
        return MySqlLiterals.quote(new TableName(schema, table));
    }
}
