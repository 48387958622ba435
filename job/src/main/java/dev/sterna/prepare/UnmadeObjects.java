package dev.sterna.prepare;

import dev.sterna.error.Category;
import dev.sterna.error.FewNames;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.ObjectProperty.Nature;
import dev.sterna.migration.SchemaComparison;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.SetAside;
import dev.sterna.step.SetAsideRegister;
import dev.sterna.step.Workspace;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The objects of one half that could not be made, each with why, and those that were not tried for it. */
final class UnmadeObjects {
    private static final int NAMED = 10;

    /** Without these a table cannot take its rows. */
    private static final Set<ObjectKind> OF_TABLE = EnumSet.of(
            ObjectKind.TABLE,
            ObjectKind.COLUMN,
            ObjectKind.GENERATED_COLUMN,
            ObjectKind.PARTITIONING,
            ObjectKind.INHERITANCE);

    private final Workspace workspace;
    private final SchemaComparison now;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> roles = new ArrayList<>();
    private final Map<ObjectName, Category> categories = new HashMap<>();
    private final Map<ObjectName, ObjectName> roots = new HashMap<>();
    private final Map<ObjectName, List<ObjectName>> needing = new LinkedHashMap<>();
    private final Map<ObjectName, SetAside> aside = new LinkedHashMap<>();

    /**
     * @param now what the target has after every statement was tried
     * @param before what earlier steps have set aside
     */
    UnmadeObjects(Workspace workspace, SchemaComparison now, SetAsideRegister before) {
        this.workspace = workspace;
        this.now = now;
        before.things().forEach(thing -> categories.put(now.key(thing.object()), thing.category()));
    }

    /** Sorts out what became of statements. */
    UnmadeObjects add(List<PlannedStatement> statements, StatementResults results) {
        for (PlannedStatement statement : statements) {
            results.failure(statement).ifPresent(why -> fail(statement, why));
            results.needed(statement).ifPresent(needed -> skip(statement, needed));
        }
        return this;
    }

    private void fail(PlannedStatement statement, SternaException why) {
        ObjectName object = statement.object();
        if (isThere(statement)) {
            // A connection of a killed process made it in the meantime.
            return;
        }
        Problem cause = why.problems().get(0);
        if (object.kind() == ObjectKind.OWNER || object.kind() == ObjectKind.GRANT) {
            // Roles are made by whoever runs the server.
            roles.add(object.toString());
            ByHandFiles.write(workspace, object, statement.sql(), cause.message());
            return;
        }
        problems.addAll(why.problems());
        categories.put(statement.key(), why.category());
        aside.putIfAbsent(statement.key(), new SetAside(object, null, why.category(), cause.message()));
    }

    private void skip(PlannedStatement statement, ObjectName needed) {
        boolean toldWithIt = ObjectNeeds.isSaidOfAnother(statement.object().kind())
                && (aside.containsKey(needed) || categories.containsKey(needed));
        if (toldWithIt || aside.containsKey(statement.key()) || categories.containsKey(statement.key())) {
            return;
        }
        ObjectName root = roots.getOrDefault(needed, needed);
        roots.put(statement.key(), root);
        Category category = categories.get(root);
        aside.put(
                statement.key(),
                new SetAside(statement.object(), null, category, "it needs " + needed + ", which is not there"));
        needing.computeIfAbsent(root, object -> new ArrayList<>()).add(statement.object());
    }

    private boolean isThere(PlannedStatement statement) {
        return now.has(statement.key())
                && now.differences().stream()
                        .noneMatch(difference -> difference.object().equals(statement.key())
                                && (difference.nature() != Nature.STATE || !statement.creates()));
    }

    /** Everything that is not made, in the order of the statements. */
    List<SetAside> aside() {
        return List.copyOf(aside.values());
    }

    /** The same before the load, in which a table that lacks a part of itself stays empty. */
    List<SetAside> beforeLoad(List<TablePlan> tables, List<PlannedStatement> statements) {
        List<SetAside> all = new ArrayList<>();
        for (PlannedStatement statement : statements) {
            SetAside thing = aside.get(statement.key());
            if (thing != null && OF_TABLE.contains(statement.object().kind())) {
                tables.stream()
                        .filter(plan -> plan.source().name().equals(statement.table()))
                        // Rows that stay behind are never only a person's matter.
                        .map(plan -> new SetAside(
                                SetAside.table(plan.target().name()),
                                statement.table(),
                                Objects.requireNonNullElse(thing.category(), Category.REFUSED),
                                thing.because()))
                        .forEach(all::add);
            }
        }
        all.addAll(aside.values());
        return all;
    }

    int count() {
        return aside.size() + roles.size();
    }

    /** Each failure, then what was not tried for it. */
    List<Problem> problems() {
        List<Problem> all = new ArrayList<>(problems);
        needing.forEach((root, objects) -> all.add(notTried(root, objects)));
        if (!roles.isEmpty()) {
            all.add(Problem.warning(
                    "roles-missing",
                    null,
                    roles.size() + (roles.size() == 1 ? " owner or privilege was" : " owners and privileges were")
                            + " not set, the first of " + roles.get(0),
                    "Their statements, and why, lie in " + workspace.uri(ByHandFiles.DIRECTORY)
                            + "; make the roles and give the same command again"));
        }
        return all;
    }

    private Problem notTried(ObjectName root, List<ObjectName> objects) {
        boolean failed = categories.get(root) != null;
        String message = "Not tried without " + root + ": "
                + FewNames.of(objects.stream().map(ObjectName::toString).toList(), NAMED);
        return failed
                ? Problem.error(
                        "not-made", null, message, "See what is said of " + root + "; then give the same command again")
                : Problem.warning(
                        "not-made", null, message, "Make " + root + " by hand, then give the same command again");
    }
}
