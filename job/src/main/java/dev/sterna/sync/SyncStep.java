package dev.sterna.sync;

import dev.sterna.changes.ChangeCounts;
import dev.sterna.changes.Deletes;
import dev.sterna.compare.TablePair;
import dev.sterna.config.SyncSettings.Changes;
import dev.sterna.dialect.server.Capability;
import dev.sterna.dialect.server.TriggerSwitch.Work;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.migration.QuietTriggers;
import dev.sterna.model.TableName;
import dev.sterna.plan.FailedTables;
import dev.sterna.plan.Plan;
import dev.sterna.plan.StepPlan;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import dev.sterna.step.SyncSummary;
import dev.sterna.transfer.progress.Amounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Compares both sides, and brings what differs from the source to the target, again and again until nothing does. */
public final class SyncStep implements Step {
    /** So often at most, where nobody says how often. */
    static final int MOST_ROUNDS = 10;

    private static final String LISTS = "sync/";

    /** A preview may look beside a run that is under way. */
    private static final String LISTS_OF_PREVIEWS = "sync/preview-";

    private final int rounds;
    private final Deletes deletes;

    /** @param deletes whether rows go that only the target has */
    SyncStep(int rounds, Deletes deletes) {
        this.rounds = rounds;
        this.deletes = deletes;
    }

    @Override
    public String name() {
        return SyncDescriptor.WORD;
    }

    @Override
    public StepReport preview(RunContext run) {
        requireBuilt(run);
        Ready ready = ready(run);
        StepPlan planned = ready.planned();
        FailedTables failed = ready.failed();
        List<TableGap> gaps = ready.search().look(planned.left(run.aside()));
        DeleteLimit limit = new DeleteLimit(run.settings().sync().maxDeleteFraction(), run.runId());
        for (TableGap gap : gaps) {
            if (!gap.isEmpty()) {
                ChangeCounts counts = gap.counts();
                String extra =
                        counts.extra() + (deletes == Deletes.ALLOWED ? " deleted" : " too many left as they are");
                run.say("sync would bring " + gap.plan().name() + " to "
                        + gap.plan().target().name() + ": "
                        + counts.insertable(deletes, !gap.changed().pair().key().isEmpty()) + " rows inserted, "
                        + counts.changed()
                        + " updated, " + extra);
                if (deletes == Deletes.ALLOWED) {
                    limit.refusal(gap).ifPresent(refusal -> run.say("sync would refuse that: " + refusal.getMessage()));
                }
                gap.list().delete();
            }
        }
        if (gaps.stream().allMatch(TableGap::isEmpty) && failed.problems().isEmpty()) {
            run.say("sync would do nothing: nothing differs");
        }
        failed.problems().forEach(run.warnings());
        return StepReport.Previewed.of(name());
    }

    /** The tables that can be synced, and how what differs is found; those that cannot are set aside. */
    record Ready(StepPlan planned, FailedTables failed, GapSearch search) {}

    /** Before a preview. */
    static Ready ready(RunContext run) {
        return ready(run, LISTS_OF_PREVIEWS, plan -> {});
    }

    /** Before anything is written; the ledger is there then. */
    static Ready begun(RunContext run) {
        Ready ready = ready(run, LISTS, plan -> {
            run.ledger().create();
            run.ledger().start(run.runId(), plan.hash(), plan.ancestors());
            sweep(run);
        });
        ready.planned().requireTablesLeft(run.aside(), ready.failed().problems());
        return ready;
    }

    private static Ready ready(RunContext run, String lists, Consumer<Plan> first) {
        StepPlan planned = StepPlan.of(run);
        var failed = new FailedTables(planned.tables(), run.aside(), run::isOwn);
        planned.setAsideChanged(run, failed);
        first.accept(planned.plan());
        requireLoaded(run, planned, failed);
        requireChangeable(run, planned, failed);
        return new Ready(planned, failed, search(run, planned, failed, lists));
    }

    @Override
    public StepReport execute(RunContext run) {
        long began = System.nanoTime();
        requireBuilt(run);
        Ready ready = begun(run);
        StepPlan planned = ready.planned();
        FailedTables failed = ready.failed();
        Rounds all = new Rounds(
                run.migration(),
                run.runId(),
                ready.search(),
                failed,
                new RefusedRows(run.workspace()),
                new Rounds.Wish(rounds, deletes),
                new Rounds.Watch(run.output(), run.warnings(), run.events()));
        List<TablePlan> tables = planned.left(run.aside());
        Rounds.Ended ended = all.go(tables);
        SyncSummary summary = ended.summary();
        run.say("sync: " + (summary.left() == 0 && failed.problems().isEmpty() ? "nothing differs" : told(summary))
                + " after " + summary.rounds() + (summary.rounds() == 1 ? " round" : " rounds") + ", "
                + Amounts.count(summary.applied()) + " rows brought");
        new RepairedRejects(run.migration(), run.runId(), run.workspace()).settle(ended.identical());
        List<Problem> problems = new ArrayList<>(ended.problems());
        problems.addAll(failed.problems());
        return new StepReport.Synced(
                StepReport.Ended.since(began, name(), outcome(failed, summary, ended.problems()), problems),
                summary.applied(),
                ended.tables(),
                summary);
    }

