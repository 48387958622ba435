package dev.sterna.dialect.postgres.catalog;

import dev.sterna.dialect.postgres.sql.LargeObjects;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.Deferral;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.UniqueConstraint;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The table as which large objects are moved. */
final class LargeObjectTable {
    private static final String SIZE = "SELECT count(*), pg_catalog.pg_relation_size('pg_catalog.pg_largeobject')"
            + " FROM pg_catalog.pg_largeobject_metadata";

    private LargeObjectTable() {}

    /** By its estimates a row is as large as a piece may be: by them memory is shared out. None where there is no object. */
    static TableDefinition read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SIZE)) {
            row.next();
            long objects = row.getLong(1);
            long bytes = objects == 0 ? 0 : row.getLong(2);
            return definition(objects == 0 ? 0 : Math.max(1, bytes / LargeObjects.PIECE_OCTETS), bytes);
        }
    }

    private static TableDefinition definition(long rows, long bytes) {
        LogicalType number = new LogicalType.Int(64, false);
        return new TableDefinition(
                LargeObjects.NAME,
                List.of(
                        column(LargeObjects.NUMBER, number, "bigint"),
                        column(LargeObjects.PIECE, number, "bigint"),
                        column(LargeObjects.DATA, new LogicalType.Bytes(0), "bytea")),
                new UniqueConstraint(
                        LargeObjects.KEY.name(),
                        LargeObjects.KEY.columns().stream().map(Index.Part::of).toList(),
                        List.of(),
                        Deferral.NOT_DEFERRABLE,
                        false,
                        null),
                List.of(),
                List.of(),
                List.of(),
                rows,
                bytes);
    }

    private static ColumnDefinition column(String name, LogicalType type, String nativeType) {
        Column column = new Column(name, type, nativeType, false, Column.Generated.NO, null, null);
        return new ColumnDefinition(column, null, null, null, null, null);
    }
}
