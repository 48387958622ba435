package dev.sterna.dialect.postgres.server;

import dev.sterna.dialect.postgres.sql.LargeObjects;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.dialect.server.Preflight;
import dev.sterna.dialect.server.Server;
import dev.sterna.model.Side;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whether a PostgreSQL server and a role on it are ready. */
public final class PostgresPreflight implements Preflight {
    private static final int OLDEST = 13;
    private static final int NEWEST = 18;
    private static final long MEGA = 1 << 20;
    private static final int NAMED = 5;

    private static final String SETTINGS = "SELECT name, setting FROM pg_catalog.pg_settings WHERE name IN"
            + " ('server_encoding', 'max_connections', 'superuser_reserved_connections', 'reserved_connections',"
            + " 'wal_level', 'max_wal_size', 'default_transaction_read_only', 'lc_collate', 'TimeZone',"
            + " 'maintenance_work_mem')"
            + " UNION ALL SELECT 'sessions', count(*)::text FROM pg_catalog.pg_stat_activity WHERE backend_type ="
            + " 'client backend'"
            + " UNION ALL SELECT 'recovery', pg_catalog.pg_is_in_recovery()::text"
            + " UNION ALL SELECT 'role', current_user::text"
            + " UNION ALL SELECT 'role_limit', rolconnlimit::text FROM pg_catalog.pg_roles WHERE rolname = current_user"
            + " UNION ALL SELECT 'sees_all_rows', (rolsuper OR rolbypassrls)::text FROM pg_catalog.pg_roles"
            + " WHERE rolname = current_user"
            + " UNION ALL SELECT 'database', pg_catalog.current_database()::text"
            + " UNION ALL SELECT 'may_create', pg_catalog.has_database_privilege(current_database(), 'CREATE')::text"
            + " UNION ALL SELECT 'ledger', (EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'sterna'))::text";

    @Override
    public List<Finding> check(Connection connection, Subject subject) throws SQLException {
        Map<String, String> known = settings(connection);
        List<Finding> findings = new ArrayList<>();
        version(subject.server(), findings);
        connections(subject, known, findings);
        if (subject.side() == Side.SOURCE) {
            source(connection, subject, known, findings);
        } else {
            target(connection, subject, known, findings);
        }
        return findings;
    }

