package dev.sterna.diff;

import dev.sterna.compare.Narrowed;
import dev.sterna.compare.TableComparer;
import dev.sterna.compare.TableDigests;
import dev.sterna.compare.TablePair;
import dev.sterna.error.Problem;
import dev.sterna.migration.Database;
import dev.sterna.plan.GeneratedColumns;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Workspace;
import dev.sterna.transfer.progress.Progress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares what both sides compute, in a pass of its own over the tables that have computed columns, so that all others cost nothing
 * more. What is computed from a value that was converted by declaration is forgiven, row by row.
 */
final class GeneratedComparison {
    private final TableComparer comparer;
    private final Workspace workspace;
    private final Database source;
    private final Progress.Factory progress;
    private final RowOutput output;

    /** A table whose carried rows are the same on both sides. */
    record Same(TableVerdict verdict, TableDigests digests, GeneratedColumns columns) {
        private TablePlan plan() {
            return verdict.plan();
        }
    }

    /** @param output what is written of rows that differ */
    GeneratedComparison(
            TableComparer comparer, Workspace workspace, Database source, Progress.Factory progress, RowOutput output) {
        this.comparer = comparer;
        this.workspace = workspace;
        this.source = source;
        this.progress = progress;
        this.output = output;
    }

    /** The table's verdict with what its computed columns add to it. */
    TableVerdict compare(Same table) {
        Map<TableDigests, List<Integer>> differing = digest(table);
        if (differing.isEmpty()) {
            return table.verdict();
        }
        List<TableVerdict> verdict = new ArrayList<>();
        comparer.narrow(
                differing,
                digests -> new GeneratedDifferences(
                        new DifferenceFile(workspace, table.plan().directory(), digests.pair(), output, other -> {}),
                        !table.plan().conversions().isEmpty()),
                narrowed -> verdict.add(verdict(table, narrowed)));
        return verdict.get(0);
    }

    /** The parts in which it differs, as their rows are to be looked at; none if it does not. */
    private Map<TableDigests, List<Integer>> digest(Same table) {
        List<TablePair> pair = List.of(table.columns().pair());
        Map<TableDigests, List<Integer>> differing = new HashMap<>();
        try (Progress shown = progress.start(
                "diff of computed columns",
                TableComparer.parts(pair),
                table.digests().sourceTotal().rows())) {
            comparer.digest(pair, (one, digested) -> shown.chunkDone(one.name(), digested, 0), digests -> {
                List<Integer> parts = digests.differing();
                if (!parts.isEmpty()) {
                    differing.put(withoutLosses(digests, table.plan()), parts);
                }
            });
        }
        return differing;
    }

    private TableDigests withoutLosses(TableDigests digests, TablePlan plan) {
        TablePair lossless = GeneratedColumns.withoutLosses(
                digests.pair(), plan, source.dialect().valueProbe());
        return new TableDigests(lossless, digests.source(), digests.target(), digests.within(), digests.seconds());
    }

    private static TableVerdict verdict(Same table, Narrowed<GeneratedDifferences> narrowed) {
        String name = table.plan().name();
        String columns = String.join(", ", table.columns().compared());
        double seconds = narrowed.digests().seconds();
        if (narrowed instanceof Narrowed.Unnamed<GeneratedDifferences> unnamed) {
            Problem why = unnamed.why().problems().get(0);
            return table.verdict()
                    .generated(
                            0,
                            seconds,
                            Problem.error(
                                    TableVerdict.GENERATED_DIFFERS,
                                    name,
                                    name + " differs by its digests in what is computed (" + columns
                                            + "); which rows cannot be told: " + why.message(),
                                    why.remedy()));
        }
        Narrowed.ToRows<GeneratedDifferences> rows = (Narrowed.ToRows<GeneratedDifferences>) narrowed;
        GeneratedDifferences found = rows.sink();
        if (found.rows() == 0 && found.isExplained()) {
            return table.verdict();
        }
        Problem problem = found.rows() == 0
                ? Problem.error(
                        "changed-while-comparing",
                        name,
                        name + " differed by its digests in what is computed (" + columns
                                + "), but row by row it did not: somebody writes to one of the sides",
                        "Stop writing, then compare again: sterna diff")
                : Problem.error(
                        TableVerdict.GENERATED_DIFFERS,
                        name,
                        name + " differs in what is computed: " + found.rows() + " rows have other values in one of "
                                + columns + ", though the columns that are carried are the same",
                        "See which rows in " + found.file().place()
                                + "; correct the expression in the target, or drop the column there");
        return table.verdict().generated(found.rows(), seconds + rows.seconds(), problem);
    }
}
