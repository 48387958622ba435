package dev.sterna.validate;

import dev.sterna.dialect.SchemaReader.Unenforced;
import dev.sterna.jdbc.Lane;
import dev.sterna.jdbc.View;
import dev.sterna.migration.Database;
import dev.sterna.migration.Migration;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.plan.StepPlan;
import dev.sterna.plan.TablePlan;
import dev.sterna.prepare.SchemaState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The target as it is and as it should be, read when the first gate asks for it. Not thread-safe. */
final class Target {
    private static final int FETCHED = 100;

    private final Migration migration;
    private final StepPlan planned;
    private final List<TablePlan> in;
    private final List<TablePlan> own;
    private final Set<TableName> toCome = new HashSet<>();
    private final Map<TableName, TablePlan> plans = new HashMap<>();
    private SchemaState state;
    private List<Unenforced> unenforced;

    /** For all tables, or those that the command line chooses. */
    Target(Migration migration, StepPlan planned) {
        this(migration, planned, planned.plan().tables(), planned.plan().tables());
    }

    /**
     * @param in the tables that are there: all of the plan, but for those of waves to come
     * @param own those of them whose objects are looked at
     */
    Target(Migration migration, StepPlan planned, List<TablePlan> in, List<TablePlan> own) {
        this.migration = migration;
        this.planned = planned;
        this.in = List.copyOf(in);
        this.own = List.copyOf(own);
        planned.plan().tables().forEach(table -> toCome.add(table.target().name()));
        in.forEach(table -> toCome.remove(table.target().name()));
        planned.chosen().forEach(table -> plans.put(table.target().name(), table));
    }

    SchemaState state() {
        if (state == null) {
            state = SchemaState.read(migration, planned.plan(), in, own);
        }
        return state;
    }

    Database database() {
        return migration.target();
    }

    /** The tables of the plan that are chosen, as they are there. */
    List<TableDefinition> tables() {
        return state().present().tables().stream()
                .filter(table -> plans.containsKey(table.name()))
                .toList();
    }

    /** Whether tables are still to come, by waves that are not in: what needs all of them is not there yet. */
    boolean isInPart() {
        return in.size() < planned.plan().tables().size();
    }

    /** Whether rows of a table of the target come with a wave that is not in yet. */
    boolean isToCome(TableName table) {
        return toCome.contains(table);
    }

    /** The plan of a table of the target, or null. */
    TablePlan plan(TableName table) {
        return plans.get(table);
    }

    /** The source's name of a table of the target, or null. */
    String sourceName(TableName table) {
        TablePlan plan = plans.get(table);
        return plan == null ? null : plan.name();
    }

    /** Constraints of the chosen tables that rows are not held to. */
    List<Unenforced> unenforced(ObjectKind... kinds) {
        if (unenforced == null) {
            Set<String> schemas = new LinkedHashSet<>();
            plans.keySet().forEach(table -> schemas.add(table.schema()));
            unenforced = database()
                    .ask(
                            "look for constraints that are not enforced",
                            connection -> database().dialect().schemas().unenforced(connection, List.copyOf(schemas)))
                    .stream()
                    .filter(one -> plans.containsKey(
                            new TableName(one.object().schema(), one.object().table())))
                    .toList();
        }
        Set<ObjectKind> wanted = Set.of(kinds);
        return unenforced.stream()
                .filter(one -> wanted.contains(one.object().kind()))
                .toList();
    }

    /** How many rows of a table a condition finds. */
    long count(Table table, String condition) {
        return number(
                table, "SELECT COUNT(*)" + database().dialect().sql().ownRows(table) + " AND (" + condition + ")");
    }

    /** The one number that a query gives. */
    long number(Table table, String sql) {
        Database asked = database().within(table.name().schema());
        return asked.attempt("look at " + table.name(), table.name(), () -> {
            try (Lane lane = asked.lane(View.PRESENT)) {
                return lane.query(sql, FETCHED, answer -> answer.next() ? answer.getLong(1) : 0);
            }
        });
    }
}
