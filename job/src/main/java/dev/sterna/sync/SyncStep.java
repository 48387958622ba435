package dev.sterna.sync;

import dev.sterna.changes.Deletes;
import dev.sterna.compare.TablePair;
import dev.sterna.config.OnConflict;
import dev.sterna.config.SyncSettings.Changes;
import dev.sterna.dialect.server.Capability;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Migration;
import dev.sterna.migration.QuietTriggers;
import dev.sterna.model.TableName;
import dev.sterna.plan.FailedTables;
import dev.sterna.plan.Plan;
import dev.sterna.plan.PlanStore;
import dev.sterna.plan.StepPlan;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import dev.sterna.step.SyncSummary;
import dev.sterna.transfer.progress.Amounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** Compares both sides, and brings what differs from one to the other, again and again until nothing does. */
public final class SyncStep implements Step {
    /** So often at most, where nobody says how often. */
    static final int MOST_ROUNDS = 10;

    /** The code of a warning: rows that changed while they were looked at. */
    public static final String IN_FLIGHT = RoundsVerdict.IN_FLIGHT;

    /** The code of a warning: tables of waves that are not loaded were not looked at. */
    public static final String LEFT_OUT = "waves-left-out";

    private static final String LISTS = "sync/";

    /** A preview may look beside a run that is under way. */
    private static final String LISTS_OF_PREVIEWS = "sync/preview-";

    private final int rounds;
    private final Deletes deletes;
    private final Direction direction;

    /** From source to target. */
    SyncStep(int rounds, Deletes deletes) {
        this(rounds, deletes, Direction.FORWARD);
    }

    /** @param deletes whether rows go that only the side has that is written */
    SyncStep(int rounds, Deletes deletes, Direction direction) {
        this.rounds = rounds;
        this.deletes = deletes;
        this.direction = direction;
    }

    /** As many rounds as it takes, from source to target. */
    public static SyncStep forward(Deletes deletes) {
        return new SyncStep(MOST_ROUNDS, deletes);
    }

    /** As many rounds as it takes, from target to source. */
    public static SyncStep reverse(Deletes deletes) {
        return new SyncStep(MOST_ROUNDS, deletes, Direction.REVERSE);
    }

    @Override
    public String name() {
        return SyncDescriptor.WORD;
    }

    @Override
    public StepReport preview(RunContext run) {
        requireRounds(run);
        Route route = route(run);
        Ready ready = ready(run, route);
        setAsideByLog(run, ready);
        FailedTables failed = ready.failed();
        List<TablePlan> tables = ready.planned().left(run.aside());
        Rounds.Wish wish = wish(run, route, tables);
        wish.begin(ready.search().watermarks());
        List<TableGap> gaps = ready.search().look(tables, run.settings().sync().settle());
        new SyncPreview(run.runId(), route, wish, run.output(), run::sayStatement).tell(gaps, failed.problems());
        failed.problems().forEach(run.warnings());
        return StepReport.Previewed.of(name());
    }

    private Route route(RunContext run) {
        if (direction == Direction.FORWARD) {
            return Route.forward(run.migration());
        }
        ReverseGate.requireNotFollowed(run.ledger(), run.runId());
        ReverseGate.check(run.migration(), new PlanStore(run.workspace()).load(run.runId()));
        return Route.reverse(run.migration());
    }

    /** What the load has set aside only the source has, and it is not to lose it. */
    private Rounds.Wish wish(RunContext run, Route route, List<TablePlan> tables) {
        if (route.isReverse()) {
            ReverseGate.tellNewColumns(run.migration(), tables, run.warnings());
        }
        return new Rounds.Wish(
                rounds,
                deletes,
                route.isReverse() && deletes == Deletes.ALLOWED
                        ? ReverseGate.withRejects(
                                run.ledger(), new RefusedRows(run.workspace()), run.runId(), tables, run.warnings())
                        : Set.of());
    }

    /** The tables that can be synced, how what differs is found, and brought where it is much; those that cannot are set aside. */
    record Ready(StepPlan planned, FailedTables failed, GapSearch search, Backlogs backlogs) {}

