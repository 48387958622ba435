package dev.sterna.dialect.mysql.log;

import dev.sterna.dialect.log.Cascade;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The foreign keys that do something to the rows of other tables: into some tables, on from these, and those of these tables. */
final class CascadeReader {
    /** From there on a server logs what they do. */
    private static final int LOGGING_MAJOR = 9;

    private static final int LOGGING_MINOR = 6;

    private static final String QUERY =
            "SELECT k.REFERENCED_TABLE_SCHEMA, k.REFERENCED_TABLE_NAME, k.REFERENCED_COLUMN_NAME,"
                    + " k.TABLE_SCHEMA, k.TABLE_NAME, k.COLUMN_NAME, k.CONSTRAINT_NAME"
                    + " FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r"
                    + " ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME"
                    + " AND r.TABLE_NAME = k.TABLE_NAME"
                    + " WHERE r.DELETE_RULE IN ('CASCADE', 'SET NULL', 'SET DEFAULT')"
                    + " OR r.UPDATE_RULE IN ('CASCADE', 'SET NULL', 'SET DEFAULT')"
                    + " ORDER BY k.TABLE_SCHEMA, k.TABLE_NAME, k.CONSTRAINT_NAME, k.ORDINAL_POSITION";

    private CascadeReader() {}

    static List<Cascade> read(Connection connection, List<TableName> tables) throws SQLException {
        if (logs(connection)) {
            return List.of();
        }
        List<Cascade> all = all(connection);
        List<Cascade> reached = new ArrayList<>();
        List<TableName> parents = new ArrayList<>(tables);
        // What is reached is looked from in its turn.
        for (int i = 0; i < parents.size(); i++) {
            TableName parent = parents.get(i);
            for (Cascade cascade : all) {
                if (cascade.parent().equals(parent)) {
                    reached.add(cascade);
                    if (!parents.contains(cascade.child())) {
                        parents.add(cascade.child());
                    }
                }
            }
        }
        // A parent of another schema, of which nobody hears.
        all.stream()
                .filter(cascade -> tables.contains(cascade.child()) && !reached.contains(cascade))
                .forEach(reached::add);
        return reached;
    }

    private static boolean logs(Connection connection) throws SQLException {
        DatabaseMetaData server = connection.getMetaData();
        int major = server.getDatabaseMajorVersion();
        return !server.getDatabaseProductName().equalsIgnoreCase("MariaDB")
                && (major > LOGGING_MAJOR
                        || major == LOGGING_MAJOR && server.getDatabaseMinorVersion() >= LOGGING_MINOR);
    }

    private static List<Cascade> all(Connection connection) throws SQLException {
        Map<List<String>, Cascade> found = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(QUERY)) {
            while (rows.next()) {
                TableName parent = new TableName(rows.getString(1), rows.getString(2));
                TableName child = new TableName(rows.getString(4), rows.getString(5));
                List<String> parentColumn = List.of(rows.getString(3));
                List<String> childColumn = List.of(rows.getString(6));
                found.merge(
                        List.of(child.schema(), child.name(), rows.getString(7)),
                        new Cascade(parent, parentColumn, child, childColumn),
                        CascadeReader::joined);
            }
        }
        return List.copyOf(found.values());
    }

    private static Cascade joined(Cascade first, Cascade more) {
        List<String> parentColumns = new ArrayList<>(first.parentColumns());
        parentColumns.addAll(more.parentColumns());
        List<String> childColumns = new ArrayList<>(first.childColumns());
        childColumns.addAll(more.childColumns());
        return new Cascade(first.parent(), parentColumns, first.child(), childColumns);
    }
}
