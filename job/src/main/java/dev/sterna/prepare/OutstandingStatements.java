package dev.sterna.prepare;

import dev.sterna.dialect.SchemaScript;
import dev.sterna.error.FewNames;
import dev.sterna.error.Problem;
import dev.sterna.migration.ExcludedObjects;
import dev.sterna.migration.ObjectProperty.Nature;
import dev.sterna.migration.SchemaComparison;
import dev.sterna.migration.SchemaComparison.Difference;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.SetAside;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statements of a script that the target still needs. An object that is missing gets all of its statements; one that
 * exists and is only in another state (not validated, with another comment or owner) gets those after the one that creates
 * it.
 */
final class OutstandingStatements {
    /** All of their statements can be executed again. */
    private static final Set<ObjectKind> STATES =
            EnumSet.of(ObjectKind.COMMENT, ObjectKind.OWNER, ObjectKind.GRANT, ObjectKind.SETTING, ObjectKind.IDENTITY);

    /** {@link TableFit} judges these: a column may be wider than is wanted. */
    private static final Set<String> FIT =
            Set.of("type", "not null", "character set", "collation", "columns", "storage");

    private static final int NAMED = 5;

    /** Up to where a counter counts. */
    private static final String END = "greatest value";

    private final SchemaScript script;
    private final SchemaComparison comparison;
    private final ChosenObjects chosen;
    private final UserDdl own;
    private final Map<ObjectName, List<Difference>> differences = new LinkedHashMap<>();
    private final Set<ObjectName> withStatement = new HashSet<>();
    private final Map<ObjectName, SchemaScript.Statement> creating = new HashMap<>();

    OutstandingStatements(SchemaScript script, SchemaComparison comparison, ChosenObjects chosen, UserDdl own) {
        this.script = script;
        this.comparison = comparison;
        this.chosen = chosen;
        this.own = own;
        comparison.differences().stream()
                .filter(difference -> difference.kind() != Difference.Kind.EXTRA)
                .forEach(difference -> differences
                        .computeIfAbsent(difference.object(), object -> new ArrayList<>())
                        .add(difference));
        Stream.concat(script.before().stream(), script.after().stream()).forEach(statement -> {
            ObjectName key = comparison.key(statement.object());
            withStatement.add(key);
            // The counter of an identity column comes with its table.
            boolean ofTable = statement.object().kind() == ObjectKind.SEQUENCE && isAfterOnly(statement);
            if (!STATES.contains(key.kind()) && !ofTable) {
                creating.putIfAbsent(key, statement);
            }
        });
    }

    private boolean isAfterOnly(SchemaScript.Statement statement) {
        return script.before().stream().noneMatch(other -> other.object().equals(statement.object()));
    }

    /** What is there already and is not what is wanted, each object with both definitions. */
    List<Obstacle> obstacles() {
        List<Obstacle> obstacles = new ArrayList<>();
        differences.forEach((object, found) -> {
            List<Difference> bad = found.stream().filter(this::isObstacle).toList();
            if (!bad.isEmpty() && chosen.isBefore(object) && !own.covers(object)) {
                TableName table = chosen.source(object);
                obstacles.add(new Obstacle(
                        object,
                        table,
                        Problem.error(
                                "target-object-differs",
                                table == null ? null : table.toString(),
                                "Cannot prepare " + object + ", which exists already and differs: "
                                        + bad.stream()
                                                .map(OutstandingStatements::words)
                                                .collect(Collectors.joining("; ")),
                                remedy(object))));
            }
        });
        return obstacles;
    }

    /** A warning for each of these tables that is not what is wanted, and takes its rows all the same. */
    List<Problem> fittingOtherwise(List<TablePlan> fitting) {
        Map<ObjectName, List<Difference>> otherwise = comparison.differences().stream()
                .filter(difference -> isOfFit(difference) && !comparison.isOfColumnsToCome(difference))
                .filter(difference -> !own.covers(difference.object()))
                .collect(Collectors.groupingBy(difference -> SchemaComparison.owner(difference.object())));
        List<Problem> warnings = new ArrayList<>();
        for (TablePlan table : fitting) {
            TableName target = table.target().name();
            List<Difference> found = otherwise.get(comparison.key(SetAside.table(target)));
            if (found != null) {
                warnings.add(Problem.warning(
                        "target-table-otherwise",
                        table.name(),
                        "The target's " + target + " takes these rows, but is not what is wanted there: "
                                + columns(found),
                        "Alter it in the target if it is to be the same, or drop it there for it to be made anew"));
            }
        }
        return warnings;
    }

