package dev.sterna.restore;

import dev.sterna.backup.BackupFiles;
import dev.sterna.backup.Manifest;
import dev.sterna.backup.ManifestStore;
import dev.sterna.compare.ArrivedDigests;
import dev.sterna.compare.DigestQueries;
import dev.sterna.dialect.rows.Splitter;
import dev.sterna.error.Problem;
import dev.sterna.load.LoadStep;
import dev.sterna.load.TableRejects;
import dev.sterna.plan.Plan;
import dev.sterna.plan.PlanElsewhere;
import dev.sterna.plan.StepPlan;
import dev.sterna.plan.TablePlan;
import dev.sterna.prepare.FinishStep;
import dev.sterna.prepare.PrepareStep;
import dev.sterna.restore.BackupCheck.Checked;
import dev.sterna.step.Outcome;
import dev.sterna.step.RestoreTimes;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import dev.sterna.step.TableReport;
import dev.sterna.transfer.ConnectionBudget;
import dev.sterna.transfer.progress.Progress;
import dev.sterna.transfer.stage.StagedBounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes of a run's backup what was backed up: every file is read before anything is written, then come tables, rows and the
 * rest of the schema, as in a run, and at the end every table is compared with the manifest. Its run is one of its own, with
 * the ledger of its target, from what was kept of the source.
 */
public final class RebuildStep implements Step {
    /** A job of Spark takes longer to give than so many bytes to read. */
    private static final long FEW_BYTES = 1L << 20;

    private final String name;
    private final RunBackup backup;
    private final Tables tables;
    private final StagedBounds within;
    private final Runnable beforeRows;

    /** Which tables of which run become what; asked once the target is known. */
    @FunctionalInterface
    public interface Tables {
        /** All tables of the plan, those too that are not chosen. */
        List<TablePlan> of(PlanElsewhere plan);
    }

    /**
     * @param name of the command
     * @param within which rows are meant of each table; null for all
     */
    public RebuildStep(String name, RunBackup backup, Tables tables, StagedBounds within) {
        this(name, backup, tables, within, () -> {});
    }

