package dev.sterna.dialect.postgres.rows;

import dev.sterna.dialect.postgres.sql.LargeObjects;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.dialect.postgres.sql.PostgresTypes;
import dev.sterna.dialect.rows.BulkLoad;
import dev.sterna.dialect.rows.BulkWriter;
import dev.sterna.dialect.rows.InsertWriter;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Staged;
import dev.sterna.model.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** COPY, in binary where every column's form is exact, else in text; INSERT where COPY is not to be had. */
public final class PostgresBulkLoad implements BulkLoad {
    private static final String BINARY = "copy-binary";
    private static final String TEXT = "copy-text";
    private static final String INSERT = "insert";
    private static final String LARGE_OBJECTS = "large-objects";

    @Override
    public Plan plan(Connection connection, Table table, List<Incoming> columns) throws SQLException {
        if (table.name().equals(LargeObjects.NAME)) {
            return new Plan(LARGE_OBJECTS, "SELECT lo_create, lo_put", table, columns, null);
        }
        String obstacle = obstacle(connection, table);
        // COPY takes no empty list of columns, and writes none that is computed.
        String into = Literals.qualified(table.name())
                + (columns.isEmpty()
                        ? ""
                        : columns.stream()
                                .map(column ->
                                        Literals.identifier(column.target().name()))
                                .collect(Collectors.joining(", ", " (", ")")));
        if (obstacle != null) {
            String insert = "INSERT INTO " + into + " OVERRIDING SYSTEM VALUE VALUES";
            return new Plan(INSERT, insert, table, columns, obstacle);
        }
        boolean binary = columns.stream().map(BinaryFields::of).allMatch(Objects::nonNull);
        String copy = "COPY " + into + " FROM STDIN (FORMAT " + (binary ? "binary" : "text") + ")";
        return new Plan(binary ? BINARY : TEXT, copy, table, columns, null);
    }

    @Override
    public BulkWriter open(Connection connection, Plan plan) throws SQLException {
        return switch (plan.method()) {
            case BINARY -> CopyWriter.binary(connection, plan);
            case TEXT -> CopyWriter.text(connection, plan);
            case LARGE_OBJECTS -> new LargeObjectWriter(connection);
            case INSERT ->
                new InsertWriter(
                        connection,
                        plan.statement(),
                        plan.columns().stream()
                                .map(PostgresBulkLoad::placeholder)
                                .toList(),
                        plan.columns(),
                        // What PostgreSQL warns of is a trigger's notice; a changed value would be an error.
                        statement -> {});
            default -> throw new IllegalArgumentException("Unknown bulk method: " + plan.method());
        };
    }

    private static String obstacle(Connection connection, Table table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT relkind::text, row_security_active(oid) FROM pg_class WHERE oid = ?::regclass")) {
            statement.setString(1, Literals.qualified(table.name()));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                String kind = row.getString(1);
                if (!kind.equals("r") && !kind.equals("p")) {
                    return kind.equals("f") ? "it is a foreign table" : "it is not a table";
                }
                return row.getBoolean(2)
                        ? "row-level security applies to this user, and then COPY refuses; ALTER ROLE ... BYPASSRLS"
                        : null;
            }
        }
    }

    /**
     * What becomes of a parameter. No cast carries a length: an explicit one would cut the value in silence, while the
     * assignment to the column refuses it.
     */
    static String placeholder(Incoming column) {
        LogicalType.Kind kind = column.target().type().kind();
        String type = column.target().nativeType();
        if (PostgresTypes.builtIn(type)) {
            type = type.replaceFirst("\\([^)]*\\)", "");
        }
        String cast = kind == LogicalType.Kind.BIT ? "CAST(? AS bit varying)" : "CAST(? AS " + type + ")";
        boolean isText = kind == LogicalType.Kind.TEXT || kind == LogicalType.Kind.CHAR;
        return switch (Staged.of(column.type())) {
            // An integer has no cast to boolean but from 32 bits.
            case BOOL, INT, LONG -> kind == LogicalType.Kind.BOOL ? "? <> 0" : cast;
            // The session is in UTC; only a text says so.
            case INSTANT -> isText ? "regexp_replace(?, '^([0-9].*?)( BC)?$', '\\1+00\\2')" : cast;
            case BYTES -> "?";
            // Octets of a type that only the source knows travel as digits.
            case TEXT -> kind == LogicalType.Kind.BYTES ? "decode(?, 'hex')" : isText ? "?" : cast;
            case FLOAT, DOUBLE, DECIMAL_LONG, DECIMAL_BIG, DATE, TIMESTAMP -> isText ? "?" : cast;
        };
    }
}
