package dev.sterna.dialect.postgres.rows;

import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.model.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The physical side of a table, partitions included.
 *
 * @param pages of all partitions, now, not as of the last ANALYZE
 * @param samples whether blocks can be sampled
 * @param rangesOfPages whether a range of pages can be read without reading the others
 */
record TableStorage(long pages, long blockOctets, boolean samples, boolean rangesOfPages) {
    private static final int FIRST_WITH_RANGES_OF_PAGES = 140_000;

    static TableStorage of(Connection connection, Table table) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("WITH root AS (SELECT ?::regclass::oid AS oid), leaves AS ("
                        + "SELECT oid FROM root UNION SELECT t.relid FROM root, pg_partition_tree(root.oid) t WHERE t.isleaf)"
                        + " SELECT coalesce(sum(pg_relation_size(c.oid)), 0)::bigint,"
                        + " current_setting('block_size')::bigint,"
                        + " bool_and(c.relkind IN ('r', 'p')),"
                        + " bool_and(c.relkind IN ('r', 'p') AND coalesce(a.amname, 'heap') = 'heap'),"
                        + " current_setting('server_version_num')::int"
                        + " FROM leaves JOIN pg_class c USING (oid)"
                        + " LEFT JOIN pg_am a ON a.oid = c.relam AND c.relkind = 'r'")) {
            statement.setString(1, Literals.qualified(table.name()));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                long block = row.getLong(2);
                return new TableStorage(
                        row.getLong(1) / block,
                        block,
                        row.getBoolean(3),
                        row.getBoolean(4) && row.getInt(5) >= FIRST_WITH_RANGES_OF_PAGES);
            }
        }
    }

    /** The share to read for a wanted one: all, where there are no samples. */
    double share(double wanted) {
        return samples ? Math.min(1, wanted) : 1;
    }
}
