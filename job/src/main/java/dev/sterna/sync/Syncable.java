package dev.sterna.sync;

import dev.sterna.compare.TablePair;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.model.Table;
import dev.sterna.plan.TablePlan;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Which tables can be changed row by row, and why others cannot. */
final class Syncable {
    private final Route route;

    Syncable(Route route) {
        this.route = route;
    }

    /**
     * Why rows of a table cannot be brought; empty when they can.
     *
     * @param found the target's table as it is now, or null
     * @param written the table that is written, or null
     */
    Optional<SternaException> refusal(TablePlan table, Table found, Table written) {
        if (Stream.of(found, written).filter(Objects::nonNull).anyMatch(other -> !isTableOfRows(other))) {
            return Optional.of(refused(
                    table,
                    "large-objects-not-synced",
                    "large objects are not changed piece by piece",
                    "sterna diff names those that differ; " + anew(table)));
        }
        Table there = found == null ? null : found.likewise(table.target());
        List<String> lacking = there == null ? List.of() : table.missingColumns(there);
        if (there == null || !lacking.isEmpty()) {
            return Optional.of(unfit(table, lacking));
        }
        if (written == null) {
            return Optional.of(refused(
                    table,
                    "source-table-missing",
                    "the source has no table " + table.source().name() + " any more, or its user may not see it",
                    "Make it again as it was, or let the user see it; then give the same command again"));
        }
        if (found.hasFormerRows() || table.source().hasFormerRows() || written.hasFormerRows()) {
            return Optional.of(refused(
                    table,
                    "history-not-synced",
                    "it keeps former rows, and each change would make one more in the "
                            + route.direction().to(),
                    anew(table)));
        }
        List<String> converted = table.convertedKey();
        if (!converted.isEmpty()) {
            return Optional.of(converted(table, converted));
        }
        return route.isReverse() && TablePair.key(table.source()).isEmpty() ? withoutKey(table) : Optional.empty();
    }

    private boolean isTableOfRows(Table table) {
        return route.from().dialect().rowChanges().canChange(table)
                && route.to().dialect().rowChanges().canChange(table);
    }

    /** Of rows that nothing names it cannot be known what of them is to stay as it is. */
    private static Optional<SternaException> withoutKey(TablePlan table) {
        if (table.where() != null) {
            return Optional.of(refused(
                    table,
                    "condition-without-key-not-reversed",
                    "it has no key, and rows that do not fulfil its condition of sterna.tables.where would come again and"
                            + " again",
                    "Give it a key for a run to come, or bring its rows back by hand: sterna diff names them"));
        }
        if (!table.conversions().isEmpty()) {
            return Optional.of(refused(
                    table,
                    "converted-without-key-not-reversed",
                    "it has no key, and the settings of sterna.types convert its values: what they were would be lost",
                    "Give it a key for a run to come, or bring its rows back by hand: sterna diff names them"));
        }
        return Optional.empty();
    }

    /** The target writes JSON anew, and without a key no row of it is known to be that of the source. */
    static SternaException rewritten(TablePlan table) {
        return refused(
                table,
                "rewritten-without-key-not-reversed",
                "it has no key, and the target writes JSON of it anew: the source's rows would be taken for others",
                "Give it a key for a run to come, or bring its rows back by hand: sterna diff names them");
    }

    private static SternaException unfit(TablePlan table, List<String> lacking) {
        return refused(
                table,
                lacking.isEmpty() ? "target-table-missing" : "target-column-missing",
                "the target has no "
                        + (lacking.isEmpty()
                                ? "table " + table.target().name()
                                : "column " + String.join(", ", lacking) + " in "
                                        + table.target().name()),
                "Bring the target's table to the plan: sterna prepare shows what it should be");
    }

    /** A row cannot be read again at the source by the key that the target has of it. */
    private SternaException converted(TablePlan table, List<String> columns) {
        return refused(
                table,
                "converted-key-not-synced",
                "the settings of sterna.types convert values of its key (" + String.join(", ", columns)
                        + "), and a row of the source is not found by a converted value",
                anew(table) + "; where the key has no such values, a plan without that setting does as well");
    }

    /** What the target's key lets in and the source's does not. */
    static SternaException unnamed(TablePlan table, TablePair pair, long rows) {
        return refused(
                table,
                "null-in-key",
                rows + (rows == 1 ? " row of " : " rows of ") + table.target().name()
                        + " have NULL in the key that tells rows apart ("
                        + String.join(", ", pair.target().key()) + ")",
                "Give these rows of the target keys, or remove them where nobody needs them; then give the same command"
                        + " again");
    }

    /** People may be writing to the target when rows go back, so that nothing there is to be loaded anew. */
    private String anew(TablePlan table) {
        return route.isReverse()
                ? "bring back by hand what sterna diff --tables " + table.name() + " names"
                : "load it anew by a run of its own: sterna run --run-id NEW --tables " + table.name()
                        + " --execute -D sterna.existing-rows=truncate";
    }

    private static SternaException refused(TablePlan table, String code, String why, String remedy) {
        return SternaException.of(
                Category.REFUSED, code, table.name(), "Cannot sync " + table.name() + ": " + why, remedy);
    }
}
