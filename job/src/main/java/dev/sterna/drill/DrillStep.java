package dev.sterna.drill;

import dev.sterna.backup.Manifest;
import dev.sterna.config.Endpoint;
import dev.sterna.config.OtherTarget;
import dev.sterna.config.Settings;
import dev.sterna.config.Settings.ExistingRows;
import dev.sterna.dialect.convert.NameRegister;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.GateLedger;
import dev.sterna.ledger.GateRow;
import dev.sterna.ledger.Ledger;
import dev.sterna.load.TableRejects;
import dev.sterna.migration.Database;
import dev.sterna.migration.KeptSchema;
import dev.sterna.migration.Migration;
import dev.sterna.model.Side;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Schema;
import dev.sterna.plan.Plan;
import dev.sterna.plan.StepPlan;
import dev.sterna.plan.TablePlan;
import dev.sterna.prepare.FinishStep;
import dev.sterna.restore.RebuildStep;
import dev.sterna.restore.RunBackup;
import dev.sterna.step.DrillSummary;
import dev.sterna.step.DrillSummary.TableTime;
import dev.sterna.step.Outcome;
import dev.sterna.step.RestoreTimes;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import dev.sterna.step.TableReport;
import dev.sterna.step.Workspace;
import dev.sterna.transfer.progress.Amounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Restores a run's backup on trial: into schemas of its own, which are gone afterwards however it ends, and with the next
 * drill after a process that was killed. What it came to is a gate in the ledger of the run's target.
 */
final class DrillStep implements Step {
    private static final String FILES = "drill";

    private final Repeat repeat;

    /** What becomes of a drill that nobody needs. */
    private enum Repeat {
        ALWAYS,
        UNLESS_FRESH
    }

    DrillStep() {
        this(Repeat.ALWAYS);
    }

    private DrillStep(Repeat repeat) {
        this.repeat = repeat;
    }

    /** One that is not made where the last one can be relied on. */
    static DrillStep unlessFresh() {
        return new DrillStep(Repeat.UNLESS_FRESH);
    }

    @Override
    public String name() {
        return DrillDescriptor.WORD;
    }

    @Override
    public StepReport preview(RunContext run) {
        RunBackup backup = RunBackup.of(run.workspace(), run.runId());
        Database place = place(run);
        ScratchSchemas scratch = new ScratchSchemas(
                place, id(run), inSchemas(backup, backup.plan().tables()));
        long rows = 0;
        long bytes = 0;
        long estimated = 0;
        for (TablePlan table : drilled(backup, run)) {
            Manifest.TableEntry entry = backup.entry(table);
            rows += entry.digest().rows();
            bytes += entry.bytes();
            estimated += Math.max(0, table.source().estimatedBytes());
        }
        run.say("drill would restore " + Amounts.count(rows) + " rows of "
                + drilled(backup, run).size() + " tables, " + Amounts.bytes(bytes) + " of files, into "
                + String.join(", ", into(scratch, drilled(backup, run))) + " on "
                + place.server().label()
                + ", compare them with the manifest, and drop what it has made");
        run.say("drill needs room there for about " + Amounts.bytes(Math.max(estimated, bytes))
                + " and the indexes, as long as it takes");
        scratch.there().forEach(schema -> run.say("drill would drop first what an earlier one has left: " + schema));
        Ledger ledger = Database.reach(run.settings().target(), Side.TARGET).ledger();
        run.say(unmet(run, ledger, backup)
                .map(why -> "drill: nobody may rely on the last one: " + why)
                .orElse("drill: the last one passed and is fresh"));
        return StepReport.Previewed.of(name());
    }

    private static Optional<String> unmet(RunContext run, Ledger ledger, RunBackup backup) {
        return DrillGate.unmet(
                ledger.gates().read(run.runId()),
                backup.plan().hash(),
                DrillGate.mark(run.workspace()),
                run.settings().drill().maxAge());
    }

    @Override
    public StepReport execute(RunContext run) {
        long began = System.nanoTime();
        Ledger gates = Database.reach(run.settings().target(), Side.TARGET).ledger();
        if (repeat == Repeat.UNLESS_FRESH
                && run.takesAll()
                && unmet(run, gates, RunBackup.of(run.workspace(), run.runId())).isEmpty()) {
            run.say("drill: the last one passed and is fresh");
            return new StepReport.Worked(StepReport.Ended.since(began, name(), Outcome.NOTHING_TO_DO, List.of()), 0, 0);
        }
        if (run.takesAll()) {
            // Nobody is to rely on an earlier one while it is not known what this one comes to, or when it comes to no
            // end.
            gates.gates().forget(run.runId(), GateLedger.DRILL);
        }
        String mark = DrillGate.mark(run.workspace());
        RunBackup backup = RunBackup.of(run.workspace(), run.runId());
        backup.lacking().ifPresent(run.warnings());
        backup.moments().filter(problem -> run.takesAll()).ifPresent(run.warnings());
        Database place = place(run);
        ScratchSchemas scratch = new ScratchSchemas(
                place, id(run), inSchemas(backup, backup.plan().tables()));
        try (Ledger.Lock lock = place.ledger().lock(id(run))) {
            place.ledger().create();
            scratch.drop().forEach(schema -> run.say("drill: dropped what an earlier one has left: " + schema));
            run.workspace().deleteAll(FILES);
            StepReport.Drilled report = tried(run, backup, place, scratch, began, lock::hold);
            note(run, gates, backup.plan(), mark, report);
            return report;
        }
    }

