package dev.sterna.ledger;

import dev.sterna.dialect.Dialect;
import dev.sterna.jdbc.Connector;
import dev.sterna.jdbc.SharedSessions;
import dev.sterna.model.Side;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which target table each table of a run goes to: chunks are noted by the source's name, and names can change between runs. */
public final class LoadTargets {
    private final Dialect dialect;
    private final Connector connector;

    LoadTargets(Dialect dialect, Connector connector) {
        this.dialect = dialect;
        this.connector = connector;
    }

    /**
     * Notes where tables of a run go to; what is known already stays.
     *
     * @param targets the target table by the name that the run's chunks are noted by
     */
    public void note(String runId, Map<String, String> targets) {
        try {
            SharedSessions.ask(connector, connection -> {
                note(connection, runId, targets);
                return null;
            });
        } catch (SQLException failure) {
            throw dialect.explain(failure, Side.TARGET, "note the tables of run " + runId + " in the ledger", null);
        }
    }

    private void note(Connection connection, String runId, Map<String, String> targets) throws SQLException {
        Set<String> known = known(connection, runId);
        String sql = "INSERT INTO " + table(connection, "target") + " (" + quote("run_id") + ", " + quote("table_name")
                + ", " + quote("target_name") + ") VALUES (?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Map.Entry<String, String> target : targets.entrySet()) {
                if (!known.contains(target.getKey())) {
                    statement.setString(1, runId);
                    statement.setString(2, target.getKey());
                    statement.setString(3, target.getValue());
                    statement.executeUpdate();
                }
            }
        }
    }

    /**
     * How many rows the last run that loaded into a target table has brought, by that table; several where it cannot be told which
     * run was the last. Rows left out are not counted.
     */
    public Map<String, Set<Long>> lastRows() {
        try {
            return SharedSessions.ask(connector, this::lastRows);
        } catch (SQLException failure) {
            throw dialect.explain(failure, Side.TARGET, "read the ledger", null);
        }
    }

    private Map<String, Set<Long>> lastRows(Connection connection) throws SQLException {
        String last = "MAX(c." + quote("loaded") + ")";
        String sql = "SELECT t." + quote("target_name") + ", SUM(c." + quote("row_count") + "), " + last + " FROM "
                + table(connection, "chunk") + " c JOIN " + table(connection, "target") + " t ON t." + quote("run_id")
                + " = c." + quote("run_id") + " AND t." + quote("table_name") + " = c." + quote("table_name")
                + " GROUP BY t." + quote("target_name") + ", c." + quote("run_id") + " ORDER BY " + last;
        Map<String, Set<Long>> rows = new HashMap<>();
        Map<String, Timestamp> times = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet runs = statement.executeQuery()) {
            while (runs.next()) {
                String target = runs.getString(1);
                Timestamp before = times.put(target, runs.getTimestamp(3));
                if (before == null || !before.equals(times.get(target))) {
                    rows.put(target, new HashSet<>());
                }
                rows.get(target).add(runs.getLong(2));
            }
        }
        return rows;
    }

    private Set<String> known(Connection connection, String runId) throws SQLException {
        String sql = "SELECT " + quote("table_name") + " FROM " + table(connection, "target") + " WHERE "
                + quote("run_id") + " = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, runId);
            try (ResultSet rows = statement.executeQuery()) {
                Set<String> known = new HashSet<>();
                while (rows.next()) {
                    known.add(rows.getString(1));
                }
                return known;
            }
        }
    }

    private String table(Connection connection, String shortName) throws SQLException {
        return dialect.sql().quote(dialect.ledger().table(connection, shortName));
    }

    private String quote(String identifier) {
        return dialect.sql().quote(identifier);
    }
}
