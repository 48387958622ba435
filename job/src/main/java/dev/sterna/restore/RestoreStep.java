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
            work.rebuild(name()).preview(own);
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
        try (Ledger.Lock lock = ledger.lock(run.runId() + "." + RestoreState.directory(what))) {
            RestoreState state = RestoreState.begin(run.workspace(), what, begin);
            String id = state.id(run.runId());
            run.say("restore " + id + ": to "
                    + work.migration().target().server().label() + ", "
                    + run.workspace().uri(RestoreState.directory(what)));
            RunContext own = own(run, work, id, files(run, RestoreState.directory(what)), lock::hold);
            if (work.within() != null && !isBegun(ledger, id)) {
                RangeRows rows = rows(run, own, work);
                rows.settle(run.settings()).ifPresent(words -> run.say("restore: " + words));
                if (run.settings().existingRows() == ExistingRows.TRUNCATE) {
                    rows.remove();
                }
            }
            StepReport.Restored report = work.rebuild(name()).execute(own);
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
     * @param within null for all rows
     */
    private record Work(RunBackup backup, Migration migration, RebuildStep.Tables tables, StagedBounds within) {
        RebuildStep rebuild(String name) {
            return new RebuildStep(name, backup, tables, within);
        }
    }

    private Work work(RunContext run) {
        RunBackup backup = RunBackup.of(run.workspace(), run.runId());
        List<TablePlan> chosen = backup.plan().select(run.only());
        StagedBounds within = range == null ? null : range.of(chosen);
        backup.lacking().ifPresent(run.warnings());
        OtherTarget other = run.settings().restoreTarget();
        OtherTarget wanted = into == null ? other : other.at(into);
        Endpoint endpoint = wanted.over(run.settings().target());
        Database target = Database.reach(endpoint, Side.TARGET);
        Optional<Problem> plain = target.dialect().transport(endpoint).warning(Side.TARGET);
        if (wanted.isOther(run.settings().target())) {
            // Of the target itself it is told for every command.
            plain.ifPresent(run.warnings());
        }
        boolean sameProduct = backup.plan().target().startsWith(target.server().product() + " ");
        Settings settings = settings(run.settings(), sameProduct, within);
        Migration migration = Migration.fromKept(settings, backup.known(), target);
        boolean asPlanned = sameProduct && !wanted.isOther(run.settings().target());
        RebuildStep.Tables tables = asPlanned
                ? PlanElsewhere::asPlanned
                : plan -> plan.converted(TableConversions.names(migration, sources(backup)));
        return new Work(backup, migration, tables, within);
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
        return new RunContext(
                id,
                work.migration(),
                run.only(),
                files,
                run.events(),
                run.progress(),
                run.spark(),
                run.output(),
                run.warnings(),
                run.aside(),
                lock);
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
