package dev.sterna.dialect.mysql.server;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.server.FreezeMeans;
import dev.sterna.dialect.server.Frozen;
import dev.sterna.dialect.server.Preflight.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Databases that take no writes of anybody, whatever his rights; MySQL has them from 8.0.22. The statement waits for every transaction that has
 * touched a table of the database, also by reading it.
 */
final class SchemaReadOnly implements FreezeWay {
    static final String NAME = "database-read-only";

    @Override
    public String name() {
        return NAME;
    }

    static boolean isKnown(Connection connection) throws SQLException {
        return "1"
                .equals(ScalarQuery.text(
                        connection,
                        "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'information_schema'"
                                + " AND TABLE_NAME = 'SCHEMATA_EXTENSIONS'"));
    }

    @Override
    public FreezeMeans means(Connection connection, List<String> schemas) throws SQLException {
        Privileges privileges = Privileges.read(connection);
        List<Finding> findings = new ArrayList<>();
        for (String schema : schemas) {
            if (!privileges.inSchema("ALTER", schema)) {
                findings.add(Finding.blocks(
                        "cannot-freeze",
                        "The user may not make the database " + schema + " read-only",
                        "GRANT ALTER ON " + MySqlLiterals.quote(schema) + ".* TO " + Grantee.of(connection)));
            }
        }
        SessionRights.findings(connection, privileges, findings);
        findings.add(
                Finding.informs("freeze-altered", "Whoever may ALTER the database may let it take writes again", null));
        return new FreezeMeans(
                NAME,
                FreezeMeans.Reach.DATABASE,
                changes(connection, schemas).stream()
                        .flatMap(change -> change.freeze().stream())
                        .toList(),
                findings,
                Optional.empty());
    }

    @Override
    public List<Frozen.Change> changes(Connection connection, List<String> schemas) throws SQLException {
        List<Frozen.Change> changes = new ArrayList<>();
        for (String schema : schemas) {
            String alter = "ALTER SCHEMA " + MySqlLiterals.quote(schema) + " READ ONLY = ";
            String before = option(connection, schema);
            changes.add(new Frozen.Change(
                    schema,
                    before,
                    "READ ONLY=1",
                    List.of(alter + "1"),
                    before.isEmpty() ? List.of(alter + "0") : List.of()));
        }
        return changes;
    }

    @Override
    public String now(Connection connection, Frozen.Change change) throws SQLException {
        return option(connection, change.what());
    }

    /** Empty where it takes writes. */
    static String option(Connection connection, String schema) throws SQLException {
        String option = ScalarQuery.text(
                connection,
                "SELECT OPTIONS FROM information_schema.SCHEMATA_EXTENSIONS WHERE SCHEMA_NAME = "
                        + MySqlLiterals.text(schema));
        return option == null ? "" : option;
    }

    @Override
    public String blockers(List<String> schemas) {
        return SessionRights.holdersOfLocks("l.OBJECT_SCHEMA IN (" + SessionRights.list(schemas) + ")");
    }
}
