package dev.sterna.restore;

import dev.sterna.config.Endpoint;
import dev.sterna.config.OtherTarget;
import dev.sterna.config.Settings;
import dev.sterna.config.Settings.ExistingRows;
import dev.sterna.config.ShownUrl;
import dev.sterna.error.Problem;
import dev.sterna.ledger.Ledger;
import dev.sterna.migration.Database;
import dev.sterna.migration.Migration;
import dev.sterna.migration.TableConversions;
import dev.sterna.model.Side;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.plan.Plan;
import dev.sterna.plan.PlanElsewhere;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import dev.sterna.step.Workspace;
import dev.sterna.transfer.stage.StagedBounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a run's backup back, whole or in part, to the run's target or elsewhere. */
final class RestoreStep implements Step {
    private static final String PREVIEW = "restore-preview";

    private final String into;
    private final KeyInterval range;
    private final RestoreState.Begin begin;

    /**
     * @param into null: as the settings say
     * @param range null: all rows
     */
    RestoreStep(String into, KeyInterval range, RestoreState.Begin begin) {
        this.into = into;
        this.range = range;
        this.begin = begin;
    }

    @Override
    public String name() {
        return RestoreDescriptor.WORD;
    }

    @Override
    public StepReport preview(RunContext run) {
        Work work = work(run);
        run.say("restore would write the backup of run " + run.runId() + " to "
                + work.migration().target().server().label());
        Workspace files = files(run, PREVIEW);
        try {
            RunContext own = own(run, work, run.runId() + "." + PREVIEW, files, () -> {});
            runs(run, work).requireNotCutOver(run.settings());
            work.rebuild(name(), () -> {}).preview(own);
            if (work.within() != null) {
                rows(run, own, work).settle(run.settings()).ifPresent(words -> run.say("restore would " + words));
            }
            return StepReport.Previewed.of(name());
        } finally {
            run.workspace().deleteAll(PREVIEW);
        }
    }

    @Override
    public StepReport execute(RunContext run) {
        Work work = work(run);
        String what = what(run, work);
        Ledger ledger = work.migration().target().ledger();
        RunsTarget runs = runs(run, work);
        try (Ledger.Lock lock = ledger.lock(runs.lock())) {
            runs.requireNotCutOver(run.settings());
            RestoreState state = RestoreState.begin(run.workspace(), what, begin);
            String id = state.id(run.runId());
            run.say("restore " + id + ": to "
                    + work.migration().target().server().label() + ", "
                    + run.workspace().uri(RestoreState.directory(what)));
            RunContext own = own(run, work, id, files(run, RestoreState.directory(what)), lock::hold);
            Runnable beforeRows = () -> {};
            if (work.within() != null && !isBegun(ledger, id)) {
                RangeRows rows = rows(run, own, work);
                rows.settle(run.settings()).ifPresent(words -> run.say("restore: " + words));
                if (run.settings().existingRows() == ExistingRows.TRUNCATE) {
                    beforeRows = () -> rows.remove(run.warnings());
                }
            }
            runs.forgetGates();
            StepReport.Restored report = work.rebuild(name(), beforeRows).execute(own);
            if (report.outcome() == Outcome.DONE || report.outcome() == Outcome.NOTHING_TO_DO) {
                state.end(run.workspace());
            }
            return report;
        }
    }

    /** Whether rows that are there may be its own. */
    private static boolean isBegun(Ledger ledger, String id) {
        return !ledger.progress(id).isEmpty();
    }

    /** By another URL the target may be the run's all the same: its ledger knows. */
    private static RunsTarget runs(RunContext run, Work work) {
        Database target = work.migration().target();
        Plan plan = work.backup().plan();
        boolean knows = !work.isOther()
                || target.ledger().isThere()
                        && target.ledger().find(run.runId()).isPresent();
        List<TableName> names =
                plan.tables().stream().map(table -> table.target().name()).toList();
        List<String> chosen =
                plan.select(run.only()).stream().map(TablePlan::name).toList();
        List<TablePlan> tables = work.tables().of(new PlanElsewhere(work.migration(), plan)).stream()
                .filter(table -> chosen.contains(table.name()))
                .toList();
        RunsTarget.requireNamedInSource(run.settings(), work.backup(), target, tables);
        List<TablePlan> own = tables.stream()
                .filter(table -> knows && names.contains(table.target().name()))
                .toList();
        return new RunsTarget(target, run.runId(), own);
    }

