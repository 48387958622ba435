package dev.sterna.ledger;

import dev.sterna.dialect.Dialect;
import dev.sterna.jdbc.Connector;
import dev.sterna.model.Digest;
import dev.sterna.model.Side;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The state that both sides last had in common, by the parts in which their tables are compared. */
public final class CommonLedger {
    private static final int AT_ONCE = 500;

    private final Dialect dialect;
    private final LedgerServer server;

    CommonLedger(Dialect dialect, Connector connector) {
        this.dialect = dialect;
        this.server = new LedgerServer(dialect, connector);
    }

    /** By the number of the part; nothing of parts that were noted by another plan, which may have meant other rows by it. */
    public Map<Integer, CommonRow> read(String runId, String table, String planHash) {
        String sql = "SELECT " + columns("part", "source_rows", "source_sum", "target_rows", "target_sum", "writing")
                + " FROM %s" + where("run_id", "table_name", "plan_hash");
        return server.ask("read the ledger", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql.formatted(name(connection)))) {
                statement.setString(1, runId);
                statement.setString(2, table);
                statement.setString(3, planHash);
                try (ResultSet rows = statement.executeQuery()) {
                    Map<Integer, CommonRow> common = new TreeMap<>();
                    while (rows.next()) {
                        common.put(
                                rows.getInt(1),
                                new CommonRow(digest(rows, 2), digest(rows, 4), side(rows.getString(6))));
                    }
                    return common;
                }
            } catch (SQLException failure) {
                // A ledger of before there was one, which only a preview looks at.
                if (dialect.isMissingTable(failure)) {
                    return Map.of();
                }
                throw failure;
            }
        });
    }

    private static Side side(String name) {
        return name == null ? null : Side.valueOf(name);
    }

    private static Digest digest(ResultSet row, int first) throws SQLException {
        return new Digest(row.getLong(first), row.getBigDecimal(first + 1).toBigIntegerExact());
    }

    /** Notes parts in the place of what was noted of them. */
    public void note(String runId, String table, String planHash, Map<Integer, CommonRow> parts) {
        if (parts.isEmpty()) {
            return;
        }
        server.inTransaction("note in the ledger what both sides have", connection -> {
            try (PreparedStatement gone = connection.prepareStatement(
                            "DELETE FROM " + name(connection) + where("run_id", "table_name", "part"));
                    PreparedStatement come = connection.prepareStatement("INSERT INTO " + name(connection) + " ("
                            + columns(
                                    "run_id",
                                    "table_name",
                                    "part",
                                    "plan_hash",
                                    "source_rows",
                                    "source_sum",
                                    "target_rows",
                                    "target_sum",
                                    "writing",
                                    "noted")
                            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, CURRENT_TIMESTAMP)")) {
                int waiting = 0;
                for (Map.Entry<Integer, CommonRow> part : parts.entrySet()) {
                    key(gone, runId, table, part.getKey());
                    gone.addBatch();
                    key(come, runId, table, part.getKey());
                    come.setString(4, planHash);
                    set(come, 5, part.getValue().source());
                    set(come, 7, part.getValue().target());
                    Side writing = part.getValue().writing();
                    come.setString(9, writing == null ? null : writing.name());
                    come.addBatch();
                    waiting++;
                    if (waiting == AT_ONCE) {
                        gone.executeBatch();
                        come.executeBatch();
                        waiting = 0;
                    }
                }
                gone.executeBatch();
                come.executeBatch();
            }
        });
    }

    /** Forgets all of a run. */
    public void forget(String runId) {
        server.ask("forget in the ledger what both sides have", connection -> {
            try (PreparedStatement gone =
                    connection.prepareStatement("DELETE FROM " + name(connection) + where("run_id"))) {
                gone.setString(1, runId);
                gone.executeUpdate();
            }
            return null;
        });
    }

    private static void key(PreparedStatement statement, String runId, String table, int part) throws SQLException {
        statement.setString(1, runId);
        statement.setString(2, table);
        statement.setInt(3, part);
    }

    private static void set(PreparedStatement statement, int first, Digest digest) throws SQLException {
        statement.setLong(first, digest.rows());
        statement.setBigDecimal(first + 1, new BigDecimal(digest.sum()));
    }

    private String columns(String... names) {
        return Stream.of(names).map(dialect.sql()::quote).collect(Collectors.joining(", "));
    }

    private String where(String... names) {
        return Stream.of(names)
                .map(name -> dialect.sql().quote(name) + " = ?")
                .collect(Collectors.joining(" AND ", " WHERE ", ""));
    }

    private String name(Connection connection) throws SQLException {
        return server.table(connection, "common");
    }
}
