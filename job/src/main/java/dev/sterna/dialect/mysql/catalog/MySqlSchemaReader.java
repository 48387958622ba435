package dev.sterna.dialect.mysql.catalog;

import dev.sterna.dialect.SchemaReader;
import dev.sterna.dialect.mysql.server.Privileges;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.server.TargetRights;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Event;
import dev.sterna.model.schema.Grant;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.OtherObject;
import dev.sterna.model.schema.OutsideNeed;
import dev.sterna.model.schema.Routine;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.SchemaContent;
import dev.sterna.model.schema.Sequence;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.Trigger;
import dev.sterna.model.schema.View;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the catalogues of MySQL and MariaDB: some twenty queries a schema, five of them for tables alone; and one more for
 * each routine, for each view on MySQL, and for each table of which only SHOW CREATE TABLE tells all.
 */
public final class MySqlSchemaReader implements SchemaReader {
    private static final int TIME_IS_OVER = 1969;

    /** Accounts only where the user may grant everything: what it may grant of the rest, the server does not list. */
    @Override
    public TargetRights rights(Connection connection) throws SQLException {
        Set<String> accounts = new HashSet<>();
        Set<String> definers = new HashSet<>();
        boolean administrator = false;
        try (Statement statement = connection.createStatement()) {
            try (ResultSet grants = statement.executeQuery("SHOW GRANTS")) {
                while (grants.next()) {
                    String grant = grants.getString(1);
                    administrator |= grant.contains(" ON *.* ") && grant.endsWith("WITH GRANT OPTION");
                }
            }
            if (administrator) {
                try (ResultSet rows = statement.executeQuery("SELECT user, host FROM mysql.user")) {
                    while (rows.next()) {
                        accounts.add("'" + rows.getString(1) + "'@'" + rows.getString(2) + "'");
                        definers.add(rows.getString(1) + "@" + rows.getString(2));
                    }
                }
            }
        }
        return new TargetRights(accounts, definers, Set.of(), administrator, false, logged(connection));
    }