    /** The drill itself; nothing of it is left in the database, however it ends. */
    private StepReport.Drilled tried(
            RunContext run, RunBackup backup, Database place, ScratchSchemas scratch, long began, Runnable lock) {
        scratch.mark();
        SternaException failure = null;
        try {
            StepReport.Restored restored = rebuild(run, backup, place, scratch, lock);
            return report(run, backup, place, scratch, restored, began);
        } catch (SternaException damage) {
            failure = damage;
            if (!isOfBackup(damage)) {
                throw damage;
            }
            return damaged(place, damage, began);
        } finally {
            drop(run, scratch, failure);
        }
    }

    private static void drop(RunContext run, ScratchSchemas scratch, SternaException failure) {
        try {
            scratch.drop();
            run.workspace().deleteAll(FILES);
        } catch (SternaException left) {
            // What it came to, or failed by, is what is told; the next drill drops what is left.
            if (failure != null) {
                failure.addSuppressed(left);
            }
            run.warnings()
                    .accept(Problem.warning(
                            "drill-left",
                            null,
                            "Some of what the drill has made is there still: " + left.getMessage(),
                            "The next drill drops it: sterna drill --run-id " + run.runId() + " --execute"));
        }
    }

    private static boolean isOfBackup(SternaException failure) {
        return failure.problems().stream().allMatch(problem -> problem.code().equals("backup-damaged"));
    }

    private StepReport.Restored rebuild(
            RunContext run, RunBackup backup, Database place, ScratchSchemas scratch, Runnable lock) {
        Settings own = run.settings()
                .with(run.settings().tables().withoutDdl(), types(run, backup, place), ExistingRows.REFUSE);
        Migration migration = Migration.fromKept(own, tablesAlone(backup.known(), backup, run), place);
        Workspace files =
                new Workspace(run.workspace().uri(FILES), run.workspace().hadoop());
        RunContext inner = run.within(id(run), migration, files, line -> {}, lock);
        List<String> names = drilled(backup, run).stream().map(TablePlan::name).toList();
        RebuildStep rebuild = new RebuildStep(
                name(),
                backup,
                plan -> plan.converted(scratch.names()).stream()
                        .filter(table -> names.contains(table.name()))
                        .toList(),
                null);
        return rebuild.execute(inner);
    }

    /** The user's own types were meant for the engine of the run's target. */
    private static Map<String, String> types(RunContext run, RunBackup backup, Database place) {
        return backup.plan().target().startsWith(place.server().product() + " ")
                ? run.settings().typeMap()
                : Map.of();
    }

    /** What is not a table, or of one, could reach out of a drill's schemas. */
    private static KeptSchema tablesAlone(KeptSchema known, RunBackup backup, RunContext run) {
        List<TableName> names = drilled(backup, run).stream()
                .map(table -> table.source().name())
                .toList();
        Schema schema = known.schema();
        return new KeptSchema(
                known.schemas(),
                known.tables(),
                new Schema(
                        schema.engine(),
                        schema.names(),
                        schema.tables().stream()
                                .filter(table -> names.contains(table.name()))
                                .map(table -> table.withOwner(null))
                                .toList(),
                        schema.sequences(),
                        List.of(),
                        schema.types(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()));
    }

    private StepReport.Drilled report(
            RunContext run,
            RunBackup backup,
            Database place,
            ScratchSchemas scratch,
            StepReport.Restored restored,
            long began) {
        // What the target's schema gives up on the way is told by prepare, to whom it matters.
        List<Problem> problems = restored.problems().stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR
                        || problem.code().equals(TableRejects.PROBLEM)
                        || problem.code().equals(FinishStep.ACROSS_WAVES))
                .toList();
        boolean identical = restored.outcome() == Outcome.DONE || restored.outcome() == Outcome.NOTHING_TO_DO;
        List<TableReport> tables = new ArrayList<>();
        List<TableTime> times = new ArrayList<>();
        for (TablePlan table : drilled(backup, run)) {
            String there = scratch.names().get(table.source().name()).toString();
            String name = table.target().name().toString();
            for (TableReport report : restored.tables()) {
                if (report instanceof TableReport.Compared compared
                        && compared.name().equals(there)) {
                    tables.add(named(compared, name));
                } else if (report instanceof TableReport.Loaded loaded
                        && loaded.name().equals(there)) {
                    double seconds = loaded.seconds() == null ? 0 : loaded.seconds();
                    times.add(TableTime.of(name, loaded.loadedRows(), loaded.backupBytes(), seconds));
                }
            }
        }
        RestoreTimes phases = restored.times();
        double restore = phases.restore();
        DrillSummary summary = new DrillSummary(
                restore,
                identical,
                DrillSummary.perSecond(restored.rows(), restore),
                DrillSummary.perSecond(restored.bytes(), restore),
                place.server().label(),
                phases,
                times);
        say(run, restored, summary);
        Outcome outcome = identical ? Outcome.DONE : Outcome.DIFFERS;
        return new StepReport.Drilled(
                StepReport.Ended.since(began, name(), outcome, problems),
                restored.rows(),
                restored.bytes(),
                tables,
                summary);
    }

