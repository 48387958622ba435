package dev.sterna.ledger;

import dev.sterna.dialect.Dialect;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.Connector;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** How far each run has followed the source's log, one row a run. */
public final class FollowLedger {
    /** The code of a failure: somebody else has ended the following of this run. */
    public static final String ENDED = "follow-ended";

    private static final String TABLE = "follow";

    private final Dialect dialect;
    private final LedgerServer server;

    FollowLedger(Dialect dialect, Connector connector) {
        this.dialect = dialect;
        this.server = new LedgerServer(dialect, connector);
    }

    /** How far a run is; empty where it follows nothing, or in a ledger without this table. */
    public Optional<FollowRow> find(String runId) {
        return server.ask("read in the ledger how far the log is followed", connection -> {
            String sql = "SELECT " + quote("phase") + ", " + quote("tables") + ", " + quote("log_position") + ", "
                    + quote("apart") + ", " + quote("wish") + ", " + quote("noted") + ", LOCALTIMESTAMP FROM "
                    + name(connection) + where();
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, runId);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? Optional.of(row(row)) : Optional.empty();
                }
            } catch (SQLException failure) {
                if (dialect.isMissingTable(failure)) {
                    return Optional.empty();
                }
                throw failure;
            }
        });
    }

    private static FollowRow row(ResultSet row) throws SQLException {
        return new FollowRow(
                row.getString(1),
                names(row.getString(2)),
                row.getString(3),
                names(row.getString(4)),
                row.getString(5),
                LedgerServer.age(row, 6, 7));
    }

    /** Notes from where a run follows, in place of what was known of it. */
    public void begin(String runId, String phase, List<String> tables, String position, List<String> apart) {
        server.inTransaction("note in the ledger from where the log is followed", connection -> {
            server.delete(connection, TABLE, runId);
            insert(connection, runId, phase, tables, position, apart);
        });
    }

    private void insert(
            Connection connection, String runId, String phase, List<String> tables, String position, List<String> apart)
            throws SQLException {
        String sql = "INSERT INTO " + name(connection) + " (" + quote("run_id") + ", " + quote("phase") + ", "
                + quote("tables") + ", " + quote("log_position") + ", " + quote("apart") + ", " + quote("noted")
                + ") VALUES (?, ?, ?, ?, ?, CURRENT_TIMESTAMP)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, runId);
            statement.setString(2, phase);
            statement.setString(3, lines(tables));
            statement.setString(4, position);
            statement.setString(5, lines(apart));
            statement.executeUpdate();
        }
    }

    private static List<String> names(String lines) {
        return lines == null ? List.of() : lines.lines().toList();
    }

    private static String lines(List<String> names) {
        return names.isEmpty() ? null : String.join("\n", names);
    }

    /**
     * Notes on a connection of the caller's, with autocommit on, how far everything is in; the wish stays.
     *
     * @throws SternaException (LOCKED) when nothing is known of the run any more
     */
    public void advance(Connection connection, String runId, String phase, String position, List<String> apart)
            throws SQLException {
        String sql = "UPDATE " + name(connection) + " SET " + quote("phase") + " = ?, " + quote("log_position")
                + " = ?, " + quote("apart") + " = ?, " + quote("noted") + " = CURRENT_TIMESTAMP" + where();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, phase);
            statement.setString(2, position);
            statement.setString(3, lines(apart));
            statement.setString(4, runId);
            if (statement.executeUpdate() == 0) {
                throw SternaException.of(
                        Category.LOCKED,
                        ENDED,
                        null,
                        "Cannot follow the source's log any more: another command has ended it for run " + runId,
                        "To follow on from now, give the same command again, which compares first; to compare and bring"
                                + " once: sterna sync --run-id " + runId + " --execute");
            }
        }
    }

    /** What whoever follows is to do next, asked on a connection of the caller's; null to go on. */
    public String wish(Connection connection, String runId) throws SQLException {
        String sql = "SELECT " + quote("wish") + " FROM " + name(connection) + where();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, runId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    /** Tells whoever follows what to do next; false where nobody has begun to. */
    public boolean wish(String runId, String wish) {
        return server.ask("note in the ledger what is wanted of whoever follows the log", connection -> {
            String sql = "UPDATE " + name(connection) + " SET " + quote("wish") + " = ?" + where();
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, wish);
                statement.setString(2, runId);
                return statement.executeUpdate() > 0;
            }
        });
    }

    /** Forgets that a run follows. */
    public void forget(String runId) {
        server.ask("forget in the ledger that the log is followed", connection -> {
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
