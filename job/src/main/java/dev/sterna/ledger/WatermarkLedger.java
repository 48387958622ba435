package dev.sterna.ledger;

import dev.sterna.dialect.Dialect;
import dev.sterna.jdbc.Connector;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Up to which value of a column that grows all rows of a table are in, one row a table of a run. */
public final class WatermarkLedger {
    private final Dialect dialect;
    private final LedgerServer server;

    WatermarkLedger(Dialect dialect, Connector connector) {
        this.dialect = dialect;
        this.server = new LedgerServer(dialect, connector);
    }

    /**
     * What was noted of a table.
     *
     * @param column by the source's name; of another one nothing is known
     * @param planHash of the plan by which it was noted; another one may mean other rows
     * @return the value's canonical text
     */
    public Optional<String> find(String runId, String table, String planHash, String column) {
        return server.ask("read in the ledger up to where a table is in", connection -> {
            String sql = "SELECT " + quote("greatest") + " FROM " + name(connection)
                    + where("run_id", "table_name", "plan_hash", "column_name");
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                set(statement, List.of(runId, table, planHash, column));
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
                }
            } catch (SQLException failure) {
                // A ledger of before there was one, which only a preview looks at.
                if (dialect.isMissingTable(failure)) {
                    return Optional.empty();
                }
                throw failure;
            }
        });
    }

    /** Notes it in place of what was noted of the table. */
    public void note(String runId, String table, String planHash, String column, String greatest) {
        server.inTransaction("note in the ledger up to where a table is in", connection -> {
            try (PreparedStatement gone = connection.prepareStatement(
                            "DELETE FROM " + name(connection) + where("run_id", "table_name"));
                    PreparedStatement come = connection.prepareStatement("INSERT INTO " + name(connection) + " ("
                            + Stream.of("run_id", "table_name", "plan_hash", "column_name", "greatest", "noted")
                                    .map(this::quote)
                                    .collect(Collectors.joining(", "))
                            + ") VALUES (?, ?, ?, ?, ?, CURRENT_TIMESTAMP)")) {
                set(gone, List.of(runId, table));
                gone.executeUpdate();
                set(come, List.of(runId, table, planHash, column, greatest));
                come.executeUpdate();
            }
        });
    }

    private static void set(PreparedStatement statement, List<String> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setString(i + 1, values.get(i));
        }
    }

    private String where(String... names) {
        return Stream.of(names).map(name -> quote(name) + " = ?").collect(Collectors.joining(" AND ", " WHERE ", ""));
    }

    private String name(Connection connection) throws SQLException {
        return server.table(connection, "watermark");
    }

    private String quote(String identifier) {
        return dialect.sql().quote(identifier);
    }
}