    /** Under the name that the run's target has it by. */
    private static TableReport.Compared named(TableReport.Compared compared, String name) {
        return new TableReport.Compared(
                name,
                compared.sourceRows(),
                compared.rejectedRows(),
                compared.chunks(),
                compared.seconds(),
                compared.diff(),
                compared.losses(),
                compared.notCompared());
    }

    private static void say(RunContext run, StepReport.Restored restored, DrillSummary summary) {
        RestoreTimes phases = summary.phases();
        for (TableTime table : summary.tables()) {
            run.say("drill: " + table.name() + ": " + Amounts.count(table.rows()) + " rows in "
                    + Amounts.seconds(table.seconds()) + ", " + Amounts.count(table.rowsPerSecond()) + " rows/s, "
                    + Amounts.bytes(table.bytesPerSecond()) + "/s");
        }
        run.say("drill: a restore takes " + Amounts.seconds(summary.restoreSeconds()) + " (RTO): files checked in "
                + Amounts.seconds(phases.check()) + ", tables made in " + Amounts.seconds(phases.schema())
                + ", rows loaded in " + Amounts.seconds(phases.load()) + ", keys and indexes made in "
                + Amounts.seconds(phases.finish()) + "; " + Amounts.count(restored.rows()) + " rows, "
                + Amounts.count(summary.rowsPerSecond()) + " rows/s, " + Amounts.bytes(summary.bytesPerSecond())
                + "/s of files; compared in " + Amounts.seconds(phases.compare()) + ": "
                + (summary.identical() ? "identical" : "DIFFERS"));
    }

    private StepReport.Drilled damaged(Database place, SternaException damage, long began) {
        RestoreTimes none = new RestoreTimes(0, 0, 0, 0, 0);
        return new StepReport.Drilled(
                StepReport.Ended.since(began, name(), Outcome.DIFFERS, damage.problems()),
                0,
                0,
                List.of(),
                new DrillSummary(0, false, 0, 0, place.server().label(), none, List.of()));
    }

    private static void note(RunContext run, Ledger ledger, Plan plan, String mark, StepReport.Drilled report) {
        if (!run.takesAll()) {
            run.say("drill: only some tables were restored, so nothing is noted in the ledger");
            return;
        }
        ledger.create();
        long found = report.problems().stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .count();
        boolean passed = report.outcome() == Outcome.DONE;
        String looked = passed
                ? Amounts.count(report.rows()) + " rows restored in "
                        + Amounts.seconds(report.summary().restoreSeconds()) + " on "
                        + report.summary().server()
                : report.problems().stream()
                        .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                        .map(Problem::message)
                        .findFirst()
                        .orElse("not all of it could be restored");
        ledger.gates()
                .note(
                        run.runId(),
                        List.of(new GateRow(
                                GateLedger.DRILL,
                                passed,
                                passed ? 0 : Math.max(1, found),
                                looked,
                                plan.hash(),
                                mark,
                                Duration.ZERO)));
        run.events().record("gate", Map.of("gate", GateLedger.DRILL, "passed", passed, "found", found));
    }

    /** The chosen tables but for what is in no schema: it could not be kept apart from what is there. */
    private static List<TablePlan> drilled(RunBackup backup, RunContext run) {
        List<TablePlan> tables = inSchemas(backup, StepPlan.chosen(backup.plan(), run));
        if (tables.isEmpty()) {
            throw SternaException.of(
                    Category.REFUSED,
                    "nothing-to-drill",
                    null,
                    "Cannot drill: the backup of run " + run.runId() + " has no table that goes into a schema",
                    "Look at what is in it: " + run.workspace().uri(Manifest.FILE));
        }
        return tables;
    }

    private static List<TablePlan> inSchemas(RunBackup backup, List<TablePlan> tables) {
        return tables.stream().filter(table -> !isOutside(backup, table)).toList();
    }

    private static Set<String> into(ScratchSchemas scratch, List<TablePlan> tables) {
        return tables.stream()
                .map(table -> scratch.names().get(table.source().name()).schema())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isOutside(RunBackup backup, TablePlan table) {
        return Optional.ofNullable(backup.source())
                // What came into the plan later is not there either, but it is missing.
                .map(source -> backup.plan().keeps(source.planHash(), table.name())
                        && source.schema().tables().stream()
                                .noneMatch(kept ->
                                        kept.name().equals(table.source().name())))
                .orElse(false);
    }

    private static Database place(RunContext run) {
        OtherTarget other = run.settings().drill().target();
        Endpoint endpoint = other.over(run.settings().target(), "sterna.drill.target");
        return Database.reach(endpoint, Side.TARGET);
    }

    private static String id(RunContext run) {
        return run.runId() + ".drill-" + NameRegister.hash(run.workspace().uri(""));
    }
}
