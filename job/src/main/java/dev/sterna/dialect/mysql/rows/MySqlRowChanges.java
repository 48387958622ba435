package dev.sterna.dialect.mysql.rows;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.rows.BulkLoad.Incoming;
import dev.sterna.dialect.rows.RowChanges;
import dev.sterna.dialect.rows.RowStatements;
import dev.sterna.dialect.rows.StagedChanges;
import dev.sterna.model.Column;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rows through temporary tables. UPDATE and INSERT of what is missing, and neither ON DUPLICATE KEY UPDATE, which would
 * change another row where it meets a unique value of that one, nor REPLACE, which would remove it.
 */
public final class MySqlRowChanges implements RowChanges, Serializable {
    private static final long serialVersionUID = 1L;

    /** Columns of unique indexes; null for a part that is an expression. */
    private static final String UNIQUE = "SELECT COLUMN_NAME FROM information_schema.STATISTICS"
            + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND NON_UNIQUE = 0";

    /**
     * At the servers' usual level, who looks for rows that are not there locks the gap for all others. A server that logs
     * statements takes no other level.
     */
    @Override
    public void begin(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet format = statement.executeQuery("SHOW VARIABLES LIKE 'binlog_format'")) {
                if (format.next() && format.getString(2).equalsIgnoreCase("STATEMENT")) {
                    return;
                }
            }
            statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
        }
    }

    @Override
    public Plan plan(Connection connection, Table table, List<Incoming> columns, List<String> key) throws SQLException {
        MySqlBulkLoad.requireTransactions(connection, table);
        return Plan.of(table, columns, key, removal(connection, table, columns, key));
    }

    private static Removal removal(Connection connection, Table table, List<Incoming> columns, List<String> key)
            throws SQLException {
        Map<String, Incoming> brought = new HashMap<>();
        columns.forEach(column -> brought.put(column.target().name(), column));
        Set<String> ifChanged = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(UNIQUE)) {
            statement.setString(1, table.name().schema());
            statement.setString(2, table.name().name());
            try (ResultSet parts = statement.executeQuery()) {
                while (parts.next()) {
                    String column = parts.getString(1);
                    if (column == null || !brought.containsKey(column)) {
                        return Removal.ALL;
                    }
                    ifChanged.add(column);
                }
            }
        }
        key.forEach(ifChanged::remove);
        // What the key's collation takes for equal may be written otherwise; no row is updated by a key that it
        // changes.
        key.stream().filter(name -> isText(brought.get(name))).forEach(ifChanged::add);
        return Removal.ifChanged(ifChanged);
    }

    private static boolean isText(Incoming column) {
        return column != null && column.target().charset() != null;
    }

    @Override
    public RowStatements statements(Plan plan) {
        return new RowStatements(
                new MySqlRowForm(), MySqlLiterals.quote(plan.table().name()), plan);
    }

    @Override
    public List<String> scriptSession() {
        return List.of("SET NAMES utf8mb4, SESSION time_zone = '+00:00', SESSION sql_mode ="
                + " 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';");
    }

    @Override
    public Staging open(Connection connection, Plan plan) throws SQLException {
        String schema = plan.table().name().schema();
        StagedChanges.Stage keys = stage(new TableName(schema, "sterna_keys_" + StagedChanges.suffix()), plan.key());
        StagedChanges.Stage rows =
                stage(new TableName(schema, "sterna_rows_" + StagedChanges.suffix()), plan.columns());
        return new StagedChanges(connection, new MySqlBulkLoad(), keys, rows, statements(plan, keys, rows));
    }

    /** A temporary table hides a table of its name, so none may have it. Only TRUNCATE and a full DROP TABLE commit. */
    private static StagedChanges.Stage stage(TableName name, List<Incoming> columns) {
        Table table = new Table(name, columns.stream().map(Incoming::target).toList(), null, List.of(), -1, -1);
        String quoted = MySqlLiterals.quote(name);
        return new StagedChanges.Stage(
                table,
                columns,
                temporary(table),
                "DELETE FROM " + quoted,
                null,
                "DROP TEMPORARY TABLE IF EXISTS " + quoted);
    }

    private static String temporary(Table table) {
        return new MySqlScratch().create(table).replaceFirst("^CREATE TABLE ", "CREATE TEMPORARY TABLE IF NOT EXISTS ");
    }

    /**
     * STRAIGHT_JOIN: of the rows that wait to those of the table by its key, and never the other way round. COALESCE:
     * of a NOT NULL date alone, IS NULL would be true of a zero date that is there.
     */
    private static StagedChanges.Statements statements(Plan plan, StagedChanges.Stage keys, StagedChanges.Stage rows) {
        String table = MySqlLiterals.quote(plan.table().name());
        String same = plan.key().stream()
                .map(column -> "t." + name(column) + " = s." + name(column))
                .collect(Collectors.joining(" AND "));
        String waiting = MySqlLiterals.quote(rows.table().name()) + " AS s";
        String joined = waiting + " STRAIGHT_JOIN " + table + " AS t ON " + same;
        String set = plan.others().stream()
                .map(column -> "t." + name(column) + " = s." + name(column))
                .collect(Collectors.joining(", "));
        if (!set.isEmpty()) {
            // One that is not assigned may take the time of the update.
            set += plan.unbrought().stream()
                    .map(column -> MySqlLiterals.quote(column.name()))
                    .map(column -> ", t." + column + " = t." + column)
                    .collect(Collectors.joining());
        }
        return new StagedChanges.Statements(
                "DELETE t FROM " + MySqlLiterals.quote(keys.table().name()) + " AS s STRAIGHT_JOIN " + table
                        + " AS t ON " + same,
                displace(plan, joined),
                plan.removal().all() || set.isEmpty() ? null : "UPDATE " + joined + " SET " + set,
                "INSERT INTO " + table + " (" + names("", plan.columns()) + ") SELECT " + names("s.", plan.columns())
                        + " FROM " + waiting + " LEFT JOIN " + table + " AS t ON " + same
                        + " WHERE COALESCE(t." + name(plan.key().get(0)) + ") IS NULL",
                plan.mayDisplace() && !plan.unbrought().isEmpty() ? kept(plan, waiting, joined) : null);
    }

    /** What stands for a row in the table of what is kept are its key, and the values that it does not bring. */
    private static StagedChanges.Kept kept(Plan plan, String waiting, String joined) {
        List<Column> columns =
                new ArrayList<>(plan.key().stream().map(Incoming::target).toList());
        columns.addAll(plan.unbrought());
        TableName name = new TableName(plan.table().name().schema(), "sterna_kept_" + StagedChanges.suffix());
        String kept = MySqlLiterals.quote(name);
        List<String> rest = plan.unbrought().stream()
                .map(column -> MySqlLiterals.quote(column.name()))
                .toList();
        return new StagedChanges.Kept(
                temporary(new Table(name, columns, null, List.of(), -1, -1)),
                "DELETE FROM " + kept,
                "INSERT INTO " + kept + " (" + names("", plan.key()) + ", " + String.join(", ", rest) + ") SELECT "
                        + names("t.", plan.key()) + ", " + aliased("t.", rest) + " FROM " + joined
                        + whereChanged(plan),
                "INSERT INTO " + MySqlLiterals.quote(plan.table().name()) + " (" + names("", plan.columns()) + ", "
                        + String.join(", ", rest) + ") SELECT " + names("s.", plan.columns()) + ", "
                        + aliased("k.", rest)
                        + " FROM " + waiting + " JOIN " + kept + " AS k ON "
                        + plan.key().stream()
                                .map(column -> "k." + name(column) + " = s." + name(column))
                                .collect(Collectors.joining(" AND ")),
                "DROP TEMPORARY TABLE IF EXISTS " + kept);
    }

    private static String aliased(String alias, List<String> names) {
        return names.stream().map(name -> alias + name).collect(Collectors.joining(", "));
    }

    private static String displace(Plan plan, String joined) {
        return plan.mayDisplace() ? "DELETE t FROM " + joined + whereChanged(plan) : null;
    }

    /** Which of the rows that may be displaced are; nothing where it is all. */
    private static String whereChanged(Plan plan) {
        if (plan.removal().all()) {
            return "";
        }
        List<String> changed = new ArrayList<>();
        for (Incoming column : plan.columns()) {
            String name = name(column);
            if (plan.removal().ifChanged().contains(column.target().name())) {
                changed.add(
                        plan.key().contains(column)
                                ? "NOT (CAST(t." + name + " AS BINARY) <=> CAST(s." + name + " AS BINARY))"
                                : "NOT (t." + name + " <=> s." + name + ")");
            }
        }
        return " WHERE " + String.join(" OR ", changed);
    }

    private static String name(Incoming column) {
        return MySqlLiterals.quote(column.target().name());
    }

    private static String names(String alias, List<Incoming> columns) {
        return columns.stream().map(column -> alias + name(column)).collect(Collectors.joining(", "));
    }
}
