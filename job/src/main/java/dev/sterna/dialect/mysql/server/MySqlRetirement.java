package dev.sterna.dialect.mysql.server;

import dev.sterna.config.DecommissionSettings.Action;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.server.Frozen;
import dev.sterna.dialect.server.Preflight.Finding;
import dev.sterna.dialect.server.Retirement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Retires the databases that are migrated, each of which is a schema. None gets another name: tables can be moved to another database, but
 * neither their triggers and views nor routines and events go with them.
 */
public final class MySqlRetirement implements Retirement {
    private static final Pattern URL = Pattern.compile("(jdbc:[a-z:]+//[^/?]*)/?[^?]*(\\?.*)?");
    private static final String DATABASE = "database ";
    private static final String THERE = "there";
    private static final String FREEZE = "freeze of database ";

    /** Applications that use a table would else be waited for as long as they like, with others behind. */
    private static final String PATIENCE = "SET SESSION lock_wait_timeout = 60";

    @Override
    public String name(Connection connection, List<String> schemas) throws SQLException {
        return String.join(",", names(connection, schemas));
    }

    private static List<String> names(Connection connection, List<String> schemas) throws SQLException {
        return ServerReadOnly.column(
                connection,
                "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE "
                        + SessionRights.isIn("SCHEMA_NAME", schemas) + " ORDER BY SCHEMA_NAME");
    }

    @Override
    public List<Finding> findings(Connection connection, Action action, List<String> schemas, String newName)
            throws SQLException {
        List<Finding> findings = new ArrayList<>();
        Privileges privileges = Privileges.read(connection);
        switch (action) {
            case REVOKE -> revoke(connection, privileges, schemas, findings);
            case RENAME ->
                findings.add(Finding.blocks(
                        "no-rename",
                        "This server cannot give a database another name",
                        "Set sterna.decommission.action = revoke, or drop"));
            case DROP -> {
                for (String schema : schemas) {
                    if (!privileges.inSchema("DROP", schema)) {
                        findings.add(Finding.blocks(
                                "cannot-retire",
                                "The user may not drop the database " + schema,
                                "GRANT DROP ON " + MySqlLiterals.quote(schema) + ".* TO " + Grantee.of(connection)));
                    }
                    boolean frozen = SchemaReadOnly.isKnown(connection)
                            && !SchemaReadOnly.option(connection, schema).isEmpty();
                    if (frozen && !privileges.inSchema("ALTER", schema)) {
                        findings.add(Finding.blocks(
                                "cannot-retire",
                                "The user may not let the database " + schema + " be changed, which is read-only",
                                "GRANT ALTER ON " + MySqlLiterals.quote(schema) + ".* TO " + Grantee.of(connection)));
                    }
                }
            }
        }
        if ("1".equals(ScalarQuery.textIfAllowed(connection, "SELECT @@GLOBAL.super_read_only"))) {
            findings.add(Finding.blocks(
                    "cannot-retire", "The server is read-only for everybody", "SET GLOBAL super_read_only = OFF"));
        }
        return findings;
    }

    private static void revoke(
            Connection connection, Privileges privileges, List<String> schemas, List<Finding> findings)
            throws SQLException {
        if (!privileges.inSchema("SELECT", "mysql")) {
            findings.add(Finding.blocks(
                    "cannot-retire",
                    "The user may not see the rights of others",
                    "GRANT SELECT ON mysql.* TO " + Grantee.of(connection)));
            return;
        }
        List<String> left = RevokedWrites.widerRights(connection, schemas, RevokedWrites.ALL);
        if (!left.isEmpty()) {
            findings.add(Finding.warns(
                    "rights-left",
                    "Rights that are for other databases too stay: " + String.join(", ", left),
                    "Take them yourself if they are not needed"));
        }
        List<String> routines = ServerReadOnly.column(
                connection,
                "SELECT CONCAT(User, '@', Host, ' on ', Db, '.', Routine_name) FROM mysql.procs_priv WHERE "
                        + SessionRights.isIn("Db", schemas));
        if (!routines.isEmpty()) {
            findings.add(Finding.warns(
                    "routine-rights-left",
                    "Rights to routines, which may read and write as whoever defined them, stay: "
                            + String.join(", ", routines),
                    "Take them yourself: REVOKE EXECUTE ON PROCEDURE or FUNCTION"));
        }
    }

    @Override
    public List<Frozen.Change> plan(Connection connection, Action action, List<String> schemas, String newName)
            throws SQLException {
        return switch (action) {
            case REVOKE -> RevokedWrites.changes(connection, schemas, RevokedWrites.ALL);
            case RENAME -> throw new IllegalArgumentException("This server renames no database");
            case DROP -> {
                List<Frozen.Change> changes = new ArrayList<>();
                for (String schema : names(connection, schemas)) {
                    thaw(connection, schema, changes);
                    changes.add(new Frozen.Change(
                            DATABASE + schema,
                            THERE,
                            "",
                            List.of(PATIENCE, "DROP DATABASE " + MySqlLiterals.quote(schema)),
                            List.of()));
                }
                yield changes;
            }
        };
    }

    /** What a cutover has frozen cannot even be dropped. */
    private static void thaw(Connection connection, String schema, List<Frozen.Change> changes) throws SQLException {
        String option = SchemaReadOnly.isKnown(connection) ? SchemaReadOnly.option(connection, schema) : "";
        if (!option.isEmpty()) {
            String alter = "ALTER SCHEMA " + MySqlLiterals.quote(schema) + " READ ONLY = ";
            changes.add(new Frozen.Change(
                    FREEZE + schema, option, "", List.of(PATIENCE, alter + "0"), List.of(PATIENCE, alter + "1")));
        }
    }

    @Override
    public String urlBeside(String url, String name) {
        Matcher parts = URL.matcher(url);
        return parts.matches() ? parts.group(1) + "/" + (parts.group(2) == null ? "" : parts.group(2)) : url;
    }

    @Override
    public String now(Connection beside, Frozen.Change change) throws SQLException {
        if (change.what().startsWith(DATABASE)) {
            boolean there = !names(beside, List.of(change.what().substring(DATABASE.length())))
                    .isEmpty();
            return there ? THERE : "";
        }
        if (change.what().startsWith(FREEZE)) {
            return SchemaReadOnly.option(beside, change.what().substring(FREEZE.length()));
        }
        return RevokedWrites.now(beside, change, RevokedWrites.ALL);
    }
}