    private RangeRows rows(RunContext run, RunContext own, Work work) {
        List<TablePlan> tables = work.tables()
                .of(new PlanElsewhere(own.migration(), work.backup().plan()));
        String chosen = work.backup().plan().select(run.only()).get(0).name();
        TablePlan table = tables.stream()
                .filter(one -> one.name().equals(chosen))
                .findFirst()
                .orElseThrow();
        return new RangeRows(own.target(), table, work.within());
    }

    /**
     * What there is to do.
     *
     * @param isOther whether it goes to another place than the run's target, as far as the settings tell
     * @param within null for all rows
     */
    private record Work(
            RunBackup backup, Migration migration, boolean isOther, RebuildStep.Tables tables, StagedBounds within) {
        RebuildStep rebuild(String name, Runnable beforeRows) {
            return new RebuildStep(name, backup, tables, within, beforeRows);
        }
    }

    private Work work(RunContext run) {
        RunBackup backup = RunBackup.of(run.workspace(), run.runId());
        List<TablePlan> chosen = backup.plan().select(run.only());
        StagedBounds within = range == null ? null : range.of(chosen);
        backup.lacking().ifPresent(run.warnings());
        backup.moments().filter(problem -> chosen.size() > 1).ifPresent(run.warnings());
        OtherTarget other = run.settings().restoreTarget();
        OtherTarget wanted = into == null ? other : other.at(into);
        Endpoint endpoint = wanted.over(run.settings().target(), "sterna.restore.target");
        Database target = Database.reach(endpoint, Side.TARGET);
        Optional<Problem> plain = target.dialect().transport(endpoint).warning(Side.TARGET);
        boolean isOther = wanted.isOther(run.settings().target());
        if (isOther) {
            // Of the target itself it is told for every command.
            plain.ifPresent(run.warnings());
        }
        boolean sameProduct = backup.plan().target().startsWith(target.server().product() + " ");
        Settings settings = settings(run.settings(), sameProduct, within);
        Migration migration = Migration.fromKept(settings, backup.known(), target);
        boolean asPlanned = sameProduct && !isOther;
        RebuildStep.Tables tables = asPlanned
                ? PlanElsewhere::asPlanned
                : plan -> plan.converted(TableConversions.names(migration, sources(backup)));
        return new Work(backup, migration, isOther, tables, within);
    }

    private static List<Table> sources(RunBackup backup) {
        return backup.plan().tables().stream().map(TablePlan::source).toList();
    }

    /** What the user wishes of types and names was meant for a target of the run's engine. */
    private static Settings settings(Settings settings, boolean sameProduct, StagedBounds within) {
        ExistingRows rows = within == null ? settings.existingRows() : ExistingRows.KEEP;
        return sameProduct
                ? settings.with(settings.tables(), settings.typeMap(), rows)
                : settings.with(settings.tables().plain(), Map.of(), rows);
    }

    private static Workspace files(RunContext run, String directory) {
        return new Workspace(run.workspace().uri(directory), run.workspace().hadoop());
    }

    /** A restore is a run of its own. */
    private static RunContext own(RunContext run, Work work, String id, Workspace files, Runnable lock) {
        return run.within(id, work.migration(), files, run.output(), lock);
    }

    /** Equal for all command lines that mean the same. */
    private String what(RunContext run, Work work) {
        List<String> parts = new ArrayList<>();
        parts.add("plan " + work.backup().plan().hash());
        parts.add("to " + ShownUrl.of(work.migration().target().settings().url()));
        parts.add("schemas " + work.migration().target().settings().schemas());
        parts.add("tables " + run.only());
        parts.add("keys " + (range == null ? "all" : range));
        return String.join(", ", parts);
    }
}