    /** Errors 1418 and 1419. MariaDB has a privilege for it; MySQL asks for SUPER itself. */
    private static TargetRights.Logged logged(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet settings = statement.executeQuery(
                        "SELECT @@log_bin = 1 AND @@log_bin_trust_function_creators = 0, VERSION() LIKE '%MariaDB%'")) {
            settings.next();
            if (!settings.getBoolean(1)) {
                return TargetRights.Logged.ANYTHING;
            }
            Privileges privileges = Privileges.read(connection);
            boolean trusted =
                    privileges.everywhere("SUPER") || settings.getBoolean(2) && privileges.everywhere("BINLOG ADMIN");
            return trusted ? TargetRights.Logged.DECLARED : TargetRights.Logged.NOTHING;
        }
    }

    @Override
    public List<SchemaContent> contents(Connection connection) throws SQLException {
        List<SchemaContent> contents = new ArrayList<>();
        CatalogSession.open(connection)
                .query(
                        CatalogSession.resource("contents.sql"),
                        row -> contents.add(new SchemaContent(row.getString(1), row.getLong(2), row.getLong(3))));
        return contents;
    }

    /** Of keys only: what views and programs name the catalogue does not tell. */
    @Override
    public List<OutsideNeed> outsideNeeds(Connection connection, List<String> schemas) throws SQLException {
        List<OutsideNeed> needs = new ArrayList<>();
        CatalogSession session = CatalogSession.open(connection);
        for (String schema : schemas) {
            session.forEach("outside.sql", schema, row -> {
                if (!schemas.contains(row.getString(3))) {
                    needs.add(new OutsideNeed(row.getString(1), row.getString(2), row.getString(3)));
                }
            });
        }
        return needs;
    }

    @Override
    public List<TableDefinition> tables(Connection connection, List<String> schemas) throws SQLException {
        CatalogSession session = CatalogSession.open(connection);
        List<TableDefinition> tables = new ArrayList<>();
        for (String schema : schemas) {
            tables.addAll(SchemaTables.ofRows(session, schema));
        }
        return tables;
    }

    @Override
    public Set<TableName> names(Connection connection, List<String> schemas) throws SQLException {
        CatalogSession session = CatalogSession.open(connection);
        Set<TableName> names = new HashSet<>();
        for (String schema : schemas) {
            session.forEach("table-names.sql", schema, row -> names.add(new TableName(schema, row.getString(1))));
        }
        return names;
    }

    @Override
    public Optional<Table> withFormerRows(TableDefinition table) {
        return RowTimes.withFormerRows(table);
    }

    @Override
    public long countFormerRows(Connection connection, TableName table, Duration time) throws SQLException {
        String from = "(SELECT COUNT(*) FROM " + MySqlLiterals.quote(table);
        String sql = "SET STATEMENT max_statement_time = " + BigDecimal.valueOf(time.toMillis(), 3) + " FOR SELECT "
                + from + " FOR SYSTEM_TIME ALL) - " + from + ")";
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery(sql)) {
            count.next();
            return count.getLong(1);
        } catch (SQLException failure) {
            if (failure.getErrorCode() == TIME_IS_OVER) {
                throw new SQLTimeoutException(failure.getMessage(), failure.getSQLState(), TIME_IS_OVER, failure);
            }
            throw failure;
        }
    }

    @Override
    public Schema read(Connection connection, List<String> schemas) throws SQLException {
        Reading reading = new Reading(CatalogSession.open(connection));
        for (String schema : schemas) {
            reading.add(schema);
        }
        return reading.schema(schemas);
    }

    /** The triggers of a schema alone, those of one moment in the order in which they run. */
    public static List<Trigger> triggers(Connection connection, String schema) throws SQLException {
        return SchemaPrograms.triggers(CatalogSession.open(connection), schema);
    }

    private static final class Reading {
        private final CatalogSession session;
        private final List<TableDefinition> tables = new ArrayList<>();
        private final List<Sequence> sequences = new ArrayList<>();
        private final List<View> views = new ArrayList<>();
        private final List<Routine> routines = new ArrayList<>();
        private final List<Trigger> triggers = new ArrayList<>();
        private final List<Event> events = new ArrayList<>();
        private final List<Grant> grants = new ArrayList<>();
        private final List<OtherObject> others = new ArrayList<>();

        private Reading(CatalogSession session) {
            this.session = session;
        }

        private void add(String schema) throws SQLException {
            int before = others.size();
            session.forEach(
                    "schema-itself.sql",
                    schema,
                    row -> others.add(new OtherObject(
                            new ObjectName(ObjectKind.SCHEMA, schema, null, schema),
                            "schema",
                            "CREATE DATABASE IF NOT EXISTS " + MySqlLiterals.quote(schema) + " CHARACTER SET "
                                    + row.getString("charset_name") + " COLLATE " + row.getString("collation_name")
                                    + comment(CatalogSession.textOrNull(row, "comment")))));
            if (others.size() == before) {
                InvisibleObjects.noteMissing(session, schema);
                return;
            }
            SchemaRelations relations = SchemaRelations.read(session, schema);
            InvisibleObjects.note(session, schema, relations);
            SchemaColumns columns = SchemaColumns.read(session, schema, relations.nextNumbers());
            tables.addAll(SchemaTables.read(session, schema, relations, columns));
            sequences.addAll(SchemaSequences.read(session, schema, relations, columns));
            List<Routine> programs = SchemaRoutines.read(session, schema);
            views.addAll(SchemaViews.read(session, schema, columns, programs));
            triggers.addAll(SchemaPrograms.triggers(session, schema));
            routines.addAll(programs);
            events.addAll(SchemaPrograms.events(session, schema));
            grants.addAll(SchemaGrants.read(session, schema, relations));
        }

        private static String comment(String comment) {
            return comment == null ? "" : " COMMENT " + MySqlLiterals.text(comment);
        }

        private Schema schema(List<String> names) {
            return new Schema(
                    session.isMariaDb() ? "mariadb" : "mysql",
                    names,
                    tables,
                    sequences,
                    views,
                    List.of(),
                    routines,
                    triggers,
                    events,
                    List.of(),
                    grants,
                    others,
                    session.blind());
        }
    }
}
