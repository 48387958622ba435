package dev.sterna.ledger;

import dev.sterna.dialect.Dialect;
import dev.sterna.jdbc.Connector;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the gates of a run came to, one row a gate: the last look counts. Later steps ask here for what they require. */
public final class GateLedger {
    /** The gate of what was proven while the log was followed: it holds until somebody writes to the target again. */
    public static final String PROOF = "proof";

    /** The gate of a backup that was restored on trial, and found to hold what it should. */
    public static final String DRILL = "drill";

    private final Dialect dialect;
    private final LedgerServer server;

    GateLedger(Dialect dialect, Connector connector) {
        this.dialect = dialect;
        this.server = new LedgerServer(dialect, connector);
    }

    /** The gates of a run in the order of their names; none where the target has no ledger, or nobody has looked. */
    public List<GateRow> read(String runId) {
        return server.ask("read the gates in the ledger", connection -> {
            String sql = "SELECT "
                    + columns("gate", "passed", "found", "looked", "plan_hash", "log_position", "checked")
                    + ", LOCALTIMESTAMP FROM " + name(connection) + " WHERE " + quote("run_id") + " = ? ORDER BY "
                    + quote("gate");
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, runId);
                try (ResultSet row = statement.executeQuery()) {
                    List<GateRow> rows = new ArrayList<>();
                    while (row.next()) {
                        rows.add(row(row));
                    }
                    return rows;
                }
            } catch (SQLException failure) {
                if (dialect.isMissingTable(failure)) {
                    return List.of();
                }
                throw failure;
            }
        });
    }

    private static GateRow row(ResultSet row) throws SQLException {
        return new GateRow(
                row.getString(1),
                row.getInt(2) != 0,
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                LedgerServer.age(row, 7, 8));
    }

    /** Notes what gates came to, in place of what they came to before; their age is that of this call. */
    public void note(String runId, List<GateRow> gates) {
        server.inTransaction("note the gates in the ledger", connection -> {
            for (GateRow gate : gates) {
                note(connection, runId, gate);
            }
        });
    }

    /** Forgets what a gate came to, also in a ledger that knows of none. */
    public void forget(String runId, String gate) {
        server.ask("forget a gate in the ledger", connection -> {
            try {
                delete(connection, runId, gate);
            } catch (SQLException failure) {
                if (!dialect.isMissingTable(failure)) {
                    throw failure;
                }
            }
            return null;
        });
    }

    private void delete(Connection connection, String runId, String gate) throws SQLException {
        String delete =
                "DELETE FROM " + name(connection) + " WHERE " + quote("run_id") + " = ? AND " + quote("gate") + " = ?";
        try (PreparedStatement statement = connection.prepareStatement(delete)) {
            statement.setString(1, runId);
            statement.setString(2, gate);
            statement.executeUpdate();
        }
    }

    private void note(Connection connection, String runId, GateRow gate) throws SQLException {
        delete(connection, runId, gate.gate());
        String insert = "INSERT INTO " + name(connection) + " ("
                + columns("run_id", "gate", "passed", "found", "looked", "plan_hash", "log_position", "checked")
                + ") VALUES (?, ?, ?, ?, ?, ?, ?, CURRENT_TIMESTAMP)";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setString(1, runId);
            statement.setString(2, gate.gate());
            statement.setInt(3, gate.passed() ? 1 : 0);
            statement.setLong(4, gate.found());
            statement.setString(5, gate.looked());
            statement.setString(6, gate.planHash());
            statement.setString(7, gate.position());
            statement.executeUpdate();
        }
    }

    private String columns(String... names) {
        return Stream.of(names).map(this::quote).collect(Collectors.joining(", "));
    }

    private String name(Connection connection) throws SQLException {
        return server.table(connection, "gate");
    }

    private String quote(String identifier) {
        return dialect.sql().quote(identifier);
    }
}
