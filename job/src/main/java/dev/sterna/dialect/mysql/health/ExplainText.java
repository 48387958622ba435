package dev.sterna.dialect.mysql.health;

import dev.sterna.dialect.health.QueryPlan;
import dev.sterna.dialect.mysql.server.ScalarQuery;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The plan of a query: a tree where the server draws one, else a line for each table. */
final class ExplainText {
    private static final Pattern ESTIMATES = Pattern.compile("\\s*\\(cost=[^)]*\\)|\\s*\\(rows=[^)]*\\)");

    /** Literals, and before them, in a group, what may look like one and is none. */
    private static final Pattern VALUES = Pattern.compile(
            "(\\(cost=[^)]*\\)|\\(rows=[^)]*\\)|`[^`]*`)"
                    + "|(?:\\b[xXbBnN])?'(?:[^'\\\\]++|\\\\(?s:.)|'')*+'|(?<![\\w.$])-?(?:0x[0-9a-fA-F]+|\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)\\b(?!\\$)");

    /** Columns of a line that are estimates. */
    private static final Set<String> ESTIMATED = Set.of("rows", "filtered");

    /** What servers before 8.0.16 say of a tree. */
    private static final int UNKNOWN_FORMAT = 1791;

    private ExplainText() {}

    static QueryPlan of(Connection connection, String query) throws SQLException {
        String version = ScalarQuery.text(connection, "SELECT CONCAT(VERSION(), ' ', @@version_comment)");
        if (version.toLowerCase(Locale.ROOT).contains("mariadb")) {
            return lines(connection, query);
        }
        try {
            String tree = ScalarQuery.text(connection, "EXPLAIN FORMAT=TREE " + query);
            return tree(tree);
        } catch (SQLException failure) {
            if (failure.getErrorCode() != UNKNOWN_FORMAT) {
                throw failure;
            }
            return lines(connection, query);
        }
    }

    /** The server writes rows that it has read while planning into the tree, in place of their columns. */
    static QueryPlan tree(String tree) {
        String bare = VALUES.matcher(tree)
                .replaceAll(found -> found.group(1) == null ? "?" : Matcher.quoteReplacement(found.group()));
        return new QueryPlan(
                bare.stripTrailing() + "\n", ESTIMATES.matcher(bare).replaceAll(""));
    }

    private static QueryPlan lines(Connection connection, String query) throws SQLException {
        StringBuilder text = new StringBuilder();
        StringBuilder shape = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("EXPLAIN " + query)) {
            ResultSetMetaData columns = row.getMetaData();
            while (row.next()) {
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    String name = columns.getColumnLabel(i);
                    String value = row.getString(i);
                    if (value != null && !value.isEmpty()) {
                        String word = (i == 1 ? "" : "  ") + name + "=" + value;
                        text.append(word);
                        shape.append(ESTIMATED.contains(name) ? "" : word);
                    }
                }
                text.append('\n');
                shape.append('\n');
            }
        }
        return new QueryPlan(text.toString(), shape.toString());
    }
}
