package dev.sterna.dialect.mysql.rows;

import dev.sterna.dialect.mysql.server.FormerRows;
import dev.sterna.dialect.mysql.server.LocalFiles;
import dev.sterna.dialect.mysql.server.MySqlSession;
import dev.sterna.dialect.mysql.server.ScalarQuery;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.mysql.sql.MySqlTypes;
import dev.sterna.dialect.mysql.sql.UnicodeGaps;
import dev.sterna.dialect.rows.BulkLoad;
import dev.sterna.dialect.rows.BulkWriter;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Staged;
import dev.sterna.model.Table;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** LOAD DATA LOCAL from a stream; multi-row INSERT where the server or the user forbids that. */
public final class MySqlBulkLoad implements BulkLoad, Serializable {
    private static final long serialVersionUID = 1L;

    private static final String LOAD_DATA = "load-data";
    private static final String INSERT = "insert";

    @Override
    public Plan plan(Connection connection, Table table, List<Incoming> columns) throws SQLException {
        requireTransactions(connection, table);
        String obstacle = LocalFiles.obstacle(connection);
        if (obstacle != null) {
            return new Plan(INSERT, insert(table, columns), table, columns, obstacle);
        }
        return new Plan(LOAD_DATA, loadData(table, columns), table, columns, null);
    }

    @Override
    public BulkWriter open(Connection connection, Plan plan) throws SQLException {
        // Only here: connections that wait for others, such as the one that holds the run's lock, may be idle for
        // hours.
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION wait_timeout = " + MySqlSession.SECONDS_OF_SILENCE);
        }
        if (plan.table().hasFormerRows()) {
            FormerRows.take(connection);
        }
        return plan.method().equals(LOAD_DATA)
                ? new LoadDataWriter(connection, plan)
                : new InsertFallback(connection, plan);
    }

    /** Rows and the ledger's note of them must come and go together, which MyISAM, Aria and MEMORY cannot do. */
    static void requireTransactions(Connection connection, Table table) throws SQLException {
        String engine = ScalarQuery.text(
                connection,
                "SELECT ENGINE FROM information_schema.TABLES WHERE TABLE_SCHEMA = "
                        + MySqlLiterals.text(table.name().schema()) + " AND TABLE_NAME = "
                        + MySqlLiterals.text(table.name().name()));
        if (engine != null && !engine.equalsIgnoreCase("InnoDB")) {
            throw SternaException.of(
                    Category.REFUSED,
                    "engine-without-transactions",
                    table.name().toString(),
                    "Cannot write to " + table.name() + " exactly once: its storage engine is " + engine
                            + ", which has no transactions that Sterna knows",
                    "ALTER TABLE " + MySqlLiterals.quote(table.name()) + " ENGINE = InnoDB");
        }
    }

    /**
     * CHARACTER SET binary, so that octets arrive as they are: those of binary columns, and UTF-8 for columns that hold
     * UTF-8, which the server checks. What else takes text gets it through a variable, converted.
     */
    private static String loadData(Table table, List<Incoming> columns) {
        List<String> fields = new ArrayList<>();
        List<String> assignments = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String name = MySqlLiterals.quote(columns.get(i).target().name());
            String variable = "@sterna_" + i;
            String expression = expression(columns.get(i), variable);
            fields.add(expression == null ? name : variable);
            if (expression != null) {
                assignments.add(name + " = " + expression);
            }
        }
        return "LOAD DATA LOCAL INFILE 'sterna' INTO TABLE " + MySqlLiterals.quote(table.name())
                + " CHARACTER SET binary FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n' ("
                + String.join(", ", fields) + ")"
                + (assignments.isEmpty() ? "" : " SET " + String.join(", ", assignments));
    }

    /** The column's value from the field's octets, or null when the field is the value. */
    private static String expression(Incoming incoming, String variable) {
        Column target = incoming.target();
        String text = "CONVERT(" + variable + " USING utf8mb4)";
        return switch (target.type().kind()) {
            // As a text, 0 would be the year 2000.
            case INT -> target.nativeType().startsWith("year") ? "CAST(" + variable + " AS UNSIGNED)" : null;
            case BOOL, DECIMAL, NUMERIC, REAL, BYTES, DATE, TIME, TIMESTAMP, INSTANT -> null;
            case CHAR, TEXT ->
                takesUtf8(target) ? null : UnicodeGaps.needsHelp(target) ? UnicodeGaps.into(target, text) : text;
            case ENUM, SET, UUID, JSON -> text;
            case BIT ->
                Staged.of(incoming.type()) == Staged.TEXT
                        ? "CAST(CONV(" + variable + ", 2, 10) AS UNSIGNED)"
                        : "CAST(" + variable + " AS UNSIGNED)";
            case OPAQUE ->
                MySqlTypes.isShownInHex(((LogicalType.Opaque) target.type()).nativeType())
                        ? "UNHEX(" + variable + ")"
                        : text;
        };
    }

    private static String insert(Table table, List<Incoming> columns) {
        return "INSERT INTO " + MySqlLiterals.quote(table.name()) + " ("
                + columns.stream()
                        .map(column -> MySqlLiterals.quote(column.target().name()))
                        .collect(Collectors.joining(", "))
                + ") VALUES";
    }

    private static boolean takesUtf8(Column column) {
        if (column.charset() == null) {
            return false;
        }
        String charset = column.charset().toLowerCase(Locale.ROOT);
        return charset.equals("utf8mb4") || charset.equals("utf8mb3") || charset.equals("utf8");
    }
}
