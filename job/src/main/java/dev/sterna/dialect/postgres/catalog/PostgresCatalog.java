package dev.sterna.dialect.postgres.catalog;

import dev.sterna.dialect.CatalogReader;
import dev.sterna.dialect.postgres.sql.PostgresTypes;
import dev.sterna.model.Catalog;
import dev.sterna.model.Column;
import dev.sterna.model.Key;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Three queries on pg_catalog, whatever the number of tables; what a role may not read is listed all the same. */
public final class PostgresCatalog implements CatalogReader {
    @Override
    public Catalog read(Connection connection, List<String> schemas) throws SQLException {
        Map<TableName, Sizes> tables = new LinkedHashMap<>();
        query(
                connection,
                "tables.sql",
                schemas,
                row -> tables.put(name(row), new Sizes(row.getLong(3), row.getLong(4))));
        Map<TableName, List<Column>> columns = new HashMap<>();
        query(
                connection,
                "columns.sql",
                schemas,
                row -> columns.computeIfAbsent(name(row), key -> new ArrayList<>())
                        .add(column(row)));
        Map<TableName, Keys> keys = new HashMap<>();
        query(
                connection,
                "keys.sql",
                schemas,
                row -> keys.computeIfAbsent(name(row), key -> new Keys())
                        .add(row.getBoolean(4), new Key(row.getString(3), strings(row.getArray(5)))));
        List<Table> found = new ArrayList<>();
        tables.forEach((name, sizes) -> {
            Keys own = keys.getOrDefault(name, new Keys());
            found.add(new Table(
                    name, columns.getOrDefault(name, List.of()), own.primary, own.unique, sizes.rows, sizes.bytes));
        });
        return new Catalog(found);
    }

    private static Column column(ResultSet row) throws SQLException {
        String base = row.getString(5);
        Array labels = row.getArray(6);
        LogicalType type = labels == null ? PostgresTypes.logical(base) : new LogicalType.Enumeration(strings(labels));
        return new Column(
                row.getString(3),
                type,
                row.getString(4),
                row.getBoolean(7),
                Column.Generated.valueOf(row.getString(8)),
                null,
                row.getString(9));
    }

    private static TableName name(ResultSet row) throws SQLException {
        return new TableName(row.getString(1), row.getString(2));
    }

    private static List<String> strings(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static void query(Connection connection, String resource, List<String> schemas, Row use)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text(resource))) {
            statement.setArray(1, connection.createArrayOf("text", schemas.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    use.accept(row);
                }
            }
        }
    }

    private static String text(String resource) {
        try (InputStream in = PostgresCatalog.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read the resource " + resource, failure);
        }
    }

    private record Sizes(long rows, long bytes) {}

    /** The keys of one table, as far as read. */
    private static final class Keys {
        private Key primary;
        private final List<Key> unique = new ArrayList<>();

        private void add(boolean isPrimary, Key key) {
            if (isPrimary) {
                primary = key;
            } else {
                unique.add(key);
            }
        }
    }

    private interface Row {
        void accept(ResultSet row) throws SQLException;
    }
}
