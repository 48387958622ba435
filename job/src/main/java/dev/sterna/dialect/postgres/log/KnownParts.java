package dev.sterna.dialect.postgres.log;

import dev.sterna.dialect.postgres.sql.Literals;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where the rows of followed tables were when the publication was made, in a comment on it: what happens to them while nobody
 * reads the log is told by nothing else.
 */
final class KnownParts {
    private static final String KIND = "sterna parts";
    private static final Pattern TABLE = Pattern.compile(" ([0-9]+)=([0-9a-f:,]+)");
    private static final Pattern PART = Pattern.compile("([0-9]+):([0-9]+):([0-9a-f]*)");
    private static final int DIGITS = 8;

    private KnownParts() {}

    /** @param parts of each table by its number */
    static String comment(String publication, Map<Long, Map<Long, FollowedState.Part>> parts) {
        String text = new TreeMap<>(parts)
                .entrySet().stream()
                        .map(table -> " " + table.getKey() + "=" + text(table.getValue()))
                        .collect(Collectors.joining("", KIND, ""));
        return "COMMENT ON PUBLICATION " + Literals.identifier(publication) + " IS " + Literals.string(text);
    }

    private static String text(Map<Long, FollowedState.Part> parts) {
        return new TreeMap<>(parts)
                .entrySet().stream()
                        .map(part -> part.getKey() + ":" + part.getValue().file() + ":"
                                + shortened(part.getValue().columns()))
                        .collect(Collectors.joining(","));
    }

    private static String shortened(String columns) {
        return columns.substring(0, Math.min(DIGITS, columns.length()));
    }

    /** By the number of the table; of a table that was published later nothing is known. */
    static Map<Long, Map<Long, FollowedState.Part>> of(Connection connection, String publication) throws SQLException {
        Map<Long, Map<Long, FollowedState.Part>> known = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT pg_catalog.obj_description(oid, 'pg_publication') FROM pg_catalog.pg_publication"
                                + " WHERE pubname = " + Literals.string(publication))) {
            String text = row.next() ? row.getString(1) : null;
            if (text != null && text.startsWith(KIND)) {
                Matcher table = TABLE.matcher(text);
                while (table.find()) {
                    known.put(Long.valueOf(table.group(1)), parts(table.group(2)));
                }
            }
        }
        return known;
    }

    private static Map<Long, FollowedState.Part> parts(String text) {
        Map<Long, FollowedState.Part> parts = new HashMap<>();
        Matcher part = PART.matcher(text);
        while (part.find()) {
            parts.put(
                    Long.valueOf(part.group(1)),
                    new FollowedState.Part(Long.parseLong(part.group(2)), part.group(3), false));
        }
        return parts;
    }
}
