package dev.sterna.dialect.mysql.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.dialect.SchemaScript;
import dev.sterna.dialect.TargetTables;
import dev.sterna.dialect.rename.Renamed;
import dev.sterna.dialect.rename.SchemaRenames;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes a schema anew in a second database, and compares the two by what the server itself says of them. */
public record RoundTrip(TestDatabase source, TestDatabase copy, TestDatabase other) {

    public void isExact(Schema schema) throws SQLException {
        Renamed renamed = SchemaRenames.apply(
                schema,
                schema.tables().stream()
                        .map(TableDefinition::name)
                        .collect(Collectors.toMap(name -> name, name -> new TableName(copy.name(), name.name()))),
                MySqlRenaming::new);
        assertThat(renamed.unsure()).isEmpty();
        assertThat(renamed.leftOut()).isEmpty();
        SchemaScript script = MySqlSchemaScript.script(renamed.schema());
        run(copy, script);
        Map<String, String> expected = objects(source, copy.name());
        Map<String, String> made = objects(copy, copy.name());
        assertThat(made.keySet()).isEqualTo(expected.keySet());
        expected.forEach(
                (name, definition) -> assertThat(made.get(name)).as(name).isEqualTo(definition));
    }

    /** Runs all statements; none may fail. */
    public static void run(TestDatabase copy, SchemaScript script) throws SQLException {
        try (Connection connection = copy.connect(copy.administrator())) {
            assertThat(TargetTables.refusals(connection, script)).isEmpty();
        }
    }

    /** What plain SQL says of everything in a database, its name replaced. */
    private static Map<String, String> objects(TestDatabase database, String as) throws SQLException {
        Map<String, String> found = new TreeMap<>();
        try (Connection connection = database.connect(database.administrator())) {
            for (List<String> row : rows(
                    connection,
                    "SELECT TABLE_NAME, TABLE_TYPE FROM information_schema.TABLES"
                            + " WHERE TABLE_SCHEMA = DATABASE()")) {
                String kind = row.get(1).equals("VIEW") ? "VIEW" : "TABLE";
                String create = rows(
                                connection,
                                "SHOW CREATE " + kind + " `" + row.get(0).replace("`", "``") + "`")
                        .get(0)
                        .get(1);
                // MySQL tells in which set a text was sent (another one by CREATE than by ALTER), and whether a view's
                // functions were written with their schema.
                found.put(
                        kind + " " + row.get(0),
                        kind.equals("TABLE")
                                ? sorted(create.replaceAll("_(?:latin1|utf8mb4)'", "'"))
                                : create.replace("`" + database.name() + "`.", ""));
            }
            for (List<String> row : rows(
                    connection,
                    "SELECT ROUTINE_TYPE, ROUTINE_NAME, SQL_MODE, DEFINER,"
                            + " COLLATION_CONNECTION FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE()")) {
                found.put(
                        row.get(0) + " " + row.get(1),
                        row
                                + rows(connection, "SHOW CREATE " + row.get(0) + " `" + row.get(1) + "`")
                                        .get(0)
                                        .get(2));
            }
            keyed(
                    found,
                    "trigger",
                    rows(
                            connection,
                            "SELECT TRIGGER_NAME, EVENT_OBJECT_TABLE, ACTION_TIMING,"
                                    + " EVENT_MANIPULATION, ACTION_ORDER, ACTION_STATEMENT, SQL_MODE, DEFINER, COLLATION_CONNECTION"
                                    + " FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()"));
            keyed(
                    found,
                    "event",
                    rows(
                            connection,
                            "SELECT EVENT_NAME, DEFINER, TIME_ZONE, EVENT_DEFINITION,"
                                    + " EVENT_TYPE, EXECUTE_AT, INTERVAL_VALUE, INTERVAL_FIELD, STARTS, ENDS, STATUS, ON_COMPLETION,"
                                    + " EVENT_COMMENT, SQL_MODE FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE()"));
            keyed(
                    found,
                    "foreign key",
                    rows(
                            connection,
                            "SELECT CONSTRAINT_NAME, TABLE_NAME, UPDATE_RULE,"
                                    + " DELETE_RULE, REFERENCED_TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS"
                                    + " WHERE CONSTRAINT_SCHEMA = DATABASE()"));
            keyed(
                    found,
                    "counter",
                    rows(
                            connection,
                            "SELECT TABLE_NAME, AUTO_INCREMENT FROM information_schema.TABLES"
                                    + " WHERE TABLE_SCHEMA = DATABASE() AND AUTO_INCREMENT IS NOT NULL"));
            keyed(
                    found,
                    "grant",
                    rows(
                            connection,
                            "SELECT CONCAT(Routine_name, User), Routine_type, Proc_priv FROM"
                                    + " mysql.procs_priv WHERE Db = DATABASE()"));
            keyed(
                    found,
                    "table grant",
                    rows(
                            connection,
                            "SELECT CONCAT(TABLE_NAME, GRANTEE, PRIVILEGE_TYPE),"
                                    + " IS_GRANTABLE FROM information_schema.TABLE_PRIVILEGES WHERE TABLE_SCHEMA = DATABASE()"));
            keyed(
                    found,
                    "column grant",
                    rows(
                            connection,
                            "SELECT CONCAT(TABLE_NAME, COLUMN_NAME, GRANTEE,"
                                    + " PRIVILEGE_TYPE), IS_GRANTABLE FROM information_schema.COLUMN_PRIVILEGES WHERE TABLE_SCHEMA"
                                    + " = DATABASE()"));
        }
        found.replaceAll((name, text) -> text.replace("`" + database.name() + "`", "`" + as + "`"));
        return found;
    }

    private static void keyed(Map<String, String> found, String kind, List<List<String>> rows) {
        rows.forEach(row -> found.put(kind + " " + row.get(0), row.toString()));
    }

    /** The order of indexes is lost, and with it which of them comes without a comma. */
    private static String sorted(String create) {
        return Arrays.stream(create.split("\n"))
                .map(line -> line.replaceFirst(",$", ""))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static List<List<String>> rows(Connection connection, String sql) throws SQLException {
        List<List<String>> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(rows.getString(i));
                }
                found.add(row);
            }
        }
        return found;
    }
}
