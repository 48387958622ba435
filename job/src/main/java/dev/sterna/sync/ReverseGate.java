package dev.sterna.sync;

import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.ChunkRejects;
import dev.sterna.ledger.Ledger;
import dev.sterna.migration.Migration;
import dev.sterna.model.Column;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.plan.Plan;
import dev.sterna.plan.TablePlan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What has to be so before rows go back to the source, which no other command writes to. */
final class ReverseGate {
    private ReverseGate() {}

    /** @throws SternaException (REFUSED) when the databases are not those of the plan */
    static void check(Migration migration, Plan plan) {
        require(plan.source(), migration.source().server().label(), "source");
        require(plan.target(), migration.target().server().label(), "target");
    }

    /** A server may have been given another release meanwhile, so that only its place is looked at. */
    private static void require(String planned, String found, String side) {
        if (!place(planned).equals(place(found))) {
            throw SternaException.of(
                    Category.REFUSED,
                    "other-server",
                    null,
                    "Cannot bring rows back: the plan's " + side + " is " + planned + ", and sterna." + side
                            + ".url leads to " + found,
                    "Name the " + side + " by which the plan was made: sterna." + side
                            + ".url; an old source is told by its"
                            + " place, so give it its name back where it has moved");
        }
    }

    private static String place(String label) {
        return label.substring(label.lastIndexOf(' ') + 1);
    }

    /** Tells of columns that the target has been given since, which the source has no place for. */
    static void tellNewColumns(Migration migration, List<TablePlan> tables, Consumer<Problem> warnings) {
        List<String> schemas = tables.stream()
                .map(table -> table.target().name().schema())
                .distinct()
                .toList();
        Map<TableName, Table> present = migration.target().catalog(schemas).tables().stream()
                .collect(Collectors.toMap(Table::name, Function.identity()));
        for (TablePlan table : tables) {
            Table found = present.get(table.target().name());
            if (found != null) {
                tellNewColumns(table, found.likewise(table.target()), warnings);
            }
        }
    }

    private static void tellNewColumns(TablePlan table, Table found, Consumer<Problem> warnings) {
        Set<String> planned =
                table.target().columns().stream().map(Column::name).collect(Collectors.toSet());
        List<String> added = found.storedColumns().stream()
                .map(Column::name)
                .filter(name -> !planned.contains(name))
                .toList();
        if (!added.isEmpty()) {
            warnings.accept(Problem.warning(
                    "target-columns-not-carried",
                    table.name(),
                    "Values of " + String.join(", ", added) + " in "
                            + table.target().name()
                            + " do not go back: the plan knows no such column, and the source has no place for it",
                    "Where they are needed there, add a column to the source and bring them by hand"));
        }
    }

    /** Names of tables of which the load has set rows aside that are not in, with a word on each. */
    static Set<String> withRejects(Ledger ledger, String runId, List<TablePlan> tables, Consumer<Problem> warnings) {
        Set<String> names = tables.stream().map(TablePlan::name).collect(Collectors.toSet());
        Set<String> rejected = ledger.rejects(runId).stream()
                .map(ChunkRejects::table)
                .filter(names::contains)
                .collect(Collectors.toSet());
        rejected.forEach(table -> warnings.accept(Problem.warning(
                "no-deletes-with-rejects",
                table,
                "No row of " + table
                        + " is removed from the source: the load has set rows of it aside, which the"
                        + " target never had",
                "Bring these first: sterna load --run-id " + runId + " --retry-rejects --execute")));
        return rejected;
    }
}
