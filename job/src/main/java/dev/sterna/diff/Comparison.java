package dev.sterna.diff;

import dev.sterna.config.ValuePolicy;
import dev.sterna.convert.Catalogs;
import dev.sterna.dialect.Snapshots.Snapshot;
import dev.sterna.dialect.Splitter;
import dev.sterna.jdbc.Lanes;
import dev.sterna.jdbc.View;
import dev.sterna.model.Side;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.plan.Plan;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Progress;
import dev.sterna.step.RunContext;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Compares the tables of a plan: first digests, then, of what differs, rows. */
final class Comparison {
    private final RunContext run;
    private final Plan plan;
    private final DigestQueries source;
    private final DigestQueries target;
    private final BackupProof backup;
    private final Map<TablePlan, TableVerdict> verdicts = new LinkedHashMap<>();

    private int sameAsBackup;

    Comparison(RunContext run, Plan plan) {
        this.run = run;
        this.plan = plan;
        this.source = new DigestQueries(run.source().dialect(), Side.SOURCE, plan.rowHash());
        this.target = new DigestQueries(run.target().dialect(), Side.TARGET, plan.rowHash());
        this.backup = BackupProof.of(run.workspace(), plan);
    }

    /** A verdict for each table, in the tables' order. */
    List<TableVerdict> compare(List<TablePlan> tables) {
        Map<TableName, Table> present = targetTables(tables);
        List<Sides> comparable = new ArrayList<>();
        for (TablePlan table : tables) {
            run.workspace().delete(DifferenceFile.name(table.directory()));
            Table there = present.get(table.target().name());
            List<String> lacking = there == null ? List.of() : Sides.missingColumns(table, there);
            if (lacking.isEmpty()) {
                comparable.add(Sides.of(table, there, policy()));
            } else {
                verdict(TableVerdict.columnsMissing(table, lacking), BackupProof.State.ABSENT);
            }
        }
        try (Snapshot snapshot =
                run.source().dialect().snapshots().open(run.source().connector())) {
            View view = snapshot.shared() ? new View(true, snapshot.join()) : View.PRESENT;
            Map<TableDigests, List<Integer>> differing = digests(comparable, view);
            if (!differing.isEmpty()) {
                narrow(differing, view);
            }
        } catch (SQLException failure) {
            throw run.source().dialect().explain(failure, Side.SOURCE, "open a consistent view", null);
        }
        return tables.stream().map(verdicts::get).toList();
    }

    /** Of how many tables the backup was found to hold what the source holds. */
    int sameAsBackup() {
        return sameAsBackup;
    }

    /** Decides the tables that digests decide; returns the others with the numbers of their differing parts. */
    private Map<TableDigests, List<Integer>> digests(List<Sides> comparable, View view) {
        int parts = comparable.stream()
                .mapToInt(sides -> Digesting.parts(sides.plan()))
                .sum();
        long rows = comparable.stream()
                .mapToLong(sides -> Math.max(0, sides.plan().source().estimatedRows()))
                .sum();
        Map<TableDigests, List<Integer>> open = new LinkedHashMap<>();
        try (Progress progress = run.progress().start("diff", parts, rows);
                Lanes sourceLanes = sourceLanes(sourceConnections(view), view);
                Lanes targetLanes = new Lanes(
                        "sterna-diff-target", run.target().connector(), View.PRESENT, lanes(targetConnections()))) {
            Splitter.Goal goal = new Splitter.Goal(
                    run.settings().chunk().rows(), run.settings().chunk().bytes());
            Digesting digesting = new Digesting(sourceLanes, targetLanes, source, target, goal, progress);
            List<Supplier<TableDigests>> pending =
                    comparable.stream().map(digesting::submit).toList();
            for (Supplier<TableDigests> answer : pending) {
                TableDigests digests = answer.get();
                List<Integer> differing = digests.differing();
                if (digests.sides().target() == null) {
                    verdict(TableVerdict.tableMissing(digests), digests);
                } else if (differing.isEmpty()) {
                    verdict(TableVerdict.identical(digests), digests);
                } else {
                    differing.forEach(part -> partDiffers(digests, part));
                    open.put(digests, differing);
                }
            }
        }
        return open;
    }

    private void narrow(Map<TableDigests, List<Integer>> differing, View view) {
        // It takes a connection to the target for each of the source's.
        int connections = Math.min(sourceConnections(view), targetConnections());
        try (Lanes sourceLanes = sourceLanes(connections, view);
                Narrowing narrowing = new Narrowing(sourceLanes, run.target().connector(), source, target)) {
            Map<TableDigests, CompletableFuture<DifferenceFile>> pending = new LinkedHashMap<>();
            long start = System.nanoTime();
            differing.forEach((digests, parts) -> pending.put(
                    digests,
                    narrowing.submit(
                            digests.sides(),
                            Pieces.of(digests, parts),
                            new DifferenceFile(run.workspace(), digests.sides()))));
            pending.forEach((digests, file) -> {
                DifferenceFile found = Lanes.await(file);
                verdict(TableVerdict.rows(digests, found, (System.nanoTime() - start) / 1e9), digests);
            });
        }
    }

    private void verdict(TableVerdict verdict, TableDigests digests) {
        BackupProof.State state = backup.state(digests);
        verdict(state == BackupProof.State.DIFFERS ? verdict.with(backup.problem(digests)) : verdict, state);
    }

    private void verdict(TableVerdict verdict, BackupProof.State state) {
        if (state == BackupProof.State.SAME) {
            sameAsBackup++;
        }
        verdicts.put(verdict.plan(), verdict);
        run.events()
                .record(
                        "diff-table",
                        Map.of(
                                "table", verdict.plan().name(),
                                "identical", verdict.diff().identical(),
                                "sourceRows", verdict.sourceRows(),
                                "missing", verdict.diff().missing(),
                                "extra", verdict.diff().extra(),
                                "changed", verdict.diff().changed(),
                                "method", verdict.diff().method(),
                                "backup", state.name().toLowerCase(Locale.ROOT),
                                "seconds", verdict.seconds()));
    }

    private void partDiffers(TableDigests digests, int part) {
        run.events()
                .record(
                        "diff-chunk-differs",
                        Map.of(
                                "table", digests.sides().plan().name(),
                                "chunk", part,
                                "sourceRows", digests.source(part).rows(),
                                "targetRows", digests.target(part).rows()));
    }

    private Map<TableName, Table> targetTables(List<TablePlan> tables) {
        List<String> schemas = tables.stream()
                .map(table -> table.target().name().schema())
                .distinct()
                .toList();
        return Catalogs.read(run.target(), Side.TARGET, schemas).tables().stream()
                .collect(Collectors.toMap(Table::name, Function.identity()));
    }

    private Lanes sourceLanes(int connections, View view) {
        return new Lanes("sterna-diff-source", run.source().connector(), view, lanes(connections));
    }

    /** The connection that holds the snapshot open counts too. */
    private int sourceConnections(View view) {
        return run.settings().source().maxConnections() - (view.shared() ? 1 : 0);
    }

    /** So does the one that holds the run's lock. */
    private int targetConnections() {
        return run.settings().target().maxConnections() - 1;
    }

    /** More than the cores of this machine is more than the servers of a machine like it can work on. */
    private static int lanes(int mostConnections) {
        return Math.max(
                1, Math.min(mostConnections, Math.max(2, Runtime.getRuntime().availableProcessors())));
    }

    private ValuePolicy policy() {
        return plan.values();
    }
}
