package dev.sterna.diff;

import dev.sterna.dialect.RowSet;
import dev.sterna.dialect.Snapshots.Snapshot;
import dev.sterna.dialect.Splitter;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.Lanes;
import dev.sterna.jdbc.View;
import dev.sterna.ledger.Ledger;
import dev.sterna.load.RejectedRows;
import dev.sterna.model.Side;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.plan.LossCount;
import dev.sterna.plan.LossCount.Losses;
import dev.sterna.plan.LossFile;
import dev.sterna.plan.Plan;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.RunContext;
import dev.sterna.transfer.progress.Progress;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Compares the tables of a plan: first digests, then, of what differs, rows. */
final class Comparison {
    private final RunContext run;
    private final DigestQueries source;
    private final DigestQueries target;
    private final BackupProof backup;
    private final BackupProof.Reading reading;
    private final Map<TablePlan, TableVerdict> verdicts = new LinkedHashMap<>();
    private final Map<TablePlan, Losses> losses = new LinkedHashMap<>();
    private Map<String, RejectedRows> rejected = Map.of();

    private int sameAsBackup;

    Comparison(RunContext run, Plan plan, BackupProof.Reading reading) {
        this.run = run;
        this.source = new DigestQueries(run.source().dialect(), Side.SOURCE, plan.rowHash(), hashedHere(Side.SOURCE));
        this.target = new DigestQueries(run.target().dialect(), Side.TARGET, plan.rowHash(), hashedHere(Side.TARGET));
        this.backup = BackupProof.of(run, plan, reading);
        this.reading = reading;
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
                comparable.add(Sides.of(table, there));
            } else {
                verdict(TableVerdict.columnsMissing(table, lacking), BackupFinding.ABSENT.state());
            }
        }
        try (Snapshot snapshot =
                run.source().dialect().snapshots().open(run.source().connector())) {
            View view = snapshot.shared() ? new View(true, snapshot.join()) : View.PRESENT;
            Map<TableDigests, List<Integer>> differing = digests(comparable, view);
            if (!differing.isEmpty()) {
                settleRejected(differing);
            }
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
            Map<TablePlan, CompletableFuture<Losses>> declared = declared(comparable, sourceLanes);
            for (Supplier<TableDigests> answer : pending) {
                TableDigests digests = answer.get();
                TablePlan table = digests.sides().plan();
                if (declared.containsKey(table)) {
                    losses.put(table, Lanes.await(declared.get(table)));
                    LossFile.write(run.workspace(), losses.get(table));
                }
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

    /** In the view of the digests, so that the counts are of the rows that were compared. */
    private Map<TablePlan, CompletableFuture<Losses>> declared(List<Sides> comparable, Lanes sourceLanes) {
        Map<TablePlan, CompletableFuture<Losses>> declared = new LinkedHashMap<>();
        for (Sides sides : comparable) {
            if (sides.target() != null && !sides.plan().conversions().isEmpty()) {
                declared.put(
                        sides.plan(), sourceLanes.submit(lane -> LossCount.of(sides.plan(), source.dialect(), lane)));
            }
        }
        return declared;
    }

    /** Rows that were compared as what they were converted to. */
    long forgiven() {
        return losses.values().stream().mapToLong(Losses::rows).sum();
    }

    /** Decides the tables in which nothing differs but that rows are missing which the target is known to have refused. */
    private void settleRejected(Map<TableDigests, List<Integer>> differing) {
        Ledger ledger = run.ledger();
        rejected = RejectedRows.byTable(ledger.rejects(run.runId()));
        differing.entrySet().removeIf(entry -> {
            TableDigests digests = entry.getKey();
            RejectedRows known = rejected.get(digests.sides().plan().name());
            long missing = known == null ? 0 : Rejected.missing(digests, entry.getValue(), known);
            if (missing > 0) {
                verdict(TableVerdict.rejected(digests, missing, known.problem(run)), digests);
            }
            return missing > 0;
        });
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
                verdict(narrowed(digests, file, start), digests);
            });
        }
    }

    /** Rows without a hash cannot be put in order, and so not be paired; that they differ is known all the same. */
    private TableVerdict narrowed(TableDigests digests, CompletableFuture<DifferenceFile> file, long start) {
        try {
            DifferenceFile rows = Lanes.await(file);
            RejectedRows known = rejected.get(digests.sides().plan().name());
            return TableVerdict.rows(
                    digests, rows, (System.nanoTime() - start) / 1e9, known, known == null ? null : known.problem(run));
        } catch (SternaException failure) {
            if (failure.problems().stream()
                    .noneMatch(problem -> problem.code().equals(DigestQueries.ROWS_WITHOUT_HASH))) {
                throw failure;
            }
            return TableVerdict.unnamed(digests, failure.problems().get(0));
        }
    }

    /** Says, once a table and side, that rows are hashed here. */
    private Consumer<RowSet> hashedHere(Side side) {
        Set<TableName> told = ConcurrentHashMap.newKeySet();
        return rows -> {
            String table = rows.table().name().toString();
            run.events().record("digest-in-java", Map.of("table", table, "side", side.label()));
            if (told.add(rows.table().name())) {
                run.warnings()
                        .accept(Problem.warning(
                                "digest-in-java",
                                table,
                                "The " + side.label() + " cannot hash all rows of " + table
                                        + ", whose values are too long for it: they are hashed here, from what it sends",
                                "Raise the server's limit for long values (MySQL, MariaDB: max_allowed_packet), so that it"
                                        + " need not send them"));
            }
        };
    }

    private void verdict(TableVerdict verdict, TableDigests digests) {
        Losses declared = losses.get(verdict.plan());
        TableVerdict whole = declared == null ? verdict : verdict.forgiving(declared);
        BackupFinding finding = backup.look(digests, whole);
        verdict(finding.toldTo(whole, digests, reading), finding.state());
    }

    private void verdict(TableVerdict verdict, BackupFinding.State state) {
        if (state == BackupFinding.State.SAME) {
            sameAsBackup++;
        }
        verdicts.put(verdict.plan(), verdict);
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("table", verdict.plan().name());
        event.put("identical", verdict.diff().identical());
        event.put("sourceRows", verdict.sourceRows());
        event.put("missing", verdict.diff().missing());
        event.put("extra", verdict.diff().extra());
        event.put("changed", verdict.diff().changed());
        event.put("method", verdict.diff().method());
        event.put("forgiven", verdict.diff().forgiven());
        event.put("backup", state.name().toLowerCase(Locale.ROOT));
        if (verdict.diff().hop() != null) {
            event.put("hop", verdict.diff().hop());
        }
        event.put("seconds", verdict.seconds());
        run.events().record("diff-table", event);
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
        return run.target().catalog(schemas).tables().stream()
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
}
