package dev.sterna.dialect.postgres.health;

import dev.sterna.dialect.health.IndexHealth;
import dev.sterna.dialect.health.IndexHealth.Need;
import dev.sterna.dialect.health.IndexHealth.State;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Indexes of tables and of their partitions. */
final class PostgresIndexes {
    /** An index that a foreign key begins with is read when rows go from the other table. */
    private static final String INDEXES = PostgresHealth.TABLES + """
            SELECT p.place, n.nspname, x.relname, x.relkind, i.indisvalid AND i.indisready,
                   i.indisunique OR i.indisexclusion OR i.indisreplident OR x.relispartition
                   OR EXISTS (SELECT 1 FROM pg_catalog.pg_constraint k
                               WHERE k.conindid = x.oid
                                  OR k.conrelid = i.indrelid AND k.contype = 'f' AND k.conkey[1] = i.indkey[0]),
                   CASE WHEN pg_catalog.current_setting('track_counts') = 'on' THEN s.idx_scan END,
                   EXISTS (SELECT 1 FROM pg_catalog.pg_stat_progress_create_index b WHERE b.relid = i.indrelid)
              FROM p
              JOIN pg_catalog.pg_index i ON i.indrelid = p.oid
              JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
              JOIN pg_catalog.pg_namespace n ON n.oid = x.relnamespace
              LEFT JOIN pg_catalog.pg_stat_all_indexes s ON s.indexrelid = x.oid
             ORDER BY p.place, n.nspname, x.relname""";

    private PostgresIndexes() {}

    static List<IndexHealth> read(Connection connection, List<TableName> tables) throws SQLException {
        List<IndexHealth> found = new ArrayList<>();
        try (PreparedStatement statement = PostgresHealth.prepared(connection, INDEXES, tables);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                TableName index = new TableName(row.getString(2), row.getString(3));
                boolean parts = row.getString(4).equals("I");
                boolean valid = row.getBoolean(5);
                if (!valid && row.getBoolean(8)) {
                    // Somebody is at it just now.
                    continue;
                }
                String drop = "DROP INDEX " + (parts ? "" : "CONCURRENTLY ") + Literals.qualified(index);
                found.add(new IndexHealth(
                        tables.get(row.getInt(1) - 1),
                        index.toString(),
                        valid ? State.USABLE : State.INVALID,
                        PostgresHealth.number(row, 7),
                        row.getBoolean(6) ? Need.CONSTRAINT : Need.NOBODY,
                        valid ? null : mend(index, parts, drop),
                        drop));
            }
        }
        return found;
    }

    /** Dropping one of a partitioned table would take those of its partitions along that are good. */
    private static String mend(TableName index, boolean parts, String drop) {
        if (index.name().matches(".*_cc(new|old)\\d*")) {
            // What a rebuilding that failed has left beside the index itself.
            return drop;
        }
        return parts ? null : "REINDEX INDEX CONCURRENTLY " + Literals.qualified(index);
    }
}
