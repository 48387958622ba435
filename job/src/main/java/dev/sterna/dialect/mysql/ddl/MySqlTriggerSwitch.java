package dev.sterna.dialect.mysql.ddl;

import dev.sterna.dialect.mysql.catalog.MySqlSchemaReader;
import dev.sterna.dialect.mysql.server.Privileges;
import dev.sterna.dialect.mysql.server.ScalarQuery;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.server.TargetTrigger;
import dev.sterna.dialect.server.TriggerSwitch;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Trigger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Drops triggers and makes them again: these servers have no other way to keep one from firing. */
public final class MySqlTriggerSwitch implements TriggerSwitch {
    private static final String TRIAL = "sterna_trigger_trial_";

    /** The sessions that bring rows say so. */
    @Override
    public boolean leavesKeysUnchecked() {
        return true;
    }

    /** Emptying a table fires none, so a load is about those of INSERT. The triggers of one moment stay in their order, since all of them go. */
    @Override
    public List<TargetTrigger> firing(Connection connection, List<TableName> tables, Work work) throws SQLException {
        List<TargetTrigger> found = new ArrayList<>();
        for (String schema : schemas(tables)) {
            for (Trigger trigger : MySqlSchemaReader.triggers(connection, schema)) {
                if ((work == Work.CHANGE || trigger.events().contains("INSERT")) && tables.contains(trigger.table())) {
                    found.add(new TargetTrigger(
                            TargetTrigger.Kind.TRIGGER,
                            trigger.table(),
                            trigger.table(),
                            trigger.name(),
                            MySqlSchemaScript.session(trigger.settings()),
                            SchemaProgramText.trigger(trigger)));
                }
            }
        }
        return found;
    }

    private static List<String> schemas(List<TableName> tables) {
        return tables.stream().map(TableName::schema).distinct().toList();
    }

    @Override
    public List<String> referring(Connection connection, List<TableName> tables) throws SQLException {
        if (tables.isEmpty()) {
            return List.of();
        }
        String in = schemas(tables).stream().map(MySqlLiterals::text).collect(Collectors.joining(", "));
        Set<TableName> wanted = Set.copyOf(tables);
        Set<String> found = new LinkedHashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT TABLE_SCHEMA, REFERENCED_TABLE_SCHEMA, REFERENCED_TABLE_NAME"
                                + " FROM information_schema.KEY_COLUMN_USAGE WHERE REFERENCED_TABLE_SCHEMA IN (" + in
                                + ")")) {
            while (rows.next()) {
                if (wanted.contains(new TableName(rows.getString(2), rows.getString(3)))) {
                    found.add(rows.getString(1));
                }
            }
        }
        return List.copyOf(found);
    }

    @Override
    public Optional<String> unseen(Connection connection, List<TableName> tables) throws SQLException {
        Privileges privileges = Privileges.read(connection);
        List<TableName> hidden = tables.stream()
                .filter(table -> !privileges.onTable("TRIGGER", table.schema(), table.name()))
                .toList();
        if (hidden.isEmpty()) {
            return Optional.empty();
        }
        String user = MySqlLiterals.account(ScalarQuery.text(connection, "SELECT CURRENT_USER()"));
        return Optional.of(schemas(hidden).stream()
                .map(schema -> "GRANT TRIGGER ON " + MySqlLiterals.quote(schema) + ".* TO " + user)
                .collect(Collectors.joining("; ")));
    }

    /** A definer that is somebody else, or the binary log, may forbid it, each by rights of its own: so it is tried. */
    @Override
    public Optional<String> obstacle(Connection connection, TargetTrigger trigger) throws SQLException {
        String schema = trigger.table().schema();
        // A name that nobody has, so that what is dropped is what was made here.
        TableName trial =
                new TableName(schema, TRIAL + UUID.randomUUID().toString().replace("-", ""));
        try {
            execute(
                    connection,
                    "CREATE TABLE " + MySqlLiterals.quote(trial) + " LIKE " + MySqlLiterals.quote(trigger.table()));
        } catch (SQLException refused) {
            return Optional.of(refused(refused));
        }
        try {
            execute(connection, trigger.session());
            execute(connection, SchemaProgramText.trigger(trigger.on(), trial, trial.name()));
            return Optional.empty();
        } catch (SQLException refused) {
            return Optional.of(refused(refused));
        } finally {
            execute(connection, "DROP TABLE " + MySqlLiterals.quote(trial));
        }
    }

    private static String refused(SQLException why) {
        return "the server does not let this user make it again: " + why.getMessage();
    }

    @Override
    public void off(Connection connection, TargetTrigger trigger) throws SQLException {
        execute(connection, "DROP TRIGGER IF EXISTS " + quoted(trigger));
    }

    @Override
    public void on(Connection connection, TargetTrigger trigger) throws SQLException {
        boolean there = ScalarQuery.text(
                        connection,
                        "SELECT 1 FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = "
                                + MySqlLiterals.text(trigger.table().schema()) + " AND TRIGGER_NAME = "
                                + MySqlLiterals.text(trigger.name()))
                != null;
        boolean gone = ScalarQuery.text(
                        connection,
                        "SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = "
                                + MySqlLiterals.text(trigger.table().schema()) + " AND TABLE_NAME = "
                                + MySqlLiterals.text(trigger.table().name()))
                == null;
        if (!there && !gone) {
            execute(connection, trigger.session());
            execute(connection, trigger.on());
        }
    }

    private static String quoted(TargetTrigger trigger) {
        return MySqlLiterals.quote(new TableName(trigger.table().schema(), trigger.name()));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
