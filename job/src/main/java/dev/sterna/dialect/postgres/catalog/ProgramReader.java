package dev.sterna.dialect.postgres.catalog;

import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.Routine;
import dev.sterna.model.schema.RowSecurity;
import dev.sterna.model.schema.Trigger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What runs by itself or is called: routines, triggers and policies. */
final class ProgramReader {
    private static final int BEFORE = 1 << 1;
    private static final int INSTEAD = 1 << 6;
    private static final Map<Integer, String> EVENTS = new LinkedHashMap<>();

    static {
        EVENTS.put(1 << 2, "INSERT");
        EVENTS.put(1 << 4, "UPDATE");
        EVENTS.put(1 << 3, "DELETE");
        EVENTS.put(1 << 5, "TRUNCATE");
    }

    private static final int UPDATE = 1 << 4;
    private static final String CALL = " EXECUTE FUNCTION ";

    private final CatalogueQueries queries;

    ProgramReader(CatalogueQueries queries) {
        this.queries = queries;
    }

    List<Routine> routines() throws SQLException {
        List<Routine> routines = new ArrayList<>();
        queries.each(
                "routines.sql",
                List.of(ObjectKind.ROUTINE),
                row -> routines.add(new Routine(
                        CatalogueQueries.name(row),
                        switch (row.getString("kind")) {
                            case "p" -> Routine.Kind.PROCEDURE;
                            case "a" -> Routine.Kind.AGGREGATE;
                            default -> Routine.Kind.FUNCTION;
                        },
                        row.getString("signature"),
                        row.getString("language"),
                        row.getString("definition"),
                        row.getString("owner"),
                        row.getString("comment"))));
        return routines;
    }

    List<Trigger> triggers() throws SQLException {
        List<Trigger> triggers = new ArrayList<>();
        queries.each("triggers.sql", List.of(ObjectKind.TRIGGER), row -> triggers.add(trigger(row)));
        return triggers;
    }

    private static Trigger trigger(ResultSet row) throws SQLException {
        int bits = row.getInt("bits");
        String definition = row.getString("definition");
        return new Trigger(
                CatalogueQueries.table(row),
                row.getString("name"),
                (bits & INSTEAD) != 0 ? "INSTEAD OF" : (bits & BEFORE) != 0 ? "BEFORE" : "AFTER",
                events(bits, CatalogueQueries.strings(row, "columns")),
                // Arguments may hold anything, but they come last.
                definition.substring(definition.indexOf(CALL) + CALL.length()),
                definition,
                !row.getString("state").equals("D"),
                row.getString("comment"));
    }

    private static String events(int bits, List<String> columns) {
        List<String> events = new ArrayList<>();
        EVENTS.forEach((bit, word) -> {
            if ((bits & bit) != 0) {
                events.add(
                        bit == UPDATE && !columns.isEmpty()
                                ? columns.stream()
                                        .map(Literals::identifier)
                                        .collect(Collectors.joining(", ", "UPDATE OF ", ""))
                                : word);
            }
        });
        return String.join(" OR ", events);
    }

    Map<TableName, List<RowSecurity.Policy>> policies() throws SQLException {
        Map<TableName, List<RowSecurity.Policy>> policies = new HashMap<>();
        queries.each(
                "policies.sql",
                List.of(ObjectKind.POLICY),
                row -> policies.computeIfAbsent(CatalogueQueries.table(row), table -> new ArrayList<>())
                        .add(new RowSecurity.Policy(
                                row.getString("name"),
                                row.getBoolean("permissive"),
                                row.getString("command"),
                                CatalogueQueries.strings(row, "roles"),
                                row.getString("using_sql"),
                                row.getString("check_sql"))));
        return policies;
    }
}
