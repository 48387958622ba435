package dev.sterna.dialect.postgres.log;

import dev.sterna.dialect.log.FollowedTable;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A column of which the log tells values.
 *
 * @param type by its number
 * @param modifier length, scale and the like, -1 for none
 */
record PublishedColumn(String name, long type, int modifier) {

    /** Those of the tables as they are now; a table that is not there has none. */
    static Map<TableName, List<PublishedColumn>> of(Connection connection, List<FollowedTable> tables)
            throws SQLException {
        String names = tables.stream()
                .map(followed -> followed.table().name())
                .map(name -> "(" + Literals.string(name.schema()) + ", " + Literals.string(name.name()) + ")")
                .collect(Collectors.joining(", "));
        Map<TableName, List<PublishedColumn>> columns = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT n.nspname, c.relname, a.attname, a.atttypid::bigint, a.atttypmod FROM pg_catalog.pg_attribute a"
                                + " JOIN pg_catalog.pg_class c ON c.oid = a.attrelid"
                                + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                                + " WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''"
                                + " AND (n.nspname, c.relname) IN (" + names + ") ORDER BY c.oid, a.attnum")) {
            while (rows.next()) {
                columns.computeIfAbsent(new TableName(rows.getString(1), rows.getString(2)), name -> new ArrayList<>())
                        .add(new PublishedColumn(rows.getString(3), rows.getLong(4), rows.getInt(5)));
            }
        }
        return columns;
    }
}
