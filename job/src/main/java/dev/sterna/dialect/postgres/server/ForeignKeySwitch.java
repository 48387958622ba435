package dev.sterna.dialect.postgres.server;

import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.dialect.server.TargetTrigger;
import dev.sterna.dialect.server.TargetTrigger.Kind;
import dev.sterna.dialect.server.TriggerSwitch.Work;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Foreign keys of tables that rows are brought into. Only a superuser's session can leave them unchecked, and each is
 * checked when a statement ends, so that rows would have to come in their order; made again, they are checked once.
 */
final class ForeignKeySwitch {
    /** Those that a table has itself, and that its parts have not of it; or else those that refer to it too. */
    private static final String CHECKED = "WITH t AS (SELECT pg_catalog.to_regclass(n.name) AS oid, n.place"
            + " FROM pg_catalog.unnest(?::text[]) WITH ORDINALITY n (name, place))"
            + " SELECT n.nspname, c.relname, k.conname, pg_catalog.pg_get_constraintdef(k.oid),"
            + " pg_catalog.obj_description(k.oid, 'pg_constraint'), min(r.place)"
            + " FROM (SELECT place, oid FROM t UNION"
            + " SELECT t.place, p.relid FROM t, pg_catalog.pg_partition_tree(t.oid) p) r"
            + " JOIN pg_catalog.pg_constraint k ON k.conrelid = r.oid OR ?::boolean AND k.confrelid = r.oid"
            + " JOIN pg_catalog.pg_class c ON c.oid = k.conrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE k.contype = 'f' AND k.conparentid = 0"
            + " GROUP BY n.nspname, c.relname, k.conname, k.oid ORDER BY min(r.place), n.nspname, c.relname, k.conname";

    private static final String ON_TABLE = " FROM pg_catalog.pg_constraint k"
            + " JOIN pg_catalog.pg_class c ON c.oid = k.conrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE k.contype = 'f' AND n.nspname = ? AND c.relname = ? AND k.conname = ?";

    private static final String UNREFERRABLE = "SELECT k.confrelid::pg_catalog.regclass::text" + ON_TABLE
            + " AND NOT pg_catalog.has_table_privilege(k.confrelid, 'REFERENCES')";

    /** What is checked, or acts, for this work on these tables. */
    List<TargetTrigger> checked(Connection connection, List<TableName> tables, Work work) throws SQLException {
        String path;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.current_setting('search_path')")) {
            row.next();
            path = row.getString(1);
        }
        // So that the server writes every name with its schema.
        setPath(connection, "pg_catalog");
        try (PreparedStatement statement = connection.prepareStatement(CHECKED)) {
            String[] names = tables.stream().map(Literals::qualified).toArray(String[]::new);
            statement.setArray(1, connection.createArrayOf("text", names));
            statement.setBoolean(2, work == Work.CHANGE);
            List<TargetTrigger> keys = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    keys.add(key(tables.get(rows.getInt(6) - 1), rows));
                }
            }
            return keys;
        } finally {
            setPath(connection, path);
        }
    }

    private static TargetTrigger key(TableName into, ResultSet row) throws SQLException {
        TableName table = new TableName(row.getString(1), row.getString(2));
        String name = row.getString(3);
        String add = alter(table) + " ADD CONSTRAINT " + Literals.identifier(name) + " " + row.getString(4);
        String comment = row.getString(5) == null
                ? ""
                : "; COMMENT ON CONSTRAINT " + Literals.identifier(name) + " ON " + Literals.qualified(table) + " IS "
                        + Literals.string(row.getString(5));
        return new TargetTrigger(Kind.FOREIGN_KEY, into, table, name, null, add + comment);
    }

    private static String alter(TableName table) {
        return "ALTER TABLE " + Literals.qualified(table);
    }

    private static void setPath(Connection connection, String path) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT pg_catalog.set_config('search_path', ?, false)")) {
            statement.setString(1, path);
            statement.execute();
        }
    }

    /** Why it could not be made again by this user, who may drop it. */
    Optional<String> obstacle(Connection connection, TargetTrigger key) throws SQLException {
        if (key.kind() != Kind.FOREIGN_KEY) {
            return Optional.empty();
        }
        try (PreparedStatement statement = connection.prepareStatement(UNREFERRABLE)) {
            name(statement, key);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of("to make it again this user needs REFERENCES on " + row.getString(1))
                        : Optional.empty();
            }
        }
    }

    static String drop(TargetTrigger key) {
        return alter(key.table()) + " DROP CONSTRAINT IF EXISTS " + Literals.identifier(key.name());
    }

    /** Whether it has to be made again: its table is there, and it is not. */
    boolean isGone(Connection connection, TargetTrigger key) throws SQLException {
        String sql = "SELECT pg_catalog.to_regclass(?) IS NOT NULL AND NOT EXISTS (SELECT 1" + ON_TABLE + ")";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, Literals.qualified(key.table()));
            statement.setString(2, key.table().schema());
            statement.setString(3, key.table().name());
            statement.setString(4, key.name());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static void name(PreparedStatement statement, TargetTrigger key) throws SQLException {
        statement.setString(1, key.table().schema());
        statement.setString(2, key.table().name());
        statement.setString(3, key.name());
    }
}
