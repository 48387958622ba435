package dev.sterna.ledger;

import dev.sterna.dialect.Dialect;
import dev.sterna.jdbc.Connector;
import dev.sterna.ledger.CutoverRow.Phase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/** How far each run is cut over, one row a run; none before and after. */
public final class CutoverLedger {
    private static final String TABLE = "cutover";

    private final Dialect dialect;
    private final LedgerServer server;

    CutoverLedger(Dialect dialect, Connector connector) {
        this.dialect = dialect;
        this.server = new LedgerServer(dialect, connector);
    }

    /** How far a run is; empty where it has not begun, or in a ledger without this table. */
    public Optional<CutoverRow> find(String runId) {
        return server.ask("read in the ledger how far the cutover is", connection -> {
            String sql = "SELECT " + quote("phase") + ", " + quote("source_freeze") + ", " + quote("target_freeze")
                    + ", " + quote("noted") + ", LOCALTIMESTAMP FROM " + name(connection) + where();
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, runId);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next()
                            ? Optional.of(new CutoverRow(
                                    Phase.valueOf(row.getString(1).toUpperCase(Locale.ROOT)),
                                    row.getString(2),
                                    row.getString(3),
                                    LedgerServer.age(row, 4, 5)))
                            : Optional.empty();
                }
            } catch (SQLException failure) {
                if (dialect.isMissingTable(failure)) {
                    return Optional.empty();
                }
                throw failure;
            }
        });
    }

    /** Notes how far a run is, in place of what was known of it. */
    public void note(String runId, Phase phase, String sourceFreeze, String targetFreeze) {
        server.inTransaction("note in the ledger how far the cutover is", connection -> {
            server.delete(connection, TABLE, runId);
            String sql = "INSERT INTO " + name(connection) + " (" + quote("run_id") + ", " + quote("phase") + ", "
                    + quote("source_freeze") + ", " + quote("target_freeze") + ", " + quote("noted")
                    + ") VALUES (?, ?, ?, ?, CURRENT_TIMESTAMP)";
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, runId);
                statement.setString(2, phase.name().toLowerCase(Locale.ROOT));
                statement.setString(3, sourceFreeze);
                statement.setString(4, targetFreeze);
                statement.executeUpdate();
            }
        });
    }

    /** Forgets it: the source is the one to write to. */
    public void forget(String runId) {
        server.ask("forget in the ledger that the run is cut over", connection -> {
            server.delete(connection, TABLE, runId);
            return null;
        });
    }

    private String where() {
        return " WHERE " + quote("run_id") + " = ?";
    }

    private String name(Connection connection) throws SQLException {
        return server.table(connection, TABLE);
    }

    private String quote(String identifier) {
        return dialect.sql().quote(identifier);
    }
}
