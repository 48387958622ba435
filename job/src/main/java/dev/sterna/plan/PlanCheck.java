package dev.sterna.plan;

import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Migration;
import dev.sterna.migration.Selection;
import dev.sterna.migration.TableConversions;
import dev.sterna.model.Catalog;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Checks that the source still has the tables that a plan was made for. */
final class PlanCheck {
    private static final int NAMES_SHOWN = 10;

    private PlanCheck() {}

    /**
     * Compares the source's catalogue now with the plan's fingerprints, and warns of tables that the plan leaves out.
     *
     * @param only the globs of the command line, empty for all
     * @param planned the tables that a step is about to work on
     * @throws SternaException (REFUSED) that names every table that changed, and what changed
     */
    static void check(
            Migration migration, List<String> only, Plan plan, List<TablePlan> planned, Consumer<Problem> warnings) {
        Catalog now = check(migration, planned);
        if (only.isEmpty()) {
            leftOut(migration, plan, now).ifPresent(warnings);
        }
    }

    /** The same without the warning; returns the source's catalogue. */
    static Catalog check(Migration migration, List<TablePlan> planned) {
        Catalog now = now(migration, planned);
        List<Problem> problems = changes(planned, now);
        if (!problems.isEmpty()) {
            throw new SternaException(Category.REFUSED, problems, null);
        }
        return now;
    }

    /** Compares in the same way, and sets aside the tables that changed. */
    static void setAside(Migration migration, List<TablePlan> planned, FailedTables failed) {
        setAside(planned, now(migration, planned), failed);
    }

    /** The same, with a warning of tables that the plan leaves out. */
    static void setAside(
            Migration migration,
            List<String> only,
            Plan plan,
            List<TablePlan> planned,
            FailedTables failed,
            Consumer<Problem> warnings) {
        Catalog now = now(migration, planned);
        setAside(planned, now, failed);
        if (only.isEmpty()) {
            leftOut(migration, plan, now).ifPresent(warnings);
        }
    }

    private static void setAside(List<TablePlan> planned, Catalog now, FailedTables failed) {
        for (TablePlan table : planned) {
            changes(List.of(table), now)
                    .forEach(problem ->
                            failed.setAside(table, new SternaException(Category.REFUSED, List.of(problem), null)));
        }
    }

    private static Catalog now(Migration migration, List<TablePlan> planned) {
        List<String> schemas = planned.stream()
                .map(table -> table.source().name().schema())
                .distinct()
                .toList();
        return migration.source().catalog(schemas);
    }

    /** Tables that the settings select and the plan does not have: newer than it, or left out by its --tables. */
    private static Optional<Problem> leftOut(Migration migration, Plan plan, Catalog now) {
        Set<TableName> planned =
                plan.tables().stream().map(table -> table.source().name()).collect(Collectors.toSet());
        List<Table> unplanned = Selection.selected(
                        now.tables(), migration.settings().tables())
                .stream()
                .filter(table -> !planned.contains(table.name()))
                .filter(table -> TableConversions.hasRows(migration, table))
                .toList();
        if (unplanned.isEmpty()) {
            // The usual case, in which nobody needs to ask the server for the ledger's name.
            return Optional.empty();
        }
        List<String> missing = TableConversions.withoutLedger(migration.source(), unplanned).stream()
                .map(table -> table.name().toString())
                .toList();
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        String names = missing.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "))
                + (missing.size() > NAMES_SHOWN ? ", ..." : "");
        return Optional.of(Problem.warning(
                "not-planned",
                null,
                "Run " + plan.runId() + " leaves out " + missing.size()
                        + (missing.size() == 1 ? " table that is" : " tables that are") + " not in its plan: " + names,
                "Newer than the plan, or left out by --tables when it was made. To bring them, plan anew:"
                        + " sterna plan --run-id NEW; or exclude them by sterna.tables.exclude"));
    }

    static List<Problem> changes(List<TablePlan> planned, Catalog catalog) {
        Map<TableName, Table> now =
                catalog.tables().stream().collect(Collectors.toMap(Table::name, Function.identity()));
        List<Problem> problems = new ArrayList<>();
        for (TablePlan table : planned) {
            Table present = now.get(table.source().name());
            if (present == null) {
                problems.add(changed(table, "it no longer exists, or its user may no longer read it"));
            } else if (!Fingerprint.of(present).equals(table.fingerprint())) {
                problems.add(changed(table, Fingerprint.difference(table.source(), present)));
            }
        }
        return problems;
    }

    private static Problem changed(TablePlan table, String how) {
        return Problem.error(
                "source-changed",
                table.name(),
                "Cannot go on: " + table.name() + " changed in the source after the plan was made: " + how,
                "Make a new plan for what is there now: sterna plan --run-id NEW");
    }
}
