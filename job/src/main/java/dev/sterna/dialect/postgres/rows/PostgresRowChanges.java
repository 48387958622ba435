package dev.sterna.dialect.postgres.rows;

import dev.sterna.dialect.postgres.sql.LargeObjects;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.dialect.rows.BulkLoad.Incoming;
import dev.sterna.dialect.rows.RowChanges;
import dev.sterna.dialect.rows.RowStatements;
import dev.sterna.dialect.rows.StagedChanges;
import dev.sterna.model.Column.Generated;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rows through temporary tables. UPDATE and INSERT of what is missing, and not ON CONFLICT, which wants an index of the
 * key that is not deferrable, and does not tell what it did.
 */
public final class PostgresRowChanges implements RowChanges {
    /** Temporary tables of a session are its own, so the name need only differ from Sterna's others. */
    private static final String SCHEMA = "pg_temp";

    /**
     * The unique indexes of a table and its partitions, and what else lets a row stand in another's way; of each whether it
     * depends on more than the values of columns.
     */
    private static final String UNIQUE = "SELECT i.indisexclusion OR i.indexprs IS NOT NULL OR i.indpred IS NOT NULL,"
            + " ARRAY(SELECT a.attname::text FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(number, place)"
            + " JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number"
            + " WHERE k.place <= i.indnkeyatts)"
            + " FROM pg_index i WHERE (i.indisunique OR i.indisexclusion)"
            + " AND (i.indrelid = ?::regclass OR i.indrelid IN (SELECT relid FROM pg_partition_tree(?::regclass)))";

    /** The server's own table of large objects has the name under which they are seen as rows. */
    @Override
    public boolean canChange(Table table) {
        return !table.name().equals(LargeObjects.NAME);
    }

    @Override
    public Plan plan(Connection connection, Table table, List<Incoming> columns, List<String> key) throws SQLException {
        return Plan.of(table, columns, key, removal(connection, table, columns, key));
    }

