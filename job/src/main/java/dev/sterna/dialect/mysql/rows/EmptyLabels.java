package dev.sterna.dialect.mysql.rows;

import dev.sterna.dialect.mysql.server.MySqlErrors;
import dev.sterna.dialect.rows.BulkLoad.Incoming;
import dev.sterna.dialect.rows.StagedRow;
import dev.sterna.model.LogicalType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The empty value of an enumeration, number 0, which a server that is not strict keeps of what is not in the list. The
 * target keeps it too, with a warning each: as many as there were such values are right, and none else.
 */
final class EmptyLabels {
    private static final int TRUNCATED = 1265;

    private static final int SHOWN = 3;

    private final boolean[] places;
    private final Set<String> names = new HashSet<>();
    private long sent;
    private long warned;

    EmptyLabels(List<Incoming> columns) {
        this.places = new boolean[columns.size()];
        for (int i = 0; i < places.length; i++) {
            Incoming column = columns.get(i);
            places[i] = column.type() instanceof LogicalType.Enumeration
                    && column.target().type() instanceof LogicalType.Enumeration there
                    && !there.values().contains("");
            if (places[i]) {
                names.add(column.target().name());
            }
        }
    }

    /** Whether there is a column that can have such a value. */
    boolean possible() {
        return !names.isEmpty();
    }

    /** Takes note of those of a row that is sent. */
    void send(StagedRow row) {
        for (int i = 0; i < places.length; i++) {
            if (places[i] && !row.isNull(i) && row.octets(i) == 0) {
                sent++;
            }
        }
    }

    /** What the server warned of that was not such a value, after the statement that was executed last; null for nothing. */
    Warning other(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            long count = 0;
            if (sent > 0) {
                try (ResultSet row = statement.executeQuery("SHOW COUNT(*) WARNINGS")) {
                    count = row.next() ? row.getLong(1) : 0;
                }
            }
            warned += count;
            int code = 0;
            StringBuilder told = new StringBuilder();
            try (ResultSet rows = statement.executeQuery("SHOW WARNINGS" + (count == 0 ? " LIMIT " + SHOWN : ""))) {
                for (int shown = 0; shown < SHOWN && rows.next(); ) {
                    String message = rows.getString(3);
                    if (count == 0 || !isOfEmpty(rows.getInt(2), message)) {
                        code = code == 0 ? rows.getInt(2) : code;
                        told.append(shown++ == 0 ? ": " : "; ").append(MySqlErrors.words(message));
                    }
                }
            }
            return code == 0 ? null : new Warning(code, told.toString());
        }
    }

    private boolean isOfEmpty(int code, String message) {
        return code == TRUNCATED && names.stream().anyMatch(name -> message.contains("'" + name + "'"));
    }

    /** Whether there were other warnings than those of the values that were sent, among those that the server does not show. */
    boolean isBeyond() {
        return warned != sent;
    }

    /**
     * A warning of the server.
     *
     * @param words of it and the next ones, after a colon
     */
    record Warning(int code, String words) {}
}
