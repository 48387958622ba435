package dev.sterna.dialect.mysql.catalog;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.Deferral;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.ForeignKey.Action;
import dev.sterna.model.schema.ObjectKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The foreign keys and checks of a schema, by table. */
final class SchemaConstraints {
    private final Map<String, List<ForeignKey>> foreignKeys = new LinkedHashMap<>();
    private final Map<String, List<Check>> checks = new LinkedHashMap<>();

    private SchemaConstraints() {}

    static SchemaConstraints read(CatalogSession session, String schema) throws SQLException {
        SchemaConstraints constraints = ofForeignKeys(session, schema);
        session.forEach("schema-checks.sql", schema, row -> constraints.add(session, row));
        return constraints;
    }

    private static SchemaConstraints ofForeignKeys(CatalogSession session, String schema) throws SQLException {
        SchemaConstraints constraints = new SchemaConstraints();
        Map<Owned, Rules> rules = new LinkedHashMap<>();
        session.forEach(
                "schema-foreign-key-rules.sql",
                schema,
                row -> rules.put(
                        Owned.of(row),
                        new Rules(
                                action(row.getString("on_delete")),
                                action(row.getString("on_update")),
                                "FULL".equals(row.getString("match_option")))));
        Map<Owned, Pairs> pairs = new LinkedHashMap<>();
        session.forEach(
                "schema-foreign-keys.sql",
                schema,
                row -> pairs.computeIfAbsent(Owned.of(row), key -> new Pairs()).add(row));
        pairs.forEach((key, found) -> constraints
                .foreignKeys
                .computeIfAbsent(key.table, table -> new ArrayList<>())
                .add(found.foreignKey(key.name, rules.getOrDefault(key, Rules.UNKNOWN))));
        reportHalves(session, schema, rules, pairs);
        return constraints;
    }

    /** Each of the two catalogue tables hides by privileges of its own. */
    private static void reportHalves(
            CatalogSession session, String schema, Map<Owned, Rules> rules, Map<Owned, Pairs> pairs) {
        List<Owned> halves = new ArrayList<>(rules.keySet());
        halves.removeAll(pairs.keySet());
        pairs.keySet().stream().filter(key -> !rules.containsKey(key)).forEach(halves::add);
        for (Owned key : halves) {
            session.cannotSee(
                    ObjectKind.FOREIGN_KEY,
                    "the columns or actions of foreign key " + schema + "." + key.table + "." + key.name,
                    "SELECT, REFERENCES ON " + MySqlLiterals.quote(schema) + ".*");
        }
    }

    List<ForeignKey> foreignKeys(String table) {
        return foreignKeys.getOrDefault(table, List.of());
    }

    /** Those of columns too. */
    List<Check> checks(String table) {
        return checks.getOrDefault(table, List.of());
    }

    /** Tables with a check as MariaDB gives it to a period of its name; before 11.4 that is the one trace in the catalogue. */
    List<String> perhapsPeriods() {
        return checks.entrySet().stream()
                .filter(table -> table.getValue().stream()
                        .anyMatch(check ->
                                check.column() == null && check.sql().matches("`(?:[^`]|``)*` < `(?:[^`]|``)*`")))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void add(CatalogSession session, ResultSet row) throws SQLException {
        String name = row.getString("constraint_name");
        boolean enforced = row.getString("enforced").equals("YES");
        checks.computeIfAbsent(row.getString("table_name"), table -> new ArrayList<>())
                .add(new Check(
                        name,
                        session.expression(row.getString("clause")),
                        enforced,
                        enforced,
                        false,
                        null,
                        row.getString("level").equalsIgnoreCase("column") ? name : null));
    }

    private static Action action(String rule) {
        return Action.valueOf(rule.toUpperCase(Locale.ROOT).replace(' ', '_'));
    }

    private record Owned(String table, String name) {
        static Owned of(ResultSet row) throws SQLException {
            return new Owned(row.getString("table_name"), row.getString("constraint_name"));
        }
    }

    private record Rules(Action onDelete, Action onUpdate, boolean matchFull) {
        static final Rules UNKNOWN = new Rules(Action.NO_ACTION, Action.NO_ACTION, false);
    }

    private static final class Pairs {
        private final List<String> columns = new ArrayList<>();
        private final List<String> referenced = new ArrayList<>();
        private TableName target;

        private void add(ResultSet row) throws SQLException {
            target = new TableName(row.getString("target_schema"), row.getString("target_table"));
            columns.add(row.getString("column_name"));
            referenced.add(row.getString("target_column"));
        }

        private ForeignKey foreignKey(String name, Rules rules) {
            return new ForeignKey(
                    name,
                    columns,
                    target,
                    referenced,
                    rules.onDelete,
                    rules.onUpdate,
                    rules.matchFull,
                    Deferral.NOT_DEFERRABLE,
                    true,
                    List.of(),
                    null);
        }
    }
}
