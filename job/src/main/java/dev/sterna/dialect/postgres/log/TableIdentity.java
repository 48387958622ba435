package dev.sterna.dialect.postgres.log;

import dev.sterna.dialect.log.FollowedTable;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.dialect.server.Preflight.Finding;
import dev.sterna.model.TableName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** By what the log tells which row of a table was changed or deleted: of a partitioned table, each partition decides. */
final class TableIdentity {
    private static final String QUERY =
            "SELECT n.nspname, c.relname, c.relkind = 'p' OR c.relispartition, c.relpersistence = 'u',"
                    + " pg_catalog.pg_has_role(r.relowner, 'USAGE'), pg_catalog.pg_get_userbyid(r.relowner)::text, CURRENT_USER::text,"
                    + " CASE c.relreplident WHEN 'f' THEN (SELECT array_agg(a.attname::text) FROM pg_catalog.pg_attribute a"
                    + " WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)"
                    + " WHEN 'n' THEN NULL ELSE (SELECT array_agg(a.attname::text) FROM pg_catalog.pg_index i"
                    + " JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1])"
                    + " WHERE i.indrelid = c.oid AND CASE c.relreplident WHEN 'd' THEN i.indisprimary ELSE i.indisreplident END) END,"
                    + " (SELECT pg_catalog.min(x.relname::text) FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid"
                    + " WHERE i.indrelid = c.oid AND i.indisunique AND i.indpred IS NULL AND i.indimmediate"
                    + " AND (SELECT array_agg(a.attname::text ORDER BY 1) FROM pg_catalog.pg_attribute a"
                    + " WHERE a.attrelid = c.oid AND a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1])) = ARRAY[%s]::text[])"
                    + " FROM pg_catalog.pg_class r"
                    + " CROSS JOIN LATERAL (SELECT r.oid AS part UNION SELECT t.relid FROM pg_catalog.pg_partition_tree(r.oid) t) p"
                    + " JOIN pg_catalog.pg_class c ON c.oid = p.part JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                    + " WHERE r.oid = %s::regclass AND c.relkind IN ('r', 'p') AND (c.relkind = 'r' OR c.oid = r.oid) ORDER BY 1, 2";

    private TableIdentity() {}

    static void check(Connection connection, FollowedTable followed, List<Finding> findings) throws SQLException {
        TableName table = followed.table().name();
        String key = String.join(
                ", ", followed.key().stream().sorted().map(Literals::string).toList());
        boolean partitioned = false;
        boolean mine = true;
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(String.format(QUERY, key, Literals.string(Literals.qualified(table))))) {
            while (row.next()) {
                TableName part = new TableName(row.getString(1), row.getString(2));
                partitioned |= row.getBoolean(3);
                if (row.getBoolean(4)) {
                    findings.add(Finding.blocks(
                            "unlogged-table",
                            part + " is unlogged: its changes are in no log",
                            "ALTER TABLE " + Literals.qualified(part) + " SET LOGGED"));
                }
                if (mine && !row.getBoolean(5)) {
                    mine = false;
                    findings.add(Finding.blocks(
                            "cannot-publish-table",
                            "The role may not publish " + table + ", because it is not its owner",
                            "GRANT " + Literals.identifier(row.getString(6)) + " TO "
                                    + Literals.identifier(row.getString(7))));
                }
                identity(followed, part, row.getArray(8), row.getString(9), findings);
            }
        }
        if (partitioned) {
            findings.add(Finding.informs(
                    "partition-dropped",
                    "The log does not tell what is done to a whole partition of " + table
                            + ": if one is truncated, detached, dropped, or attached with rows, the table is followed no more",
                    "Do that before or after the migration, or run sterna diff behind it"));
        }
    }

    private static void identity(
            FollowedTable followed, TableName part, Array identity, String index, List<Finding> findings)
            throws SQLException {
        Set<String> told = identity == null ? Set.of() : new HashSet<>(Arrays.asList((String[]) identity.getArray()));
        if (!told.containsAll(followed.key())) {
            findings.add(Finding.blocks(
                    "replica-identity",
                    "The log does not tell the key (" + String.join(", ", followed.key()) + ") of changed rows of "
                            + part
                            + (told.isEmpty()
                                    ? ": once the table is published, the application's updates and deletes would fail"
                                    : ""),
                    "ALTER TABLE " + Literals.qualified(part) + " REPLICA IDENTITY "
                            + (followed.table().primaryKey() != null
                                            && followed.table()
                                                    .primaryKey()
                                                    .columns()
                                                    .equals(followed.key())
                                    ? "DEFAULT"
                                    : index == null
                                            ? "FULL (every change then logs its whole old row)"
                                            : "USING INDEX " + Literals.identifier(index))));
        }
    }
}
