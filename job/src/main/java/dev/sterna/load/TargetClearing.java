package dev.sterna.load;

import dev.sterna.config.Settings.ExistingRows;
import dev.sterna.dialect.SchemaDdl;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.migration.Migration;
import dev.sterna.model.TableName;
import dev.sterna.plan.TablePlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Empties target tables. Those that refer to each other go together, many groups in one transaction as long as nothing fails;
 * where something does, it keeps none but the tables that cannot be emptied without it.
 */
final class TargetClearing {
    /** A server has room for the locks of so many tables in one transaction. */
    private static final int AT_ONCE = 100;

    private final Database target;
    private final BiConsumer<TablePlan, SternaException> unfit;
    private final Map<TableName, TargetState> states = new LinkedHashMap<>();
    private final Map<TableName, Set<TableName>> referring = new HashMap<>();
    private final Map<TableName, SternaException> failed = new LinkedHashMap<>();

    private TargetClearing(Database target, List<TargetState> waiting, BiConsumer<TablePlan, SternaException> unfit) {
        this.target = target;
        this.unfit = unfit;
        waiting.forEach(state -> states.put(state.table().name(), state));
        // Sessions that are held to no foreign key empty each table by itself.
        if (!target.dialect().triggers().leavesKeysUnchecked()) {
            waiting.forEach(state -> state.refersTo().stream()
                    .filter(states::containsKey)
                    .filter(other -> !other.equals(state.table().name()))
                    .forEach(other -> referring
                            .computeIfAbsent(other, key -> new LinkedHashSet<>())
                            .add(state.table().name())));
        }
    }

    /**
     * Empties those that the configuration says to empty and of which this run has loaded nothing yet.
     *
     * @param unfit hears of each table that cannot be emptied, or throws the failure
     * @return all but these
     */
    static List<TargetState> clear(
            Migration migration, List<TargetState> states, BiConsumer<TablePlan, SternaException> unfit) {
        if (migration.settings().existingRows() != ExistingRows.TRUNCATE) {
            return states;
        }
        TargetClearing clearing = new TargetClearing(
                migration.target(),
                states.stream().filter(state -> state.loaded().isEmpty()).toList(),
                unfit);
        clearing.clear();
        return states.stream()
                .filter(state -> !clearing.failed.containsKey(state.table().name()))
                .toList();
    }

    private void clear() {
        List<Set<TableName>> batch = new ArrayList<>();
        for (Set<TableName> group : groups()) {
            if (size(batch) + group.size() > AT_ONCE) {
                clear(batch);
                batch.clear();
            }
            batch.add(group);
        }
        clear(batch);
    }

    private static int size(List<Set<TableName>> batch) {
        return batch.stream().mapToInt(Set::size).sum();
    }

    private void clear(List<Set<TableName>> batch) {
        if (batch.isEmpty()) {
            return;
        }
        if (size(batch) <= AT_ONCE) {
            try {
                empty(null, batch.stream().flatMap(Set::stream).collect(Collectors.toCollection(LinkedHashSet::new)));
                return;
            } catch (SternaException failure) {
                // Which of them it is is found by those that can do without each other.
            }
        }
        batch.forEach(this::clearEach);
    }

    /** Each with those that refer to it, without which it may not be emptied; they come before it. */
    private void clearEach(Set<TableName> group) {
        Map<TableName, Set<TableName>> needed = new LinkedHashMap<>();
        group.forEach(table -> needed.put(table, referringTo(table)));
        group.stream()
                .sorted(Comparator.comparingInt(table -> needed.get(table).size()))
                .forEach(table -> {
                    Set<TableName> together = needed.get(table);
                    together.stream()
                            .filter(failed::containsKey)
                            .findFirst()
                            .ifPresentOrElse(
                                    other -> fail(table, because(table, other)), () -> clearOne(table, together));
                });
    }

    private void clearOne(TableName table, Set<TableName> together) {
        try {
            empty(table, together);
        } catch (SternaException failure) {
            fail(table, told(failure));
        }
    }

    /** What a server cannot do with a table of the target is no matter of the source's. */
    private static SternaException told(SternaException failure) {
        List<Problem> problems = failure.problems().stream()
                .map(problem -> problem.code().equals("not-supported")
                        ? Problem.error(
                                problem.code(),
                                problem.table(),
                                problem.message(),
                                "Empty it by hand in the target, or take away what refers to it there; then give the same"
                                        + " command again")
                        : problem)
                .toList();
        return new SternaException(failure.category(), problems, failure);
    }

    private void fail(TableName table, SternaException why) {
        failed.put(table, why);
        unfit.accept(states.get(table).plan(), why);
    }

    private SternaException because(TableName table, TableName other) {
        return SternaException.of(
                failed.get(other).category(),
                "not-emptied",
                states.get(table).plan().name(),
                "Cannot empty " + table + ": " + other + ", which refers to it, cannot be emptied",
                "See what is said of " + states.get(other).plan().name() + "; then give the same command again");
    }

    private void empty(TableName table, Set<TableName> names) {
        SchemaDdl ddl = target.dialect().schemaDdl();
        List<String> statements = new ArrayList<>();
        List<TableName> ordinary = names.stream()
                .filter(name -> !states.get(name).keepsFormerRows())
                .toList();
        if (!ordinary.isEmpty()) {
            statements.addAll(ddl.truncate(ordinary));
        }
        names.stream()
                .filter(name -> states.get(name).keepsFormerRows())
                .forEach(name -> statements.addAll(ddl.truncateWithFormerRows(name)));
        target.execute(
                table == null ? "empty " + names.size() + " tables" : "empty table " + table,
                table == null ? null : states.get(table).plan().source().name(),
                statements);
    }

    /** The table and all that refer to it, directly or not. */
    private Set<TableName> referringTo(TableName table) {
        Set<TableName> found = new LinkedHashSet<>();
        List<TableName> open = new ArrayList<>(List.of(table));
        while (!open.isEmpty()) {
            TableName next = open.remove(open.size() - 1);
            if (found.add(next)) {
                open.addAll(referring.getOrDefault(next, Set.of()));
            }
        }
        return found;
    }

    /** The tables by whatever connects them. */
    private List<Set<TableName>> groups() {
        Map<TableName, Set<TableName>> near = new HashMap<>();
        referring.forEach((table, others) -> others.forEach(other -> {
            near.computeIfAbsent(table, key -> new LinkedHashSet<>()).add(other);
            near.computeIfAbsent(other, key -> new LinkedHashSet<>()).add(table);
        }));
        List<Set<TableName>> groups = new ArrayList<>();
        Set<TableName> seen = new HashSet<>();
        for (TableName table : states.keySet()) {
            Set<TableName> group = new LinkedHashSet<>();
            List<TableName> open = new ArrayList<>(List.of(table));
            while (!open.isEmpty()) {
                TableName next = open.remove(open.size() - 1);
                if (seen.add(next)) {
                    group.add(next);
                    open.addAll(near.getOrDefault(next, Set.of()));
                }
            }
            if (!group.isEmpty()) {
                groups.add(group);
            }
        }
        return groups;
    }
}