    /** @param beforeRows what is done once the files are found whole and the tables are there, before the first row comes */
    RebuildStep(String name, RunBackup backup, Tables tables, StagedBounds within, Runnable beforeRows) {
        this.name = name;
        this.backup = backup;
        this.tables = tables;
        this.within = within;
        this.beforeRows = beforeRows;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public StepReport preview(RunContext run) {
        PlanElsewhere elsewhere = new PlanElsewhere(run.migration(), backup.plan());
        Plan plan = elsewhere.save(run.workspace(), run.runId(), tables.of(elsewhere));
        BackupCheck check = check(run, elsewhere);
        save(
                run,
                plan,
                plan.tables().stream().map(table -> check.unread(table, within)).toList());
        new PrepareStep().preview(run);
        new LoadStep().preview(run);
        return StepReport.Previewed.of(name);
    }

    @Override
    public StepReport.Restored execute(RunContext run) {
        long began = System.nanoTime();
        PlanElsewhere elsewhere = new PlanElsewhere(run.migration(), backup.plan());
        List<TablePlan> all = tables.of(elsewhere);
        List<Checked> checked = checked(run, elsewhere, all);
        Plan plan = elsewhere.save(run.workspace(), run.runId(), withChecked(all, checked));
        save(run, plan, checked);
        double check = seconds(began);
        List<Problem> problems = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        double schema = timed(new PrepareStep(), run, problems, outcomes, new ArrayList<>());
        List<TableReport> reports = new ArrayList<>();
        beforeRows.run();
        double load = timed(new LoadStep(), run, problems, outcomes, reports);
        double finish = timed(new FinishStep(backup.plan()::areApart), run, problems, outcomes, new ArrayList<>());
        long compared = System.nanoTime();
        boolean identical = compare(run, plan, checked, problems, reports);
        RestoreTimes times = new RestoreTimes(check, schema, load, finish, seconds(compared));
        long rows =
                checked.stream().mapToLong(one -> one.entry().digest().rows()).sum();
        long bytes = checked.stream().mapToLong(one -> one.entry().bytes()).sum();
        return new StepReport.Restored(
                StepReport.Ended.since(began, name, identical ? worst(outcomes) : Outcome.DIFFERS, problems),
                rows,
                bytes,
                reports,
                times);
    }

    /** The files of the chosen tables alone are read. */
    private List<Checked> checked(RunContext run, PlanElsewhere elsewhere, List<TablePlan> all) {
        Set<String> chosen =
                backup.plan().select(run.only()).stream().map(TablePlan::name).collect(Collectors.toSet());
        List<TablePlan> some =
                all.stream().filter(table -> chosen.contains(table.name())).toList();
        List<Manifest.TableEntry> entries = RunBackup.entries(backup, some);
        int chunks = entries.stream().mapToInt(entry -> entry.chunks().size()).sum();
        long rows = entries.stream().mapToLong(entry -> entry.digest().rows()).sum();
        try (Progress progress = run.progress().start("check", chunks, rows)) {
            return check(run, elsewhere).read(some, within, progress);
        }
    }

    private BackupCheck check(RunContext run, PlanElsewhere elsewhere) {
        BackupFiles files = new BackupFiles(backup.files(), run.spark(), backup.manifest(), FEW_BYTES);
        return new BackupCheck(backup, files, run.target(), elsewhere.rowHash());
    }

    private static List<TablePlan> withChecked(List<TablePlan> all, List<Checked> checked) {
        Map<String, TablePlan> plans =
                checked.stream().map(Checked::plan).collect(Collectors.toMap(TablePlan::name, Function.identity()));
        return all.stream()
                .map(table -> plans.getOrDefault(table.name(), table))
                .toList();
    }

    private void save(RunContext run, Plan plan, List<Checked> tables) {
        Manifest from = backup.manifest();
        ManifestStore.write(
                run.workspace(),
                new Manifest(
                        from.format(),
                        run.runId(),
                        plan.hash(),
                        from.source(),
                        from.sourceVersion(),
                        plan.rowHash(),
                        from.views(),
                        from.complete(),
                        tables.stream().map(Checked::entry).toList()));
    }

    private static double timed(
            Step step, RunContext run, List<Problem> problems, List<Outcome> outcomes, List<TableReport> reports) {
        long began = System.nanoTime();
        StepReport report = step.execute(run);
        problems.addAll(report.problems());
        outcomes.add(report.outcome());
        reports.addAll(report.tables());
        return seconds(began);
    }

    private boolean compare(
            RunContext run, Plan plan, List<Checked> checked, List<Problem> problems, List<TableReport> reports) {
        StepPlan planned = StepPlan.of(run);
        Set<String> left =
                planned.left(run.aside()).stream().map(TablePlan::name).collect(Collectors.toSet());
        List<Checked> compared =
                checked.stream().filter(one -> left.contains(one.plan().name())).toList();
        Splitter.Goal goal = new Splitter.Goal(
                run.settings().chunk().rows(), run.settings().chunk().bytes());
        int connections = ConnectionBudget.of(run.target()).holding(2).free();
        DigestQueries target = new DigestQueries(run.target(), plan.rowHash(), rows -> {});
        boolean identical = true;
        try (ArrivedDigests arrived = new ArrivedDigests(target, name, connections, goal)) {
            Map<String, TableRejects> refused =
                    TableRejects.byTable(run.ledger().rejects(run.runId()));
            for (ArrivedRows.Verdict verdict : new ArrivedRows(run.target(), arrived, refused).compare(compared)) {
                reports.add(verdict.report());
                if (verdict.problem() != null) {
                    problems.add(verdict.problem());
                }
                identical &= verdict.report().diff().identical();
            }
        }
        return identical;
    }

    private static Outcome worst(List<Outcome> outcomes) {
        if (outcomes.contains(Outcome.FAILED)) {
            return Outcome.FAILED;
        }
        if (outcomes.contains(Outcome.REJECTED)) {
            return Outcome.REJECTED;
        }
        return outcomes.contains(Outcome.DONE) ? Outcome.DONE : Outcome.NOTHING_TO_DO;
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
