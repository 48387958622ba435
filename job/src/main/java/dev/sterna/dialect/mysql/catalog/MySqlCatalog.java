package dev.sterna.dialect.mysql.catalog;

import dev.sterna.dialect.CatalogReader;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.mysql.sql.MySqlTypes;
import dev.sterna.model.Catalog;
import dev.sterna.model.Column;
import dev.sterna.model.Column.Generated;
import dev.sterna.model.Key;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Three queries a schema. */
public final class MySqlCatalog implements CatalogReader, Serializable {
    private static final long serialVersionUID = 1L;

    private static final String PRIMARY = "PRIMARY";

    @Override
    public Catalog read(Connection connection, List<String> schemas) throws SQLException {
        List<Table> tables = new ArrayList<>();
        for (String schema : schemas) {
            tables.addAll(readSchema(connection, schema));
        }
        return new Catalog(tables);
    }

    private static List<Table> readSchema(Connection connection, String schema) throws SQLException {
        Map<String, long[]> estimates = new LinkedHashMap<>();
        forEach(
                connection,
                "tables.sql",
                schema,
                row -> estimates.put(
                        row.getString("table_name"),
                        new long[] {orElse(row, "estimated_rows", -1), orElse(row, "estimated_bytes", -1)}));
        Map<String, List<Column>> columns = new LinkedHashMap<>();
        forEach(
                connection,
                "columns.sql",
                schema,
                row -> columns.computeIfAbsent(row.getString("table_name"), name -> new ArrayList<>())
                        .add(column(row)));
        Map<String, Map<String, List<String>>> keys = new LinkedHashMap<>();
        forEach(
                connection,
                "keys.sql",
                schema,
                row -> keys.computeIfAbsent(row.getString("table_name"), name -> new LinkedHashMap<>())
                        .computeIfAbsent(row.getString("index_name"), name -> new ArrayList<>())
                        // null: a part that is no whole column
                        .add(row.getString("prefix_length") == null ? row.getString("column_name") : null));
        List<Table> tables = new ArrayList<>();
        estimates.forEach((name, estimate) -> tables.add(table(
                new TableName(schema, name),
                columns.getOrDefault(name, List.of()),
                keys.getOrDefault(name, Map.of()),
                estimate)));
        return tables;
    }

    private static Table table(
            TableName name, List<Column> columns, Map<String, List<String>> indexes, long[] estimate) {
        Key primary = null;
        List<Key> unique = new ArrayList<>();
        for (Map.Entry<String, List<String>> index : indexes.entrySet()) {
            if (index.getValue().contains(null)) {
                continue;
            }
            Key key = new Key(index.getKey(), index.getValue());
            if (index.getKey().equals(PRIMARY)) {
                primary = key;
            } else {
                unique.add(key);
            }
        }
        return new Table(name, columns, primary, unique, estimate[0], estimate[1]);
    }

    static Column column(ResultSet row) throws SQLException {
        MySqlTypes.Declared declared = new MySqlTypes.Declared(
                row.getString("data_type"),
                row.getString("column_type"),
                orElse(row, "max_length", 0),
                (int) orElse(row, "number_digits", 0),
                (int) orElse(row, "number_scale", 0),
                (int) orElse(row, "time_digits", 0));
        String extra = row.getString("extra").toUpperCase(Locale.ROOT);
        // DEFAULT_GENERATED is about a default, not about the column.
        Generated generated = extra.contains("VIRTUAL GENERATED") || extra.contains("STORED GENERATED")
                ? Generated.COMPUTED
                : extra.contains("AUTO_INCREMENT") ? Generated.IDENTITY : Generated.NO;
        return new Column(
                row.getString("column_name"),
                MySqlTypes.logical(declared),
                declared.columnType(),
                row.getString("is_nullable").equals("YES"),
                generated,
                row.getString("charset_name"),
                row.getString("collation_name"));
    }

    private static long orElse(ResultSet row, String column, long absent) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? absent : value;
    }

    private static void forEach(Connection connection, String resource, String schema, RowAction action)
            throws SQLException {
        String sql = CatalogSession.resource(resource).replace(":schema", MySqlLiterals.text(schema));
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                action.accept(rows);
            }
        }
    }

    @FunctionalInterface
    private interface RowAction {
        void accept(ResultSet row) throws SQLException;
    }
}