    private static String told(SyncSummary summary) {
        return Amounts.count(summary.left()) + " rows still differ";
    }

    /** How it has ended; errors that were told make it a difference. */
    static Outcome outcome(FailedTables failed, SyncSummary summary, List<Problem> told) {
        if (!failed.problems().isEmpty()) {
            return Outcome.FAILED;
        }
        if (summary.left() > summary.notBrought()
                || told.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR)) {
            return Outcome.DIFFERS;
        }
        if (summary.left() > 0) {
            return Outcome.REJECTED;
        }
        return summary.applied() == 0 ? Outcome.NOTHING_TO_DO : Outcome.DONE;
    }

    /** Lists that a process has left which was killed. */
    private static void sweep(RunContext run) {
        run.workspace().list("sync").stream()
                .filter(name -> name.endsWith(GapSearch.LIST) && !name.startsWith(LISTS_OF_PREVIEWS))
                .forEach(run.workspace()::delete);
    }

    /** A setting that would be ignored must not be taken for one that works. */
    private static void requireBuilt(RunContext run) {
        Changes changes = run.settings().sync().changes();
        switch (changes) {
            case AUTO, DIFF -> {
                // what this step does
            }
            case LOG ->
                throw SternaException.of(
                        Category.REFUSED,
                        "changes-by-log",
                        null,
                        "Cannot sync by sterna.sync.changes = log: the source's log is only followed for as long as somebody"
                                + " goes on with it",
                        "Follow it: sterna sync --run-id " + run.runId()
                                + " --follow --execute; or compare: -D sterna.sync.changes=diff");
            case WATERMARK -> throw notBuilt(changes);
        }
    }

    /** What no way of this command does. */
    static SternaException notBuilt(Changes changes) {
        return SternaException.of(
                Category.REFUSED,
                "changes-not-built",
                null,
                "Cannot sync by sterna.sync.changes = " + changes.name().toLowerCase(Locale.ROOT)
                        + ": that does not exist yet, only diff does, and log with --follow",
                "Leave the setting out, or compare: -D sterna.sync.changes=diff");
    }

    /** Rows by key come through temporary tables. */
    private static void requireChangeable(RunContext run, StepPlan planned, FailedTables failed) {
        if (run.target().server().has(Capability.KEYED_CHANGES)) {
            return;
        }
        for (TablePlan table : planned.left(run.aside())) {
            if (!TablePair.key(table.source()).isEmpty()) {
                failed.setAside(
                        table,
                        SternaException.of(
                                Category.REFUSED,
                                "no-temporary-tables",
                                table.name(),
                                "Cannot sync " + table.name()
                                        + ": this user of the target may make no temporary tables, in"
                                        + " which rows wait to be brought",
                                "Grant it to " + run.settings().target().user()
                                        + " to create temporary tables in the target's database"));
            }
        }
    }

    /** Rows that a later load brings would be there twice. */
    private static void requireLoaded(RunContext run, StepPlan planned, FailedTables failed) {
        Map<String, Set<Integer>> loaded = run.ledger().loadedChunks(run.runId());
        for (TablePlan table : planned.left(run.aside())) {
            int in = loaded.getOrDefault(table.name(), Set.of()).size();
            if (in < table.chunks().size()) {
                failed.setAside(
                        table,
                        SternaException.of(
                                Category.REFUSED,
                                "not-loaded",
                                table.name(),
                                "Cannot sync " + table.name() + ": of run " + run.runId() + " " + in + " of "
                                        + table.chunks().size()
                                        + " chunks are in, and what sync brought, the load would bring once more",
                                "Load it first: sterna load --run-id " + run.runId()
                                        + " --execute; or give the id of the run that has loaded it"));
            }
        }
    }

    private static GapSearch search(RunContext run, StepPlan planned, FailedTables failed, String lists) {
        Set<String> told = ConcurrentHashMap.newKeySet();
        Consumer<String> hashedHere = table -> {
            if (told.add(table)) {
                run.events().record("digest-in-java", Map.of("table", table));
            }
        };
        return new GapSearch(
                run.migration(),
                run.workspace(),
                run.progress(),
                failed,
                planned.plan().rowHash(),
                lists,
                rows -> hashedHere.accept(rows.table().name().toString()));
    }

    /** What acts in the target when rows of these tables change. */
    static QuietTriggers triggers(Database target, List<TablePlan> tables) {
        Map<TableName, TableName> sources = new LinkedHashMap<>();
        tables.forEach(
                table -> sources.put(table.target().name(), table.source().name()));
        return QuietTriggers.of(target, Work.CHANGE, sources);
    }
}
