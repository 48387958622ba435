package dev.sterna.dialect.postgres.rows;

import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.dialect.rows.RowCopies;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.digest.RowHash;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Copies by the place where each lies. */
public final class PostgresRowCopies implements RowCopies {

    @Override
    public Map<Long, Long> count(Connection connection, RowSet rows, RowHash hash, Collection<Long> hashes)
            throws SQLException {
        String sql = "SELECT h, count(*) FROM (" + PostgresDigests.placedHashes(rows, hash)
                + ") y WHERE h = ANY (?::bigint[]) GROUP BY h";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("bigint", hashes.toArray()));
            try (ResultSet answer = statement.executeQuery()) {
                Map<Long, Long> counts = new HashMap<>();
                while (answer.next()) {
                    counts.put(answer.getLong(1), answer.getLong(2));
                }
                return counts;
            }
        }
    }

    @Override
    public long remove(Connection connection, RowSet rows, RowHash hash, Map<Long, Long> copies) throws SQLException {
        String sql = "DELETE FROM " + Literals.qualified(rows.table().name()) + " t USING ("
                + "SELECT h, place, part, row_number() OVER (PARTITION BY h ORDER BY part, place) AS n FROM ("
                + PostgresDigests.placedHashes(rows, hash) + ") y WHERE h = ANY (?::bigint[])) d,"
                + " unnest(?::bigint[], ?::bigint[]) s (h, copies)"
                + " WHERE t.ctid = d.place AND t.tableoid = d.part AND d.h = s.h AND d.n <= s.copies";
        Long[] hashes = copies.keySet().toArray(Long[]::new);
        Long[] counts = new Long[hashes.length];
        for (int i = 0; i < hashes.length; i++) {
            counts[i] = copies.get(hashes[i]);
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("bigint", hashes));
            statement.setArray(2, connection.createArrayOf("bigint", hashes));
            statement.setArray(3, connection.createArrayOf("bigint", counts));
            return statement.executeLargeUpdate();
        }
    }
}
