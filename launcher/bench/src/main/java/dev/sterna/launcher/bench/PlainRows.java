package dev.sterna.launcher.bench;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Rows of a table, read by plain SQL. */
final class PlainRows {
    private final Connection connection;
    private final String table;
    private final List<String> key;
    private final List<PlainColumn> columns;

    /** @param columns as the source has them, whichever side is read: its types say which values are different ones */
    PlainRows(Connection connection, String table, List<String> key, List<PlainColumn> columns) {
        this.connection = connection;
        this.table = table;
        this.key = List.copyOf(key);
        this.columns = List.copyOf(columns);
    }

    static List<PlainColumn> columns(Connection connection, String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT * FROM " + table + " WHERE 1 = 0");
                ResultSet none = statement.executeQuery()) {
            ResultSetMetaData data = none.getMetaData();
            List<PlainColumn> columns = new ArrayList<>();
            for (int i = 1; i <= data.getColumnCount(); i++) {
                columns.add(new PlainColumn(
                        data.getColumnName(i),
                        data.getColumnType(i),
                        data.getPrecision(i),
                        data.isNullable(i) == ResultSetMetaData.columnNoNulls
                                ? SourceColumn.Nulls.REFUSED
                                : SourceColumn.Nulls.ALLOWED));
            }
            return columns;
        }
    }

    List<PlainColumn> columns() {
        return columns;
    }

    PlainColumn column(String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    long count() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT count(*) FROM " + table);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The rows that come next from a value of the key's first column on. */
    List<PlainRow> from(long first, int count) throws SQLException {
        String sql = "SELECT * FROM " + table + " WHERE " + key.get(0) + " >= ? ORDER BY " + String.join(", ", key)
                + " LIMIT " + count;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, first);
            return rows(statement);
        }
    }

    Optional<PlainRow> of(List<String> values) throws SQLException {
        String where = key.stream().map(name -> name + " = ?").collect(Collectors.joining(" AND "));
        try (PreparedStatement statement = connection.prepareStatement("SELECT * FROM " + table + " WHERE " + where)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setLong(i + 1, Long.parseLong(values.get(i)));
            }
            return rows(statement).stream().findFirst();
        }
    }

    private List<PlainRow> rows(PreparedStatement statement) throws SQLException {
        List<PlainRow> rows = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                Map<String, Object> values = new LinkedHashMap<>();
                for (int i = 0; i < columns.size(); i++) {
                    values.put(columns.get(i).name(), value(row, i + 1, columns.get(i)));
                }
                rows.add(new PlainRow(values));
            }
        }
        return rows;
    }

    private static Object value(ResultSet row, int index, PlainColumn column) throws SQLException {
        Object value = row.getObject(index);
        if (value == null) {
            return null;
        }
        return switch (column.type()) {
            case Types.DATE -> row.getObject(index, LocalDate.class);
            case Types.TIMESTAMP -> row.getObject(index, LocalDateTime.class);
            case Types.DECIMAL, Types.NUMERIC -> row.getBigDecimal(index);
            case Types.INTEGER, Types.BIGINT, Types.SMALLINT -> row.getLong(index);
            case Types.DOUBLE, Types.FLOAT, Types.REAL -> row.getDouble(index);
            // One server fills it up with blanks, the other does not, or has a type there that keeps them.
            case Types.CHAR -> row.getString(index).stripTrailing();
            default -> row.getString(index);
        };
    }

    /** Whether two values are the same, to the letter. */
    static boolean same(Object one, Object other) {
        return one instanceof BigDecimal here && other instanceof BigDecimal there
                ? here.compareTo(there) == 0
                : Objects.equals(one, other);
    }
}
