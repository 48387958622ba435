package dev.sterna.load;

import dev.sterna.backup.Manifest;
import dev.sterna.error.Problem;
import dev.sterna.ledger.ChunkRejects;
import dev.sterna.ledger.Ledger;
import dev.sterna.ledger.RejectLedger;
import dev.sterna.migration.Database;
import dev.sterna.migration.QuietTriggers;
import dev.sterna.plan.Plan;
import dev.sterna.plan.StepPlan;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import dev.sterna.step.TableReport;
import dev.sterna.transfer.progress.Progress;
import dev.sterna.transfer.stage.HadoopSettings;
import dev.sterna.transfer.stage.StagedTable;
import dev.sterna.transfer.target.ChunkClaims;
import dev.sterna.transfer.target.Loading;
import dev.sterna.transfer.target.RefusedLoader;
import dev.sterna.transfer.target.RejectSetup;
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
        Map<String, TableRejects> rejected = rejected(run, tables(run));
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
        Map<String, TableRejects> before = rejected(run, all);
        List<TablePlan> tables =
                all.stream().filter(table -> before.containsKey(table.name())).toList();
        if (tables.isEmpty()) {
            return report(began, Outcome.NOTHING_TO_DO, 0, List.of(), List.of());
        }
        WholeBackup backup = WholeBackup.of(run.workspace(), run.runId());
        run.ledger().create();
        QuietTriggers triggers = TableLoad.triggers(run.target(), tables);
        triggers.requireQuietable();
        long rows = triggers.during(true, run.warnings(), () -> retry(run, tables, before, backup));
        Map<String, TableRejects> left = rejected(run, tables);
        List<TableReport.Loaded> reports = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (TablePlan table : tables) {
            TableRejects aside = left.get(table.name());
            if (aside != null) {
                problems.add(aside.problem(run.runId(), run.workspace()));
            }
            reports.add(settled(run, table, backup.entry(table), aside));
        }
        Outcome outcome = left.isEmpty() ? Outcome.DONE : Outcome.REJECTED;
        return report(began, outcome, rows, reports, problems);
    }

    private StepReport report(
            long began, Outcome outcome, long rows, List<TableReport.Loaded> tables, List<Problem> problems) {
        return new StepReport.Loaded(StepReport.Ended.since(began, name(), outcome, problems), rows, tables);
    }

    /** A table as it is in the target now; files of refused rows that belong to nobody are swept. */
    private static TableReport.Loaded settled(
            RunContext run, TablePlan table, Manifest.TableEntry entry, TableRejects aside) {
        LedgerReport ledger = new LedgerReport(run.ledger(), run.runId());
        // The load may not be complete; until then it is the one that sweeps.
        if (ledger.chunks(table).size() == table.chunks().size()) {
            RejectFiles.sweep(run.workspace(), table, aside);
        }
        return ledger.of(table, entry, aside);
    }

    /** Returns how many rows were loaded. */
    private long retry(RunContext run, List<TablePlan> tables, Map<String, TableRejects> rejected, WholeBackup backup) {
        Plan plan = StepPlan.of(run).plan();
        run.ledger().start(run.runId(), plan.hash(), plan.ancestors());
        RejectLedger ledger = run.ledger().rejects();
        List<TargetState> targets = TargetState.read(run.migration(), run.runId(), tables);
        int files = rejected.values().stream()
                .mapToInt(table -> table.chunks().size())
                .sum();
        long expected = rejected.values().stream()
                .mapToLong(table -> table.digest().rows())
                .sum();
        HadoopSettings hadoop =
                HadoopSettings.of(run.spark().get().sessionState().newHadoopConf());
        long rows = 0;
        try (Progress progress = run.progress().start(name(), files, expected)) {
            for (TargetState target : targets) {
                RefusedLoader loader = loader(run, target, backup, hadoop, ledger);
                for (ChunkRejects row : rejected.get(target.plan().name()).chunks()) {
                    rows += retry(run, loader, row);
                    progress.chunkDone(row.table(), row.refused().rows(), 0);
                }
            }
        }
        return rows;
    }

    private static RefusedLoader loader(
            RunContext run, TargetState target, WholeBackup backup, HadoopSettings hadoop, RejectLedger ledger) {
        TablePlan table = target.plan();
        StagedTable staged = backup.staged(table, hadoop);
        RejectSetup aside = RejectFiles.rejects(
                run.runId(),
                run.workspace(),
                table,
                staged,
                backup.entry(table).digest().rows(),
                ledger);
        var claims = new ChunkClaims.InLedger(run.ledger().chunks(), run.runId(), table.name());
        Database within = run.target().within(target.table().name().schema());
        return new RefusedLoader(new Loading(table.name(), within, target.bulk(), claims, aside), claims);
    }

    private static long retry(RunContext run, RefusedLoader loader, ChunkRejects row) {
        long loaded = loader.load(row);
        run.workspace().delete(row.file());
        run.events()
                .record(
                        "rejects-retried",
                        Map.of(
                                "table",
                                row.table(),
                                "chunk",
                                row.chunk(),
                                "rows",
                                loaded,
                                "rejected",
                                row.refused().rows() - loaded));
        return loaded;
    }

    private static List<TablePlan> tables(RunContext run) {
        return StepPlan.of(run).tables();
    }

    /** What is set aside of these tables. */
    private static Map<String, TableRejects> rejected(RunContext run, List<TablePlan> tables) {
        List<String> names = tables.stream().map(TablePlan::name).toList();
        Ledger ledger = run.ledger();
        return TableRejects.byTable(ledger.rejects(run.runId()).stream()
                .filter(row -> names.contains(row.table()))
                .toList());
    }
}
