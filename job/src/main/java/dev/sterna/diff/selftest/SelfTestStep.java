package dev.sterna.diff.selftest;

import dev.sterna.compare.DigestQueries;
import dev.sterna.compare.FirstLook;
import dev.sterna.compare.JsonColumns;
import dev.sterna.compare.TableComparer;
import dev.sterna.compare.TableComparer.Connections;
import dev.sterna.compare.TableDigests;
import dev.sterna.compare.TablePair;
import dev.sterna.dialect.rows.Splitter;
import dev.sterna.dialect.server.Snapshots.Snapshot;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.View;
import dev.sterna.ledger.ChunkRejects;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.plan.Plan;
import dev.sterna.plan.StepPlan;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Outcome;
import dev.sterna.step.ReadOnlyStep;
import dev.sterna.step.RunContext;
import dev.sterna.step.SelfTest;
import dev.sterna.step.StepReport;
import dev.sterna.transfer.progress.Progress;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tests the proof: copies loaded rows, plants known corruptions in the copy, one at a time, and lets the same comparison
 * that a diff makes look for them. It writes to two tables of its own in the target and to nothing else, so a preview does
 * it too.
 */
public final class SelfTestStep implements ReadOnlyStep {
    /** With so many looked at, what has no place yet gets one in a table of our own. */
    private static final int MOST_TABLES = 20;

    private static final Connections CONNECTIONS = new Connections("self-test", 1, 1);

    private final String name;

    /** @param name of the step as which it is reported */
    public SelfTestStep(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public StepReport.SelfTested execute(RunContext run) {
        long start = System.nanoTime();
        StepPlan planned = StepPlan.unchanged(run);
        Plan plan = planned.plan();
        List<TablePlan> tables = planned.tables();
        Map<TableName, Table> present = present(run, tables);
        DigestQueries target = new DigestQueries(run.target(), plan.rowHash(), rows -> {});
        try (Progress progress = run.progress().start("self-test", Corruption.values().length, -1);
                Scratch scratch = Scratch.open(run.target(), run.runId())) {
            Trials trials = new Trials(run.events(), scratch, target, progress);
            Samples samples = new Samples(
                    scratch,
                    run.target().dialect().scratch(),
                    run.settings().chunk().rows());
            inTables(run, plan, tables, present, samples, trials, target);
            if (!trials.open().isEmpty()) {
                inFixture(run, scratch, trials, target);
            }
            return report(trials, start);
        }
    }

    private static void inTables(
            RunContext run,
            Plan plan,
            List<TablePlan> tables,
            Map<TableName, Table> present,
            Samples samples,
            Trials trials,
            DigestQueries target) {
        DigestQueries source = new DigestQueries(run.source(), plan.rowHash(), rows -> {});
        try (Snapshot snapshot =
                run.source().dialect().snapshots().open(run.source().connector())) {
            View view = snapshot.shared() ? new View(true, snapshot.join()) : View.PRESENT;
            TableComparer comparer = new TableComparer(source, target, view, CONNECTIONS, goal(run), FirstLook.CHUNKS);
            Set<String> rejected = run.ledger().rejects(run.runId()).stream()
                    .map(ChunkRejects::table)
                    .collect(Collectors.toSet());
            List<TablePair> candidates = Samples.inOrder(tables).stream()
                    .filter(table -> !rejected.contains(table.name()))
                    .map(table -> samples.pair(table, present.get(table.target().name())))
                    .filter(Hosts::tellsRowsApart)
                    .filter(pair -> !JsonColumns.of(pair, run.target().dialect().digests())
                            .any())
                    .limit(MOST_TABLES)
                    .toList();
            for (TablePair pair : candidates) {
                long rows = trials.open().isEmpty() ? 0 : loadedRows(run, pair, comparer);
                if (rows > 0) {
                    trials.on(samples.copy(samples.fewer(pair, rows), comparer));
                }
            }
        } catch (SQLException failure) {
            throw run.source().explain(failure, "open a consistent view", null);
        }
    }

    private static void inFixture(RunContext run, Scratch scratch, Trials trials, DigestQueries target) {
        TableComparer comparer =
                new TableComparer(target, target, View.PRESENT, CONNECTIONS, goal(run), FirstLook.CHUNKS);
        trials.on(Fixture.make(scratch, run.target().dialect(), comparer));
    }

    /**
     * Where the two sides differ already, nothing can be said of what is found; where there is nothing, neither. Tables that
     * a sound load leaves with digests that differ are not asked: those with refused rows, or with JSON that the target
     * writes anew.
     */
    private static long loadedRows(RunContext run, TablePair pair, TableComparer comparer) {
        TableDigests digests = comparer.digest(pair);
        if (digests.differing().isEmpty()) {
            return digests.sourceTotal().rows();
        }
        String name = pair.name();
        if (digests.targetTotal().rows() == 0) {
            throw SternaException.of(
                    Category.REFUSED,
                    "not-loaded",
                    name,
                    "Cannot test the comparison on " + name + ": its rows are not in the target",
                    "Load them first: sterna load --run-id " + run.runId() + " --execute");
        }
        throw SternaException.of(
                Category.REFUSED,
                "differs-already",
                name,
                "Cannot test the comparison on " + name + ": source and target differ there without any corruption",
                "Look at what differs first: sterna diff --run-id " + run.runId());
    }

    /** All tables as the target has them. */
    private static Map<TableName, Table> present(RunContext run, List<TablePlan> tables) {
        List<String> schemas = tables.stream()
                .map(table -> table.target().name().schema())
                .distinct()
                .toList();
        Map<TableName, Table> present = run.target().catalog(schemas).tables().stream()
                .collect(Collectors.toMap(Table::name, Function.identity()));
        for (TablePlan table : tables) {
            Table there = present.get(table.target().name());
            if (there == null || !table.missingColumns(there).isEmpty()) {
                throw SternaException.of(
                        Category.REFUSED,
                        there == null ? "target-table-missing" : "target-column-missing",
                        table.name(),
                        "Cannot test the comparison on " + table.name() + ": the target has no "
                                + (there == null
                                        ? "table " + table.target().name()
                                        : "column " + String.join(", ", table.missingColumns(there))),
                        "Create and fill the tables first: sterna prepare --run-id " + run.runId()
                                + " --execute, then backup and load");
            }
        }
        return present;
    }

    private static Splitter.Goal goal(RunContext run) {
        return new Splitter.Goal(
                run.settings().chunk().rows(), run.settings().chunk().bytes());
    }

    private StepReport.SelfTested report(Trials trials, long start) {
        SelfTest result = trials.result();
        boolean passed = result.recall() == 1 && result.falseAlarms() == 0;
        Outcome outcome = passed ? Outcome.DONE : Outcome.DIFFERS;
        return new StepReport.SelfTested(
                StepReport.Ended.since(start, name(), outcome, trials.problems()), trials.rows(), result);
    }
}
