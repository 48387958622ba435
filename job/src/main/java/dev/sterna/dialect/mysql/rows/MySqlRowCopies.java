package dev.sterna.dialect.mysql.rows;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.rows.RowCopies;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.digest.RowHash;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Copies that nothing names: rows that lose all of theirs go in one statement, each of the others in one of its own, by
 * LIMIT.
 */
public final class MySqlRowCopies implements RowCopies, Serializable {
    private static final long serialVersionUID = 1L;

    /** What a strict session takes for an error in a statement that writes, an expression over a stored value may well be. */
    static final String LENIENT = "SET @sterna_mode = @@SESSION.sql_mode, SESSION sql_mode = ''";

    static final String AS_BEFORE = "SET SESSION sql_mode = @sterna_mode";

    @Override
    public Map<Long, Long> count(Connection connection, RowSet rows, RowHash hash, Collection<Long> hashes)
            throws SQLException {
        Map<Long, Long> counts = new HashMap<>();
        if (hashes.isEmpty()) {
            return counts;
        }
        String sql = "SELECT sterna_row, COUNT(*) FROM (SELECT " + MySqlDigests.rowHash(rows, hash)
                + " AS sterna_row" + MySqlDigests.source(rows) + ") h WHERE sterna_row IN (" + list(hashes)
                + ") GROUP BY sterna_row";
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            while (answer.next()) {
                counts.put(answer.getLong(1), answer.getLong(2));
            }
        }
        return counts;
    }

    @Override
    public long remove(Connection connection, RowSet rows, RowHash hash, Map<Long, Long> copies) throws SQLException {
        Map<Long, Long> there = count(connection, rows, hash, copies.keySet());
        List<Long> all = new ArrayList<>();
        Map<Long, Long> some = new HashMap<>();
        there.forEach((row, count) -> {
            if (count <= copies.get(row)) {
                all.add(row);
            } else {
                some.put(row, copies.get(row));
            }
        });
        String delete = "DELETE FROM " + MySqlLiterals.quote(rows.table().name()) + " WHERE "
                + MySqlDigests.rowHash(rows, hash);
        long removed = 0;
        try (Statement statement = connection.createStatement()) {
            statement.execute(LENIENT);
            try {
                if (!all.isEmpty()) {
                    removed += statement.executeLargeUpdate(delete + " IN (" + list(all) + ")");
                }
                for (Map.Entry<Long, Long> row : some.entrySet()) {
                    removed += statement.executeLargeUpdate(delete + " = " + row.getKey() + " LIMIT " + row.getValue());
                }
            } finally {
                statement.execute(AS_BEFORE);
            }
        }
        return removed;
    }

    private static String list(Collection<Long> hashes) {
        return hashes.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