    private static Removal removal(Connection connection, Table table, List<Incoming> columns, List<String> key)
            throws SQLException {
        Set<String> brought =
                columns.stream().map(column -> column.target().name()).collect(Collectors.toSet());
        Set<String> ifChanged = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(UNIQUE)) {
            statement.setString(1, Literals.qualified(table.name()));
            statement.setString(2, Literals.qualified(table.name()));
            try (ResultSet indexes = statement.executeQuery()) {
                while (indexes.next()) {
                    List<String> unique = List.of((String[]) indexes.getArray(2).getArray());
                    if (indexes.getBoolean(1) || !brought.containsAll(unique)) {
                        return Removal.ALL;
                    }
                    ifChanged.addAll(unique);
                }
            }
        }
        // What is always generated takes another value only when a row is inserted.
        columns.stream()
                .filter(column -> column.target().generated() == Generated.IDENTITY)
                .forEach(column -> ifChanged.add(column.target().name()));
        key.forEach(ifChanged::remove);
        return Removal.ifChanged(ifChanged);
    }

    @Override
    public RowStatements statements(Plan plan) {
        return new RowStatements(
                new PostgresRowForm(), Literals.qualified(plan.table().name()), plan);
    }

    @Override
    public List<String> scriptSession() {
        return List.of(
                "SET client_encoding = 'UTF8';",
                "SET DateStyle = 'ISO, YMD';",
                "SET IntervalStyle = 'postgres';",
                "SET TimeZone = 'UTC';",
                "SET xmloption = content;",
                "SET lc_monetary = 'C';");
    }

    @Override
    public Staging open(Connection connection, Plan plan) throws SQLException {
        StagedChanges.Stage keys = stage("sterna_keys", plan.table(), plan.key());
        StagedChanges.Stage rows = stage("sterna_rows", plan.table(), plan.columns());
        return new StagedChanges(connection, new PostgresBulkLoad(), keys, rows, statements(plan, keys, rows));
    }

    private static StagedChanges.Stage stage(String prefix, Table table, List<Incoming> columns) {
        TableName name = new TableName(SCHEMA, prefix + "_" + StagedChanges.suffix());
        String quoted = Literals.qualified(name);
        return new StagedChanges.Stage(
                new Table(name, columns.stream().map(Incoming::target).toList(), null, List.of(), -1, -1),
                columns,
                // Through a query, which keeps collations and domains, and neither keys nor NOT NULL nor counters.
                "CREATE TEMPORARY TABLE IF NOT EXISTS " + quoted + " ON COMMIT DELETE ROWS AS SELECT " + names(columns)
                        + " FROM " + Literals.qualified(table.name()) + " WITH NO DATA",
                "TRUNCATE TABLE " + quoted,
                "ANALYZE " + quoted,
                "DROP TABLE IF EXISTS " + quoted);
    }

    private static StagedChanges.Statements statements(Plan plan, StagedChanges.Stage keys, StagedChanges.Stage rows) {
        String table = Literals.qualified(plan.table().name());
        String self = Literals.string(table) + "::regclass";
        String same = plan.key().stream()
                .map(column -> "t." + name(column) + " = s." + name(column))
                .collect(Collectors.joining(" AND "));
        // Rows of tables that inherit from an ordinary one are not its own.
        same += " AND (t.tableoid = " + self + " OR pg_partition_root(" + self + ") IS NOT NULL)";
        String waiting = Literals.qualified(rows.table().name()) + " AS s";
        String insert = "INSERT INTO " + table + " (" + names(plan.columns()) + ") OVERRIDING SYSTEM VALUE SELECT "
                + plan.columns().stream().map(column -> "s." + name(column)).collect(Collectors.joining(", "))
                + " FROM " + waiting + " WHERE NOT EXISTS (SELECT FROM " + table + " AS t WHERE " + same + ")";
        return new StagedChanges.Statements(
                "DELETE FROM " + table + " AS t USING "
                        + Literals.qualified(keys.table().name()) + " AS s WHERE " + same,
                displace(plan, table, waiting, same),
                update(plan, table, waiting, same),
                insert,
                plan.mayDisplace() && !plan.unbrought().isEmpty() ? kept(plan, table, waiting, same) : null);
    }

    /** What stands for a row in the table of what is kept are its key, and the values that it does not bring. */
    private static StagedChanges.Kept kept(Plan plan, String table, String waiting, String same) {
        List<String> rest = plan.unbrought().stream()
                .map(column -> Literals.identifier(column.name()))
                .toList();
        List<String> key = plan.key().stream().map(PostgresRowChanges::name).toList();
        String columns = String.join(", ", key) + ", " + String.join(", ", rest);
        String kept = Literals.qualified(new TableName(SCHEMA, "sterna_kept_" + StagedChanges.suffix()));
        return new StagedChanges.Kept(
                "CREATE TEMPORARY TABLE IF NOT EXISTS " + kept + " ON COMMIT DELETE ROWS AS SELECT " + columns
                        + " FROM " + table + " WITH NO DATA",
                "TRUNCATE TABLE " + kept,
                "INSERT INTO " + kept + " SELECT " + aliased("t.", key) + ", " + aliased("t.", rest) + " FROM " + table
                        + " AS t JOIN " + waiting + " ON " + same + whereChanged(plan, " WHERE "),
                "INSERT INTO " + table + " (" + names(plan.columns()) + ", " + String.join(", ", rest)
                        + ") OVERRIDING SYSTEM VALUE SELECT "
                        + aliased(
                                "s.",
                                plan.columns().stream()
                                        .map(PostgresRowChanges::name)
                                        .toList()) + ", "
                        + aliased("k.", rest) + " FROM " + waiting + " JOIN " + kept + " AS k ON "
                        + key.stream()
                                .map(column -> "k." + column + " = s." + column)
                                .collect(Collectors.joining(" AND ")),
                "DROP TABLE IF EXISTS " + kept);
    }

    private static String aliased(String alias, List<String> names) {
        return names.stream().map(name -> alias + name).collect(Collectors.joining(", "));
    }

    private static String displace(Plan plan, String table, String waiting, String same) {
        return plan.mayDisplace()
                ? "DELETE FROM " + table + " AS t USING " + waiting + " WHERE " + same + whereChanged(plan, " AND ")
                : null;
    }

    /** Which of the rows that may be displaced are; nothing where it is all. */
    private static String whereChanged(Plan plan, String before) {
        return plan.removal().all()
                ? ""
                : plan.columns().stream()
                        .filter(column -> plan.removal()
                                .ifChanged()
                                .contains(column.target().name()))
                        .map(column -> "t." + name(column) + " IS DISTINCT FROM s." + name(column))
                        .collect(Collectors.joining(" OR ", before + "(", ")"));
    }

    /** The key's columns too: what its collation takes for equal may be written otherwise. */
    private static String update(Plan plan, String table, String waiting, String same) {
        List<String> set = new ArrayList<>();
        for (Incoming column : plan.columns()) {
            if (column.target().generated() != Generated.IDENTITY) {
                set.add(name(column) + " = s." + name(column));
            }
        }
        return plan.removal().all() || set.isEmpty()
                ? null
                : "UPDATE " + table + " AS t SET " + String.join(", ", set) + " FROM " + waiting + " WHERE " + same;
    }

    private static String name(Incoming column) {
        return Literals.identifier(column.target().name());
    }

    private static String names(List<Incoming> columns) {
        return columns.stream().map(PostgresRowChanges::name).collect(Collectors.joining(", "));
    }
}
