package dev.sterna.sync;

import dev.sterna.changes.ChangedTable;
import dev.sterna.changes.Deletes;
import dev.sterna.config.SyncSettings.Changes;
import dev.sterna.dialect.log.LogObject;
import dev.sterna.dialect.server.Preflight.Finding;
import dev.sterna.dialect.server.Preflight.Severity;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.FollowRow;
import dev.sterna.migration.QuietTriggers;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Follows the source's log, and brings what it tells to the target, until somebody says that it is enough. */
public final class FollowStep implements Step {
    /** The event by which whoever follows tells how far it is. */
    public static final String LAG_EVENT = "follow-lag";

    private final FollowUntil until;
    private final Deletes deletes;
    private final Consumer<Following.Pace> heard;

    /**
     * @param deletes whether rows go of which a comparison finds that only the target has them
     */
    FollowStep(FollowUntil until, Deletes deletes) {
        this(until, deletes, pace -> {});
    }

    private FollowStep(FollowUntil until, Deletes deletes, Consumer<Following.Pace> heard) {
        this.until = until;
        this.deletes = deletes;
        this.heard = heard;
    }

    /** Until the target is behind by no more than {@code sterna.sync.max-lag}. */
    public static FollowStep untilLag(Deletes deletes) {
        return new FollowStep(new FollowUntil.MaxLag(), deletes);
    }

    /** Begins to follow in a thread of its own, for a command that has the run's lock, until {@link StopStep} tells it to stop. */
    public static Following beside(RunContext run, Deletes deletes) {
        return new Following(heard -> new FollowStep(new FollowUntil.Told(), deletes, heard).execute(run.apart()));
    }

    @Override
    public String name() {
        return SyncDescriptor.WORD;
    }

    /** A setting that would be ignored must not be taken for one that works. */
    private static void requireLog(RunContext run) {
        SyncStep.requireSourceWins(run);
        ChangeChoice choice = new ChangeChoice(run.settings());
        if (!choice.hasAny(Changes.AUTO, Changes.LOG)) {
            String setting = "sterna.sync.changes = "
                    + ChangeChoice.label(run.settings().sync().changes());
            throw SternaException.of(
                    Category.REFUSED,
                    "changes-by-diff",
                    null,
                    "Cannot follow the source's log: " + setting + " says that both sides are compared",
                    "Leave the setting out, or follow in spite of it: -D sterna.sync.changes=log");
        }
    }

    @Override
    public StepReport preview(RunContext run) {
        requireLog(run);
        SyncStep.Ready ready = SyncStep.ready(run);
        FollowedTables tables = tables(run, ready);
        SourceObjects objects = objects(run, tables);
        tell(run, tables);
        Optional<FollowRow> known =
                new FollowStart(run.migration(), run.runId(), tables, objects, run.output()).known();
        run.say(
                known.isPresent()
                        ? "sync would follow the log from " + known.get().position()
                        : "sync would follow the log from its end, and first compare and bring what changed before");
        for (LogObject object : objects.lacking()) {
            String what = objects.mayMake()
                    ? "make on the source, until --stop: "
                    : object.role() == LogObject.Role.MARKING ? "do without on the source: " : "need on the source: ";
            run.say("sync would " + what + object.kind() + " " + object.name());
            object.make().forEach(run::sayStatement);
        }
        ready.failed().problems().forEach(run.warnings());
        return StepReport.Previewed.of(name());
    }

    @Override
    public StepReport execute(RunContext run) {
        long began = System.nanoTime();
        requireLog(run);
        SyncStep.Ready ready = SyncStep.begunToFollow(run);
        FollowedTables tables = tables(run, ready);
        tell(run, tables);
        List<TablePlan> all = ready.planned().left(run.aside());
        QuietTriggers triggers = SyncStep.triggers(run.migration(), all);
        triggers.requireQuietable();
        var follow = new FollowWork(
                new FollowedRun(
                        run.migration(),
                        run.runId(),
                        run.only(),
                        run.workspace(),
                        run.progress(),
                        run.lock(),
                        new Rounds.Watch(run.output(), run.warnings(), run.events()),
                        heard),
                ready,
                tables,
                deletes);
        Optional<SternaException> interrupted;
        try {
            interrupted = triggers.during(
                    true, follow::warn, () -> follow.go(until.by(run.settings().sync())));
            new BrokenKeys(ready.search().route(), all, ready.failed()::isOwn)
                    .of(follow.changed())
                    .forEach(follow::tell);
        } catch (RuntimeException failure) {
            follow.brokenOff();
            throw failure;
        }
        if (interrupted.isPresent()) {
            follow.brokenOff();
            throw interrupted.get();
        }
        follow.finish();
        follow.tellLeft();
        return follow.report(began);
    }

    private static FollowedTables tables(RunContext run, SyncStep.Ready ready) {
        Map<TablePlan, ChangedTable> tables =
                ready.search().changeable(ready.planned().left(run.aside()));
        ready.planned().requireTablesLeft(run.aside(), ready.failed().problems());
        ChangeChoice choice = new ChangeChoice(run.settings());
        choice.requireKnown(ready.planned().plan().tables(), run.warnings());
        FollowedTables found = FollowedTables.of(run.source(), run.runId(), choice, tables);
        found.byRounds().forEach((plan, why) -> {
            if (choice.of(plan) == Changes.LOG && choice.isOwn(plan)) {
                ready.failed()
                        .setAside(
                                plan,
                                SternaException.of(
                                        Category.REFUSED,
                                        "log-impossible",
                                        plan.name(),
                                        "Cannot sync " + plan.name() + " by " + choice.setting(plan) + ": " + why,
                                        "Have it compared at the end: " + ChangeChoice.key(plan, "changes")
                                                + " = diff"));
            }
        });
        return found.without(ready.failed()::has);
    }

    private static SourceObjects objects(RunContext run, FollowedTables tables) {
        return new SourceObjects(
                run.source(), tables.following(), run.settings().sync().sourceObjects());
    }

    private static void tell(RunContext run, FollowedTables tables) {
        for (Finding finding : tables.findings()) {
            if (finding.severity() == Severity.INFORMS) {
                run.say("sync: " + finding.what());
            } else {
                run.warnings().accept(Problem.warning(finding.code(), null, finding.what(), finding.remedy()));
            }
        }
        tables.byRounds()
                .forEach((plan, why) ->
                        run.say("sync: " + plan.name() + " is not followed, but compared at the end: " + why));
    }
}