    /** Before a preview. */
    static Ready ready(RunContext run) {
        return ready(run, Route.forward(run.migration()));
    }

    private static Ready ready(RunContext run, Route route) {
        return ready(
                run,
                route,
                LISTS_OF_PREVIEWS,
                plan -> LastCommon.read(run.ledger(), run.runId(), plan.hash()),
                plan -> {});
    }

    /** Before anything is written; the ledger is there then. */
    static Ready begunToFollow(RunContext run) {
        return begun(run, Route.forward(run.migration()), plan -> {
            LastCommon.followed(run.ledger(), run.runId(), plan.hash());
            return LastCommon.read(run.ledger(), run.runId(), plan.hash());
        });
    }

    private static Ready begun(RunContext run, Route route) {
        return begun(run, route, plan -> LastCommon.noted(run.ledger(), run.runId(), plan.hash()));
    }

    private static Ready begun(RunContext run, Route route, Function<Plan, LastCommon> common) {
        Ready ready = ready(run, route, LISTS, common, plan -> {
            run.ledger().create();
            run.ledger().start(run.runId(), plan.hash(), plan.ancestors());
            sweep(run);
        });
        ready.planned().requireTablesLeft(run.aside(), ready.failed().problems());
        return ready;
    }

    private static Ready ready(
            RunContext run, Route route, String lists, Function<Plan, LastCommon> common, Consumer<Plan> first) {
        StepPlan planned = planned(run);
        var failed = new FailedTables(planned.tables(), run.aside(), run::isOwn);
        planned.setAsideChanged(run, failed);
        first.accept(planned.plan());
        requireLoaded(run, planned, failed);
        requireChangeable(run, route, planned, failed);
        return new Ready(
                planned,
                failed,
                search(run, route, planned, failed, lists, common.apply(planned.plan())),
                new Backlogs(
                        run.workspace(), lists, run.settings().sync().executorsFrom(), run.spark(), run.progress()));
    }

    /** Whoever chooses tables means them, and hears of each that is not loaded. */
    private static StepPlan planned(RunContext run) {
        StepPlan planned = StepPlan.of(run);
        return planned.plan().waves().isEmpty() || !run.takesAll()
                ? planned
                : LaterWaves.leftOut(planned, run.ledger().progress(run.runId()).keySet(), run.output());
    }

    @Override
    public StepReport execute(RunContext run) {
        long began = System.nanoTime();
        requireRounds(run);
        Route route = route(run);
        Ready ready = begun(run, route);
        setAsideByLog(run, ready);
        StepPlan planned = ready.planned();
        FailedTables failed = ready.failed();
        List<TablePlan> tables = planned.left(run.aside());
        Rounds all = new Rounds(
                run.runId(),
                ready,
                new RefusedRows(run.workspace(), direction),
                wish(run, route, tables),
                new Rounds.Watch(run.output(), run.warnings(), run.events()));
        Rounds.Ended ended;
        try {
            ended = all.go(tables);
        } finally {
            if (route.isReverse()) {
                finish(run, route, tables, failed, all.changed());
            }
        }
        SyncSummary summary = ended.summary();
        run.say("sync: " + (summary.left() == 0 && failed.problems().isEmpty() ? "nothing differs" : told(summary))
                + " after " + summary.rounds() + (summary.rounds() == 1 ? " round" : " rounds") + ", "
                + Amounts.count(summary.applied()) + " rows brought"
                + (route.isReverse() ? " to the source" : ""));
        if (!route.isReverse()) {
            new RepairedRejects(run.migration(), run.runId(), run.workspace()).settle(ended.identical());
        }
        List<Problem> problems = new ArrayList<>(ended.problems());
        problems.addAll(failed.problems());
        if (run.takesAll() && !planned.plan().waves().isEmpty()) {
            LaterWaves.warning(planned, run.aside()::holds).ifPresent(problems::add);
        }
        return new StepReport.Synced(
                StepReport.Ended.since(began, name(), outcome(failed, summary, ended.problems()), problems),
                summary.applied(),
                ended.tables(),
                summary);
    }