    private static Map<String, String> settings(Connection connection) throws SQLException {
        Map<String, String> known = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SETTINGS)) {
            while (rows.next()) {
                known.put(rows.getString(1), rows.getString(2));
            }
        }
        return known;
    }

    private static void version(Server server, List<Finding> findings) {
        if (server.major() < OLDEST) {
            findings.add(Finding.blocks(
                    "server-too-old",
                    "PostgreSQL " + server.version() + " is older than " + OLDEST + ", the oldest that Sterna knows",
                    "Upgrade the server, or migrate from a replica of a newer version"));
        } else if (server.major() > NEWEST) {
            findings.add(Finding.warns(
                    "server-untried",
                    "PostgreSQL " + server.version() + " is newer than " + NEWEST
                            + ", the newest that Sterna was tried on",
                    "Try the migration on a copy first"));
        }
    }

    private static void connections(Subject subject, Map<String, String> known, List<Finding> findings) {
        long free = number(known, "max_connections")
                - number(known, "superuser_reserved_connections")
                - number(known, "reserved_connections")
                - number(known, "sessions")
                // The one that asks.
                + 1;
        long limit = number(known, "role_limit");
        long most = limit >= 0 && known.containsKey("role_limit") ? Math.min(free, limit) : free;
        if (most < subject.endpoint().maxConnections()) {
            findings.add(Finding.warns(
                    "too-few-connections",
                    "sterna." + subject.side().label() + ".max-connections is "
                            + subject.endpoint().maxConnections() + ", and the server has " + Math.max(0, most)
                            + " for this role now",
                    "Lower the setting, or raise max_connections (and a limit of the role: ALTER ROLE "
                            + Literals.identifier(known.get("role")) + " CONNECTION LIMIT -1)"));
        }
    }

    private static void source(
            Connection connection, Subject subject, Map<String, String> known, List<Finding> findings)
            throws SQLException {
        String role = Literals.identifier(known.get("role"));
        String encoding = known.get("server_encoding");
        if ("SQL_ASCII".equals(encoding)) {
            findings.add(Finding.warns(
                    "encoding-unknown",
                    "The database's encoding is SQL_ASCII: its texts are octets that may be in any encoding",
                    "See the findings on values; texts that are no UTF-8 have to be corrected before the migration"));
        } else if (!"UTF8".equals(encoding)) {
            findings.add(Finding.informs(
                    "encoding", "The database's encoding is " + encoding + "; texts travel in UTF-8", null));
        }
        hidden(connection, subject, role, findings);
        if (!"logical".equals(known.get("wal_level"))) {
            findings.add(Finding.informs(
                    "wal-level",
                    "wal_level is " + known.get("wal_level")
                            + ": changes made while rows are copied cannot be followed in the log",
                    "For a migration without a freeze: ALTER SYSTEM SET wal_level = 'logical', then restart"));
        }
    }

    private static void hidden(Connection connection, Subject subject, String role, List<Finding> findings)
            throws SQLException {
        if (subject.tables().contains(LargeObjects.NAME)) {
            shutObjects(connection, role, findings);
        }
        List<TableName> tables = subject.tables().stream()
                .filter(table -> !table.equals(LargeObjects.NAME))
                .toList();
        if (tables.isEmpty()) {
            return;
        }
        String names = names(tables);
        String sql = "SELECT n.nspname, c.relname, pg_catalog.has_table_privilege(c.oid, 'SELECT')"
                + " AND pg_catalog.has_schema_privilege(n.oid, 'USAGE'), pg_catalog.row_security_active(c.oid)"
                + " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE c.relkind IN ('r', 'p') AND (n.nspname, c.relname) IN (" + names + ") ORDER BY 1, 2";
        Map<String, List<TableName>> shut = new TreeMap<>();
        List<TableName> veiled = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                TableName table = new TableName(rows.getString(1), rows.getString(2));
                if (!rows.getBoolean(3)) {
                    shut.computeIfAbsent(table.schema(), schema -> new ArrayList<>())
                            .add(table);
                }
                if (rows.getBoolean(4)) {
                    veiled.add(table);
                }
            }
        }
        shut.forEach((schema, hidden) -> findings.add(Finding.blocks(
                "cannot-read-table",
                "The role may not read " + some(hidden),
                "GRANT USAGE ON SCHEMA " + Literals.identifier(schema) + " TO " + role + "; GRANT SELECT ON "
                        + hidden.stream().map(Literals::qualified).collect(Collectors.joining(", ")) + " TO "
                        + role)));
        if (!veiled.isEmpty()) {
            findings.add(Finding.blocks(
                    "rows-hidden",
                    "Policies of row-level security may hide rows from the role, of " + some(veiled),
                    "ALTER ROLE " + role + " BYPASSRLS"));
        }
    }

    /** By their privileges, of which no function tells before version 18. */
    private static void shutObjects(Connection connection, String role, List<Finding> findings) throws SQLException {
        String sql = "SELECT count(*), min(m.oid::bigint), min(pg_catalog.pg_get_userbyid(m.lomowner)::text)"
                + " FROM pg_catalog.pg_largeobject_metadata m"
                + " WHERE NOT (SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = CURRENT_USER)"
                + " AND pg_catalog.current_setting('lo_compat_privileges') = 'off'"
                + " AND NOT pg_catalog.pg_has_role(m.lomowner, 'USAGE')"
                + " AND NOT EXISTS (SELECT FROM pg_catalog.aclexplode(m.lomacl) a WHERE a.privilege_type = 'SELECT'"
                + " AND (a.grantee = 0 OR pg_catalog.pg_has_role(a.grantee, 'USAGE')))";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            if (row.getLong(1) > 0) {
                findings.add(Finding.blocks(
                        "cannot-read-large-objects",
                        "The role may not read " + row.getLong(1) + " large objects, the first of them "
                                + row.getLong(2) + " of " + row.getString(3),
                        "GRANT " + Literals.identifier(row.getString(3)) + " TO " + role + ", or leave them out:"
                                + " sterna.tables.exclude = [\"" + LargeObjects.NAME + "\"]"));
            }
        }
    }

    private static String some(List<TableName> tables) {
        return tables.stream().limit(NAMED).map(TableName::toString).collect(Collectors.joining(", "))
                + (tables.size() > NAMED ? " and " + (tables.size() - NAMED) + " more tables" : "");
    }

    private static String names(List<TableName> tables) {
        return tables.stream()
                .map(name -> "(" + Literals.string(name.schema()) + ", " + Literals.string(name.name()) + ")")
                .collect(Collectors.joining(", "));
    }

    private static void target(
            Connection connection, Subject subject, Map<String, String> known, List<Finding> findings)
            throws SQLException {
        String role = Literals.identifier(known.get("role"));
        String database = Literals.identifier(known.get("database"));
        if (!"UTF8".equals(known.get("server_encoding"))) {
            findings.add(Finding.warns(
                    "encoding-not-utf8",
                    "The database's encoding is " + known.get("server_encoding")
                            + ", which does not have every character",
                    "CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0, and name it in sterna.target.url"));
        }
        if ("true".equals(known.get("recovery")) || "on".equals(known.get("default_transaction_read_only"))) {
            findings.add(Finding.blocks(
                    "read-only",
                    "The server takes no writes: it is a standby, or default_transaction_read_only is on",
                    "Name the primary in sterna.target.url, or ALTER ROLE " + role
                            + " SET default_transaction_read_only = off"));
        }
        boolean mayCreate = "true".equals(known.get("may_create"));
        if (!mayCreate && !"true".equals(known.get("ledger"))) {
            findings.add(Finding.blocks(
                    "cannot-create-ledger",
                    "The role may not create the schema sterna, which keeps account of what is loaded",
                    "GRANT CREATE ON DATABASE " + database + " TO " + role));
        }
        schemas(connection, subject, mayCreate, role, database, findings);
        wal(subject, known, findings);
        findings.add(Finding.informs(
                "free-space-unknown",
                "PostgreSQL does not tell how much room its disk has"
                        + (subject.bytes() < 0 ? "" : "; the source's tables have about " + megabytes(subject.bytes())),
                "Look on the server: the data, its indexes and the write-ahead log together take two to three times the"
                        + " size of the source's tables"));
    }

    private static void schemas(
            Connection connection,
            Subject subject,
            boolean mayCreate,
            String role,
            String database,
            List<Finding> findings)
            throws SQLException {
        Map<String, Boolean> creatable = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT nspname, pg_catalog.has_schema_privilege(oid, 'CREATE')"
                        + " AND pg_catalog.has_schema_privilege(oid, 'USAGE') FROM pg_catalog.pg_namespace")) {
            while (rows.next()) {
                creatable.put(rows.getString(1), rows.getBoolean(2));
            }
        }
        for (String schema : subject.tables().stream()
                .filter(table -> !table.equals(LargeObjects.NAME))
                .map(TableName::schema)
                .distinct()
                .sorted()
                .toList()) {
            Boolean may = creatable.get(schema);
            if (may == null && !mayCreate) {
                findings.add(Finding.blocks(
                        "cannot-create-schema",
                        "There is no schema " + schema + ", and the role may not create it",
                        "CREATE SCHEMA " + Literals.identifier(schema) + " AUTHORIZATION " + role
                                + ", or GRANT CREATE ON DATABASE " + database + " TO " + role));
            } else if (Boolean.FALSE.equals(may)) {
                findings.add(Finding.blocks(
                        "cannot-create-table",
                        "The role may not create tables in schema " + schema,
                        "GRANT USAGE, CREATE ON SCHEMA " + Literals.identifier(schema) + " TO " + role));
            }
        }
    }

    private static void wal(Subject subject, Map<String, String> known, List<Finding> findings) {
        long most = number(known, "max_wal_size") * MEGA;
        if (subject.bytes() > most && most > 0) {
            findings.add(Finding.informs(
                    "max-wal-size",
                    "max_wal_size is " + megabytes(most) + ", the source's tables have about "
                            + megabytes(subject.bytes()) + ": the load will force checkpoints, which slow it down",
                    "For the time of the load: ALTER SYSTEM SET max_wal_size = '16GB'; SELECT pg_reload_conf()"));
        }
    }

    private static String megabytes(long bytes) {
        return String.format(java.util.Locale.ROOT, "%,d MiB", Math.max(1, bytes / MEGA));
    }

    private static long number(Map<String, String> known, String name) {
        return Long.parseLong(known.getOrDefault(name, "0"));
    }
}
