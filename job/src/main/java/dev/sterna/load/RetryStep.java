package dev.sterna.load;

import dev.sterna.backup.Manifest;
import dev.sterna.backup.ManifestStore;
import dev.sterna.error.Problem;
import dev.sterna.ledger.Ledger;
import dev.sterna.ledger.RejectLedger;
import dev.sterna.ledger.RejectRow;
import dev.sterna.model.Digest;
import dev.sterna.plan.Plan;
import dev.sterna.plan.StepPlan;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import dev.sterna.step.TableReport;
import dev.sterna.transfer.progress.Progress;
import dev.sterna.transfer.stage.StagedTable;
import dev.sterna.transfer.target.ChunkClaims;
import dev.sterna.transfer.target.Loading;
import dev.sterna.transfer.target.RefusedLoader;
import dev.sterna.transfer.target.Rejects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The command {@code load --retry-rejects}: loads the rows that the target refused before. What it refuses again stays
 * set aside, with its new reason.
 */
public final class RetryStep implements Step {
    @Override
    public String name() {
        return LoadDescriptor.WORD;
    }

    @Override
    public StepReport preview(RunContext run) {
        Map<String, RejectedRows> rejected = rejected(run, tables(run));
        rejected.values()
                .forEach(table ->
                        run.say("load would give the target " + table.digest().rows() + " rows of " + table.table()
                                + " again, which it refused; most often: " + table.reason()));
        if (rejected.isEmpty()) {
            run.say("load would do nothing: no row is set aside");
        }
        return StepReport.Previewed.of(name());
    }

    @Override
    public StepReport execute(RunContext run) {
        long began = System.nanoTime();
        List<TablePlan> all = tables(run);
        Map<String, RejectedRows> before = rejected(run, all);
        List<TablePlan> tables =
                all.stream().filter(table -> before.containsKey(table.name())).toList();
        if (tables.isEmpty()) {
            return report(began, Outcome.NOTHING_TO_DO, 0, List.of(), List.of());
        }
        Manifest manifest = ManifestStore.read(run.workspace()).orElseThrow(() -> LoadStep.noBackup(run));
        Ledger ledger = run.ledger();
        long rows = retry(run, tables, before, manifest, ledger);
        Map<String, RejectedRows> left = rejected(run, tables);
        List<TableReport.Loaded> reports = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (TablePlan table : tables) {
            RejectedRows aside = left.get(table.name());
            Map<Integer, Digest> in = ledger.loadedChunks(run.runId(), table.name());
            // The load may not be complete; until then it is the one that sweeps.
            if (in.size() == table.chunks().size()) {
                RejectFiles.sweep(run, table, aside);
            }
            long refused = aside == null ? 0 : aside.digest().rows();
            if (aside != null) {
                problems.add(aside.problem(run));
            }
            Manifest.TableEntry entry = manifest.find(table.name()).orElseThrow();
            reports.add(new TableReport.Loaded(
                    table.target().name().toString(),
                    entry.digest().rows(),
                    in.values().stream().mapToLong(Digest::rows).sum(),
                    refused,
                    entry.bytes(),
                    table.chunks().size(),
                    null));
        }
        Outcome outcome = left.isEmpty() ? Outcome.DONE : Outcome.REJECTED;
        return report(began, outcome, rows, reports, problems);
    }

    private StepReport report(
            long began, Outcome outcome, long rows, List<TableReport.Loaded> tables, List<Problem> problems) {
        return new StepReport.Loaded(StepReport.Ended.since(began, name(), outcome, problems), rows, tables);
    }

    /** Returns how many rows were loaded. */
    private long retry(
            RunContext run,
            List<TablePlan> tables,
            Map<String, RejectedRows> rejected,
            Manifest manifest,
            Ledger ledger) {
        Plan plan = StepPlan.of(run).plan();
        ledger.start(run.runId(), plan.hash());
        RejectLedger rejects = ledger.rejects();
        List<TargetState> targets = TargetState.read(run, tables, ledger);
        int files = rejected.values().stream()
                .mapToInt(table -> table.chunks().size())
                .sum();
        long expected = rejected.values().stream()
                .mapToLong(table -> table.digest().rows())
                .sum();
        long rows = 0;
        try (Progress progress = run.progress().start(name(), files, expected)) {
            for (TargetState target : targets) {
                TablePlan table = target.plan();
                Manifest.TableEntry entry = manifest.find(table.name()).orElseThrow();
                StagedTable staged = LoadStep.staged(run, table, manifest);
                Rejects aside =
                        RejectFiles.rejects(run, table, staged, entry.digest().rows(), rejects);
                var claims = new ChunkClaims.InLedger(ledger.chunks(), run.runId(), table.name());
                var retry = new RefusedLoader(
                        new Loading(table.name(), run.target(), target.bulk(), claims, aside), claims);
                for (RejectRow row : rejected.get(table.name()).chunks()) {
                    long loaded = retry.load(row);
                    run.workspace().delete(row.file());
                    rows += loaded;
                    progress.chunkDone(table.name(), row.refused().rows(), 0);
                    run.events()
                            .record(
                                    "rejects-retried",
                                    Map.of(
                                            "table",
                                            table.name(),
                                            "chunk",
                                            row.chunk(),
                                            "rows",
                                            loaded,
                                            "rejected",
                                            row.refused().rows() - loaded));
                }
            }
        }
        return rows;
    }

    private static List<TablePlan> tables(RunContext run) {
        return StepPlan.of(run).tables();
    }

    /** What is set aside of these tables. */
    private static Map<String, RejectedRows> rejected(RunContext run, List<TablePlan> tables) {
        List<String> names = tables.stream().map(TablePlan::name).toList();
        Ledger ledger = run.ledger();
        return RejectedRows.byTable(ledger.rejects(run.runId()).stream()
                .filter(row -> names.contains(row.table()))
                .toList());
    }
}
