package dev.sterna.launcher.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads whole tables of both sides by plain SQL, and knows nothing of keys or digests; for types that both print alike. */
final class WholeTables {
    private static final int FETCH_SIZE = 10_000;

    private WholeTables() {}

    /** How many rows one side has and the other has not, of each row as many copies as are there. */
    static long differing(Server source, Server target, List<String> tables) throws SQLException {
        long differing = 0;
        for (String table : tables) {
            Map<String, Integer> copies = new HashMap<>();
            count(source, table, 1, copies);
            count(target, table, -1, copies);
            differing += copies.values().stream().mapToLong(Math::abs).sum();
        }
        return differing;
    }

    private static void count(Server server, String table, int each, Map<String, Integer> copies) throws SQLException {
        try (Connection connection = server.connect(Map.of())) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(FETCH_SIZE);
                try (ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
                    int columns = row.getMetaData().getColumnCount();
                    StringBuilder text = new StringBuilder();
                    while (row.next()) {
                        text.setLength(0);
                        for (int i = 1; i <= columns; i++) {
                            text.append(row.getString(i)).append('\n');
                        }
                        // What is the same on both sides takes no room.
                        copies.merge(text.toString(), each, (one, other) -> one + other == 0 ? null : one + other);
                    }
                }
            }
        }
    }
}