    /** What is the same of several columns is said once, as where a whole table has another collation. */
    private static String columns(List<Difference> differences) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        differences.forEach(difference -> columns.computeIfAbsent(words(difference), words -> new ArrayList<>())
                .add(difference.object().name()));
        return columns.entrySet().stream()
                .map(one -> named(one.getValue()) + ": " + one.getKey())
                .collect(Collectors.joining("; "));
    }

    private static String named(List<String> columns) {
        return FewNames.of(columns, NAMED);
    }

    private static boolean isOfFit(Difference difference) {
        return difference.kind() == Difference.Kind.DIFFERENT
                && difference.object().kind() == ObjectKind.COLUMN
                && FIT.contains(difference.property());
    }

    /** Whether a property counts only as far as rows do not fit in. */
    static boolean isFit(ObjectName object, String property) {
        return (object.kind() == ObjectKind.COLUMN || object.kind() == ObjectKind.TABLE) && FIT.contains(property);
    }

    private static String remedy(ObjectName object) {
        return "Drop or alter it in the target"
                + (ExcludedObjects.canName(object.kind())
                        ? "; or leave it out by sterna.objects.exclude = [\"" + object + "\"]"
                        : ", or give the source's table another name there by sterna.tables.rename");
    }

    private boolean isObstacle(Difference difference) {
        ObjectName object = difference.object();
        if (difference.nature() == Nature.STATE || comparison.isOfColumnsToCome(difference)) {
            return false;
        }
        if (difference.kind() == Difference.Kind.MISSING) {
            return !withStatement.contains(object)
                    && object.kind() != ObjectKind.COLUMN
                    && object.kind() != ObjectKind.PRIMARY_KEY
                    && comparison.has(SchemaComparison.owner(object));
        }
        // The counter of a table that is there may end where its own type does, which may be a wider one.
        boolean ends = END.equals(difference.property()) && !creating.containsKey(object);
        return !ends && !isFit(object, difference.property());
    }

    private static String words(Difference difference) {
        return difference.property() == null
                ? "it is missing, where the source has " + difference.wanted()
                : difference.property() + " is " + (difference.present() == null ? "none" : difference.present())
                        + " in the target, " + (difference.wanted() == null ? "none" : difference.wanted())
                        + " is wanted";
    }

    List<PlannedStatement> before() {
        return outstanding(script.before(), chosen::isBefore);
    }

    List<PlannedStatement> after() {
        return outstanding(script.after(), chosen::isAfter);
    }

    private List<PlannedStatement> outstanding(
            List<SchemaScript.Statement> statements, Predicate<ObjectName> isChosen) {
        List<PlannedStatement> outstanding = new ArrayList<>();
        Set<ObjectName> owned = new HashSet<>();
        for (SchemaScript.Statement statement : statements) {
            ObjectName object = statement.object();
            ObjectName key = comparison.key(object);
            if (object.kind() == ObjectKind.SCHEMA || !isChosen.test(object) || !isNeeded(statement, key)) {
                continue;
            }
            boolean users = object.kind() == ObjectKind.TABLE && own.covers(object) && !comparison.has(key);
            if (!users) {
                outstanding.add(new PlannedStatement(
                        statement, key, statement.equals(creating.get(key)), chosen.source(object)));
            } else if (owned.add(key)) {
                outstanding.add(new PlannedStatement(own.statement(object), key, true, chosen.source(object), true));
            }
        }
        return outstanding;
    }

    private boolean isNeeded(SchemaScript.Statement statement, ObjectName key) {
        boolean there = comparison.has(key);
        boolean creates = statement.equals(creating.get(key));
        if (!there && STATES.contains(key.kind())) {
            return comparison.wants(key);
        }
        if (!there) {
            return true;
        }
        boolean otherState = differences.getOrDefault(key, List.of()).stream()
                .anyMatch(difference -> difference.nature() == Nature.STATE);
        return !creates
                && otherState
                && !(key.kind() == ObjectKind.TABLE && script.before().contains(statement));
    }
}
