package dev.sterna.ledger;

import dev.sterna.dialect.Dialect;
import dev.sterna.jdbc.Connector;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The ledger's rows of a run as they are, to be kept. What may hold a value of a row, or be a secret, is not among them. */
public final class LedgerRows {
    /** The columns of each table, by the table's name; the first ones give the order. */
    public static final Map<String, List<String>> COLUMNS = columns();

    private final Dialect dialect;
    private final LedgerServer server;

    LedgerRows(Dialect dialect, Connector connector) {
        this.dialect = dialect;
        this.server = new LedgerServer(dialect, connector);
    }

    private static Map<String, List<String>> columns() {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        columns.put("run", List.of("run_id", "state", "plan_hash", "started", "finished"));
        columns.put("chunk", List.of("table_name", "chunk_index", "row_count", "sum", "loaded"));
        columns.put("reject", List.of("table_name", "chunk_index", "row_count", "sum", "reason_rows"));
        columns.put("target", List.of("table_name", "target_name"));
        columns.put("made", List.of("what", "object_name"));
        columns.put(
                "batch", List.of("table_name", "batch", "deleted", "inserted", "updated", "log_position", "applied"));
        columns.put("gate", List.of("gate", "passed", "found", "looked", "plan_hash", "log_position", "checked"));
        columns.put("follow", List.of("phase", "log_position", "noted"));
        columns.put(
                "common",
                List.of("table_name", "part", "source_rows", "target_rows", "source_sum", "target_sum", "noted"));
        columns.put("watermark", List.of("table_name", "column_name", "noted"));
        columns.put("cutover", List.of("phase", "noted"));
        return columns;
    }

    /** Hands over the rows of a run in one of these tables, every value as a text; none where there is no such table. */
    public void each(String runId, String table, Consumer<Map<String, String>> taker) {
        List<String> columns = COLUMNS.get(table);
        String names = columns.stream().map(dialect.sql()::quote).collect(Collectors.joining(", "));
        server.ask("read the ledger", connection -> {
            String sql = "SELECT " + names + " FROM " + server.table(connection, table) + " WHERE "
                    + dialect.sql().quote("run_id") + " = ? ORDER BY 1, 2";
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, runId);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        Map<String, String> values = new LinkedHashMap<>();
                        for (int i = 0; i < columns.size(); i++) {
                            values.put(columns.get(i), row.getString(i + 1));
                        }
                        taker.accept(values);
                    }
                }
            } catch (SQLException failure) {
                if (!dialect.isMissingTable(failure)) {
                    throw failure;
                }
            }
            return null;
        });
    }
}
