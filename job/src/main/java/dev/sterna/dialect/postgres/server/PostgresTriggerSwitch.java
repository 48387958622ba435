package dev.sterna.dialect.postgres.server;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.dialect.server.TargetTrigger;
import dev.sterna.dialect.server.TriggerSwitch;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Disables triggers, and enables each in the way in which it was, on partitions too; drops foreign keys, and makes them again. */
public final class PostgresTriggerSwitch implements TriggerSwitch {
    /** Before this version triggers that a partition has of its parent are the server's own, and go with the parent's. */
    private static final int PARTITIONS_APART = 15;

    /** Bits of tgtype: INSERT and TRUNCATE. */
    private static final int OF_LOAD = 4 | 32;

    /** Of DELETE and UPDATE besides. */
    private static final int OF_CHANGE = OF_LOAD | 8 | 16;

    /** Each table first, then the parts that it hands its rows to. */
    private static final String FIRING = "WITH t AS (SELECT to_regclass(n.name) AS oid, n.place"
            + " FROM pg_catalog.unnest(?::text[]) WITH ORDINALITY n (name, place))"
            + " SELECT n.nspname, c.relname, g.tgname, g.tgenabled, r.place"
            + " FROM (SELECT place, oid, 0 AS level FROM t UNION"
            + " SELECT t.place, p.relid, p.level FROM t, pg_partition_tree(t.oid) p) r"
            + " JOIN pg_class c ON c.oid = r.oid JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " JOIN pg_trigger g ON g.tgrelid = c.oid"
            + " WHERE NOT g.tgisinternal AND g.tgenabled <> 'D' AND g.tgtype & ? <> 0"
            + " ORDER BY r.place, r.level, n.nspname, c.relname, g.tgname";

    private static final String EXISTS = "SELECT 1 FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE NOT g.tgisinternal AND n.nspname = ? AND c.relname = ? AND g.tgname = ?";

    private static final String OWNER = "SELECT pg_get_userbyid(c.relowner) FROM pg_class c"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE n.nspname = ? AND c.relname = ? AND NOT pg_has_role(c.relowner, 'USAGE')";

    private final ForeignKeySwitch foreignKeys = new ForeignKeySwitch();

    @Override
    public List<TargetTrigger> firing(Connection connection, List<TableName> tables, Work work) throws SQLException {
        List<TargetTrigger> found = new ArrayList<>();
        Set<ObjectName> known = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(FIRING)) {
            String[] names = tables.stream().map(Literals::qualified).toArray(String[]::new);
            statement.setArray(1, connection.createArrayOf("text", names));
            statement.setInt(2, work == Work.LOAD ? OF_LOAD : OF_CHANGE);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    TargetTrigger trigger = trigger(connection, tables.get(rows.getInt(5) - 1), rows);
                    // A part may be loaded by itself too.
                    if (known.add(ConversionDraft.of(ObjectKind.TRIGGER, trigger.table(), trigger.name()))) {
                        found.add(trigger);
                    }
                }
            }
        }
        // They come back when all rows are there and nothing else changes any.
        found.addAll(foreignKeys.checked(connection, tables, work));
        return found;
    }

    private static TargetTrigger trigger(Connection connection, TableName into, ResultSet row) throws SQLException {
        TableName table = new TableName(row.getString(1), row.getString(2));
        String name = row.getString(3);
        String enable = switch (row.getString(4)) {
            case "A" -> "ENABLE ALWAYS";
            case "R" -> "ENABLE REPLICA";
            default -> "ENABLE";
        };
        return new TargetTrigger(
                TargetTrigger.Kind.TRIGGER, into, table, name, null, alter(connection, table, name, enable));
    }

    private static String alter(Connection connection, TableName table, String name, String how) throws SQLException {
        boolean apart = connection.getMetaData().getDatabaseMajorVersion() >= PARTITIONS_APART;
        return "ALTER TABLE " + (apart ? "ONLY " : "") + Literals.qualified(table) + " " + how + " TRIGGER "
                + Literals.identifier(name);
    }

    @Override
    public Optional<String> unseen(Connection connection, List<TableName> tables) {
        return Optional.empty();
    }

    @Override
    public Optional<String> obstacle(Connection connection, TargetTrigger trigger) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OWNER)) {
            statement.setString(1, trigger.table().schema());
            statement.setString(2, trigger.table().name());
            try (ResultSet owner = statement.executeQuery()) {
                return owner.next()
                        ? Optional.of("only the table's owner, " + owner.getString(1) + ", may turn it off")
                        : foreignKeys.obstacle(connection, trigger);
            }
        }
    }

    @Override
    public void off(Connection connection, TargetTrigger trigger) throws SQLException {
        switch (trigger.kind()) {
            case TRIGGER -> execute(connection, alter(connection, trigger.table(), trigger.name(), "DISABLE"));
            case FOREIGN_KEY -> execute(connection, ForeignKeySwitch.drop(trigger));
        }
    }

    @Override
    public void on(Connection connection, TargetTrigger trigger) throws SQLException {
        if (trigger.kind() == TargetTrigger.Kind.FOREIGN_KEY) {
            if (foreignKeys.isGone(connection, trigger)) {
                execute(connection, trigger.on());
            }
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(EXISTS)) {
            statement.setString(1, trigger.table().schema());
            statement.setString(2, trigger.table().name());
            statement.setString(3, trigger.name());
            try (ResultSet there = statement.executeQuery()) {
                if (!there.next()) {
                    return;
                }
            }
        }
        execute(connection, trigger.on());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
