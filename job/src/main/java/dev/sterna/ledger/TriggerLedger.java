package dev.sterna.ledger;

import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.server.TargetTrigger;
import dev.sterna.jdbc.Connector;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which triggers of one side are off for a load, and how they come back: whatever becomes of the process that turned them
 * off, the next one that loads into their tables knows of them. They are noted by their tables, not by run.
 */
public final class TriggerLedger {
    private static final String[] KEY = {"table_schema", "table_name", "kind", "trigger_name"};

    private static final char AT = '@';

    private final Dialect dialect;
    private final LedgerServer server;
    private final String table;
    private final String owner;

    /**
     * Those of one side.
     *
     * @param table of the ledger, by its short name
     * @param owner what stands before the names of schemas, so that those of other databases are others; nothing for the target's
     *     own, null for those of all
     */
    TriggerLedger(Dialect dialect, Connector connector, String table, String owner) {
        this.owner = owner;
        this.dialect = dialect;
        this.server = new LedgerServer(dialect, connector);
        this.table = table;
    }

    /** Notes triggers that are about to be turned off, behind those that are noted already. */
    public void note(List<TargetTrigger> triggers) {
        server.ask("note triggers in the ledger", connection -> {
            int place = next(connection);
            for (TargetTrigger trigger : triggers) {
                if (!replace(connection, trigger)) {
                    insert(connection, trigger, place);
                    place++;
                }
            }
            return null;
        });
    }

    /** The triggers that are off for rows into these tables, in the order in which they come back; none in a ledger without this table. */
    public List<TargetTrigger> noted(Collection<TableName> tables) {
        return all().stream().filter(trigger -> tables.contains(trigger.into())).toList();
    }

    /** Those of all tables. */
    public List<TargetTrigger> all() {
        return server.ask("read the triggers in the ledger", this::read);
    }

    /** Forgets a trigger that is on again. */
    public void forget(TargetTrigger trigger) {
        server.ask("forget a trigger in the ledger", connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("DELETE FROM " + name(connection) + where())) {
                key(statement, 1, trigger);
                return statement.executeUpdate();
            }
        });
    }

    private boolean replace(Connection connection, TargetTrigger trigger) throws SQLException {
        String sql = "UPDATE " + name(connection) + " SET " + quote("session_sql") + " = ?, " + quote("on_sql") + " = ?"
                + where();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, trigger.session());
            statement.setString(2, trigger.on());
            key(statement, 3, trigger);
            statement.executeUpdate();
        }
        // An update that changes nothing counts as none in some engines.
        try (PreparedStatement statement = connection.prepareStatement("SELECT 1 FROM " + name(connection) + where())) {
            key(statement, 1, trigger);
            try (ResultSet there = statement.executeQuery()) {
                return there.next();
            }
        }
    }

    private void insert(Connection connection, TargetTrigger trigger, int place) throws SQLException {
        String sql = "INSERT INTO " + name(connection) + " (" + columns() + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            key(statement, 1, trigger);
            statement.setString(5, owner + trigger.into().schema());
            statement.setString(6, trigger.into().name());
            statement.setInt(7, place);
            statement.setString(8, trigger.session());
            statement.setString(9, trigger.on());
            statement.executeUpdate();
        }
    }

    /** Behind the last: those before it may be on again, and forgotten. */
    private int next(Connection connection) throws SQLException {
        String sql = "SELECT COALESCE(MAX(" + quote("place") + "), -1) + 1 FROM " + name(connection);
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    private List<TargetTrigger> read(Connection connection) throws SQLException {
        String sql = "SELECT " + columns() + " FROM " + name(connection) + " ORDER BY " + quote("place");
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            List<TargetTrigger> triggers = new ArrayList<>();
            while (rows.next()) {
                if (owner != null && !rows.getString(1).startsWith(owner)) {
                    continue;
                }
                triggers.add(new TargetTrigger(
                        TargetTrigger.Kind.valueOf(rows.getString(3)),
                        new TableName(schema(rows.getString(5)), rows.getString(6)),
                        new TableName(schema(rows.getString(1)), rows.getString(2)),
                        rows.getString(4),
                        rows.getString(8),
                        rows.getString(9)));
            }
            return triggers;
        } catch (SQLException failure) {
            if (dialect.isMissingTable(failure)) {
                return List.of();
            }
            throw failure;
        }
    }

    private String columns() {
        return Stream.concat(Stream.of(KEY), Stream.of("into_schema", "into_name", "place", "session_sql", "on_sql"))
                .map(this::quote)
                .collect(Collectors.joining(", "));
    }

    private String where() {
        return " WHERE " + Stream.of(KEY).map(column -> quote(column) + " = ?").collect(Collectors.joining(" AND "));
    }

    private String schema(String noted) {
        return owner == null ? noted.substring(noted.indexOf(AT) + 1) : noted.substring(owner.length());
    }

    /** What stands before the names of schemas of a database that is not this one. */
    static String of(String location) {
        return Integer.toHexString(location.hashCode()) + AT;
    }

    private void key(PreparedStatement statement, int first, TargetTrigger trigger) throws SQLException {
        statement.setString(first, owner + trigger.table().schema());
        statement.setString(first + 1, trigger.table().name());
        statement.setString(first + 2, trigger.kind().name());
        statement.setString(first + 3, trigger.name());
    }

    private String name(Connection connection) throws SQLException {
        return server.table(connection, table);
    }

    private String quote(String identifier) {
        return dialect.sql().quote(identifier);
    }
}