    /** Also for rows that a command has brought which was killed, and for those of a table that was set aside after some came. */
    private void finish(
            RunContext run, Route route, List<TablePlan> tables, FailedTables failed, Set<TableName> changed) {
        TableFinish finish = new TableFinish(route.to(), direction, run.warnings());
        tables.stream()
                .filter(table -> !failed.has(table)
                        || changed.contains(direction.written(table).name()))
                .forEach(finish::finishOrTell);
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
        run.workspace().directories("sync").stream()
                .filter(name -> name.endsWith(Backlogs.KEYS))
                .forEach(run.workspace()::deleteAll);
    }

    /** A setting that would be ignored must not be taken for one that works. */
    private void requireRounds(RunContext run) {
        if (!new ChangeChoice(run.settings()).hasAny(Changes.AUTO, Changes.DIFF, Changes.WATERMARK)) {
            throw byLog(run, null, "Cannot sync by sterna.sync.changes = log");
        }
    }

    /** Sets aside the tables that are left to the log. */
    private void setAsideByLog(RunContext run, Ready ready) {
        ChangeChoice choice = new ChangeChoice(run.settings());
        choice.requireKnown(ready.planned().plan().tables(), run.warnings());
        for (TablePlan table : ready.planned().left(run.aside())) {
            if (choice.of(table) == Changes.LOG) {
                ready.failed()
                        .setAside(
                                table,
                                byLog(
                                        run,
                                        table.name(),
                                        "Cannot sync " + table.name() + " by " + choice.setting(table)));
            }
        }
        ready.planned().requireTablesLeft(run.aside(), ready.failed().problems());
    }

    private SternaException byLog(RunContext run, String table, String what) {
        return SternaException.of(
                Category.REFUSED,
                "changes-by-log",
                table,
                what + ": the source's log is only followed for as long as somebody goes on with it",
                (direction == Direction.REVERSE
                                ? "Compare: "
                                : "Follow it: sterna sync --run-id " + run.runId()
                                        + " --follow --execute; or compare: ")
                        + (table == null
                                ? "-D sterna.sync.changes=diff"
                                : "sterna.tables.\"" + table + "\".changes = diff"));
    }

    /** What is followed is brought as it is at the source. */
    static void requireSourceWins(RunContext run) {
        OnConflict policy = run.settings().sync().onConflict();
        if (Conflicts.matter(Direction.FORWARD, policy)) {
            throw SternaException.of(
                    Category.REFUSED,
                    "conflicts-not-followed",
                    null,
                    "Cannot follow with sterna.sync.on-conflict = " + policy
                            + ": what the log tells is brought, whatever the target has",
                    "Leave the setting out, or bring it in rounds: sterna sync --run-id " + run.runId() + " --execute");
        }
    }

    /** Rows by key come through temporary tables. */
    private static void requireChangeable(RunContext run, Route route, StepPlan planned, FailedTables failed) {
        if (route.to().server().has(Capability.KEYED_CHANGES)) {
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
                                        + ": this user of the "
                                        + route.direction().to()
                                        + " may make no temporary tables, in which rows wait to be brought",
                                "Grant it to " + route.to().settings().user()
                                        + " to create temporary tables in the "
                                        + route.direction().to()
                                        + "'s database"));
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

    private static GapSearch search(
            RunContext run, Route route, StepPlan planned, FailedTables failed, String lists, LastCommon common) {
        Set<String> told = ConcurrentHashMap.newKeySet();
        Consumer<String> hashedHere = table -> {
            if (told.add(table)) {
                run.events().record("digest-in-java", Map.of("table", table));
            }
        };
        return new GapSearch(
                route,
                run.workspace(),
                run.progress(),
                failed,
                run.runId(),
                planned.plan().rowHash(),
                common,
                new Watermarks(route, failed, run.runId(), planned.plan().hash(), run.warnings()),
                lists,
                rows -> hashedHere.accept(rows.table().name().toString()));
    }

    /** What acts in the target when rows of these tables change. */
    static QuietTriggers triggers(Migration migration, List<TablePlan> tables) {
        return Route.forward(migration).triggers(tables);
    }
}
