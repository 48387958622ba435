package dev.sterna.sync;

import dev.sterna.config.SyncSettings.SourceObjects;
import dev.sterna.dialect.server.TargetTrigger;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What has to be so before rows go back to the source, which no other command writes to. */
final class ReverseGate {
    private ReverseGate() {}

    /** Whoever follows the log would bring what comes back to the target again, and rows that were changed there would be lost. */
    static void requireNotFollowed(Ledger ledger, String runId) {
        if (ledger.isThere() && ledger.follow().find(runId).isPresent()) {
            throw SternaException.of(
                    Category.REFUSED,
                    "still-followed",
                    null,
                    "Cannot bring rows back: run " + runId
                            + " still follows the source's log, or goes on with it when it is" + " told to",
                    "End that first: sterna sync --run-id " + runId + " --stop --execute");
        }
    }

    /** @throws SternaException (REFUSED) where something of the source would have to be turned off without the user's word */
    static void requireMayTurnOff(List<TargetTrigger> firing, SourceObjects allowed) {
        if (!firing.isEmpty() && allowed == SourceObjects.REFUSE) {
            throw SternaException.of(
                    Category.REFUSED,
                    "source-trigger-fires",
                    null,
                    "Cannot bring rows back: " + firing.get(0)
                            + (firing.size() == 1 ? "" : " and " + (firing.size() - 1) + " more")
                            + " of the source would act on them, and sterna.sync.source-objects = refuse lets nothing be turned"
                            + " off there",
                    "Look at the preview, which names each with the statement that brings it back; then say so:"
                            + " -D sterna.sync.source-objects=create");
        }
    }

    /** @throws SternaException (REFUSED) where nobody can see whether the source has triggers, which would act on what comes back */
    static void requireSeen(Optional<String> unseen) {
        unseen.ifPresent(grant -> {
            throw SternaException.of(
                    Category.REFUSED,
                    "source-triggers-unseen",
                    null,
                    "Cannot bring rows back: this user does not see whether the source's tables have triggers, and these would"
                            + " act on them once more",
                    "Let it see them: " + grant + "; or give another user by --source-user");
        });
    }

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

    /** Names of tables of which the target has not taken all rows, with a word on each. */
    static Set<String> withRejects(
            Ledger ledger, RefusedRows refused, String runId, List<TablePlan> tables, Consumer<Problem> warnings) {
        Set<String> names = tables.stream().map(TablePlan::name).collect(Collectors.toSet());
        Set<String> rejected = ledger.rejects(runId).stream()
                .map(ChunkRejects::table)
                .filter(names::contains)
                .collect(Collectors.toCollection(TreeSet::new));
        tables.stream()
                .filter(table -> refused.known(table) > 0)
                .map(TablePlan::name)
                .forEach(rejected::add);
        rejected.forEach(table -> warnings.accept(Problem.warning(
                "no-deletes-with-rejects",
                table,
                "No row of " + table
                        + " is removed from the source: the target has not taken all of its rows, and never had them",
                "Let the target take these, by sterna load --run-id " + runId
                        + " --retry-rejects --execute or by hand; or remove rows of the source by hand")));
        return rejected;
    }
}
