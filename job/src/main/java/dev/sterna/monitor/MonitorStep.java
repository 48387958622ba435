package dev.sterna.monitor;

import dev.sterna.cutover.CutoverState;
import dev.sterna.dialect.health.Health;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.CutoverRow;
import dev.sterna.migration.Database;
import dev.sterna.migration.FailureScope;
import dev.sterna.model.Side;
import dev.sterna.model.TableName;
import dev.sterna.monitor.HealthAdvice.UnusedIndexes;
import dev.sterna.plan.PlanStore;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.MonitorSummary;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import dev.sterna.transfer.progress.Amounts;
import dev.sterna.validate.QueryFile;
import dev.sterna.validate.QueryFolder;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at both sides, times the user's queries, says what is to be done, and keeps what it saw for the next time. It writes nothing to a
 * database but, when it is executed, the statistics of the target.
 */
final class MonitorStep implements Step {
    private static final DateTimeFormatter FOLDER =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final int SHOWN = 20;

    private final Sides sides;

    MonitorStep(Sides sides) {
        this.sides = sides;
    }

    /** What is looked at. */
    enum Sides {
        BOTH,
        TARGET
    }

    @Override
    public String name() {
        return MonitorDescriptor.WORD;
    }

    @Override
    public StepReport preview(RunContext run) {
        Place place = reach(run);
        List<TableName> there = place.there();
        there.stream()
                .limit(SHOWN)
                .forEach(table -> run.sayStatement("monitor would run, with --execute: "
                        + place.target().dialect().health().analyzeStatement(table)));
        if (there.size() > SHOWN) {
            run.say("monitor would run the same for " + (there.size() - SHOWN) + " more tables");
        }
        return look(run, place, 0, Outcome.PREVIEW);
    }

    @Override
    public StepReport execute(RunContext run) {
        Place place = reach(run);
        return look(run, place, analyze(run, place), Outcome.DONE);
    }

    private Place reach(RunContext run) {
        long began = System.nanoTime();
        Instant time = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<TablePlan> tables =
                new PlanStore(run.workspace()).load(run.runId()).select(run.only());
        List<Problem> problems = new ArrayList<>();
        Database target = Database.reach(run.settings().target(), Side.TARGET);
        Optional<CutoverRow> cutover = target.ledger().cutover().find(run.runId());
        boolean switched =
                cutover.filter(row -> row.phase() == CutoverRow.Phase.SWITCHED).isPresent();
        run.say("monitor: "
                + cutover.map(row -> CutoverState.warning(row, run.runId()).message())
                        .orElse(
                                sides == Sides.TARGET
                                        ? "no cutover was made by sterna"
                                        : "no cutover was made: the source is the one to write to"));
        Optional<Database> source = switch (sides) {
            case TARGET -> Optional.empty();
            case BOTH -> switched ? sourceIfThere(run, problems) : Optional.of(source(run));
        };
        run.say("monitor: "
                + source.map(database -> database.server().label() + " and ").orElse("")
                + target.server().label());
        return new Place(began, time, tables, source, target, switched, problems);
    }

    /** Before the switch it is in use: then that it cannot be reached is no small thing. */
    private static Database source(RunContext run) {
        try {
            return Database.reach(run.settings().source(), Side.SOURCE);
        } catch (SternaException gone) {
            List<Problem> all = new ArrayList<>(gone.problems());
            all.add(Problem.warning(
                    "source-needed",
                    null,
                    "The source is looked at, too, as long as no cutover has made the target the one to write to",
                    "If it was switched off for good: sterna monitor --target-only --run-id " + run.runId()));
            throw new SternaException(gone.category(), all, gone);
        }
    }

    private static Optional<Database> sourceIfThere(RunContext run, List<Problem> problems) {
        try {
            return Optional.of(Database.reach(run.settings().source(), Side.SOURCE));
        } catch (SternaException gone) {
            if (gone.category() != Category.SOURCE) {
                throw gone;
            }
            problems.add(notLookedAt(gone));
            return Optional.empty();
        }
    }

    private static Problem notLookedAt(SternaException why) {
        return Problem.warning(
                "source-not-looked-at",
                null,
                "The source is not looked at, only the target: "
                        + why.problems().get(0).message(),
                "Where it was switched off for good, say so: --target-only");
    }

    private static long analyze(RunContext run, Place place) {
        Database patient = place.target()
                .waitingForLocks(Patience.of(run.settings().monitor()).inSeconds());
        long analyzed = 0;
        for (TableName table : place.there()) {
            String statement = patient.dialect().health().analyzeStatement(table);
            try {
                patient.ask("renew the statistics of " + table, connection -> {
                    patient.dialect().health().analyze(connection, table);
                    return null;
                });
                analyzed++;
            } catch (SternaException failure) {
                if (!FailureScope.isOwn(failure, List.of(patient))) {
                    throw failure;
                }
                Problem why = failure.problems().get(0);
                place.problems()
                        .add(Problem.warning(
                                "not-analyzed",
                                null,
                                why.message(),
                                why.remedy() + "; the statement was: " + statement));
            }
        }
        run.say("monitor: renewed the statistics of " + analyzed + (analyzed == 1 ? " table" : " tables"));
        run.events().record("monitor-analyzed", Map.of("tables", analyzed));
        return analyzed;
    }

    private StepReport look(RunContext run, Place place, long analyzed, Outcome outcome) {
        List<Problem> problems = place.problems();
        Duration patience = Patience.of(run.settings().monitor()).inSeconds();
        Health here = read(place.target(), place.names(Side.TARGET), patience);
        Optional<Health> there = place.source().flatMap(source -> readSource(source, place, patience, problems));
        TrendFile file = new TrendFile(run.workspace());
        TrendFile.History history = file.read();
        String command = "sterna monitor --run-id " + run.runId() + " --execute";
        QueryWatch watch = queries(
                run, there.isPresent() ? place : place.alone(), history, outcome == Outcome.DONE ? null : command);
        Map<TableName, String> sourceNames = new LinkedHashMap<>();
        place.tables().forEach(table -> sourceNames.put(table.target().name(), table.name()));
        List<Finding> found = new ArrayList<>(new HealthAdvice(
                        sourceNames,
                        place.target().dialect().health()::analyzeStatement,
                        command,
                        new UnusedIndexes(run.settings().monitor().unusedAfter(), history.unusedSince(), place.time()))
                .of(here));
        found.addAll(new Unkept(place.target(), sourceNames).found());
        found.addAll(watch.found());
        Sight sight = new Sight(place.time(), place.switched(), place.tables(), there, here, watch);
        problems.addAll(sight.missing());
        found.forEach(finding -> problems.add(finding.problem()));
        List<TrendPoint> points = new ArrayList<>(history.last());
        points.add(sight.point());
        MonitorSummary.Trend trend = new MonitorSummary.Trend(
                run.workspace().uri(TrendFile.FILE), points.size(), history.unreadable(), Trends.series(points));
        MonitorSummary summary = sight.summary(
                place.source()
                        .filter(source -> there.isPresent())
                        .map(source -> source.server().label())
                        .orElse(null),
                place.target().server().label(),
                analyzed,
                found,
                trend);
        MonitorWords.lines(summary).forEach(run::say);
        if (points.size() > 1) {
            Trends.lines(trend.series()).forEach(run::say);
        }
        if (history.unreadable() > 0) {
            run.say("monitor: left out of " + trend.file() + ", because they are no calls: "
                    + Amounts.count(history.unreadable()) + (history.unreadable() == 1 ? " line" : " lines"));
        }
        keep(run, file, sight.point(), summary, watch.notKept()).ifPresent(problems::add);
        run.events()
                .record(
                        "monitor",
                        Map.of("switched", place.switched(), "findings", found.size(), "source", there.isPresent()));
        return new StepReport.Monitored(StepReport.Ended.since(place.began(), name(), outcome, problems), summary);
    }

    /** For the next call; what was seen is told whether or not it can be kept. */
    private static Optional<Problem> keep(
            RunContext run,
            TrendFile file,
            TrendPoint point,
            MonitorSummary summary,
            Optional<UncheckedIOException> before) {
        Optional<UncheckedIOException> why = before;
        if (run.only().isEmpty()) {
            try {
                file.append(point);
                file.keep(summary);
            } catch (UncheckedIOException failure) {
                why = Optional.of(failure);
            }
        } else {
            run.say("monitor: only some tables were looked at, so nothing is kept for the trend");
        }
        return why.map(failure -> Problem.warning(
                "trend-not-kept",
                null,
                "What was seen is not kept for the next call, or not all of it: " + failure.getMessage()
                        + (failure.getCause() == null
                                ? ""
                                : ": " + failure.getCause().getMessage()),
                "Make room, and let the user of this process write to "
                        + run.workspace().uri("monitor")));
    }

    private static Health read(Database database, List<TableName> tables, Duration patience) {
        // The size of a table that somebody has locked for himself is not told before he is done.
        return database.waitingForLocks(patience)
                .ask(
                        "look at how it is doing",
                        connection -> database.dialect().health().read(connection, tables));
    }

    private static Optional<Health> readSource(
            Database source, Place place, Duration patience, List<Problem> problems) {
        try {
            return Optional.of(read(source, place.names(Side.SOURCE), patience));
        } catch (SternaException refused) {
            if (!place.doesWithout(refused) && !FailureScope.isOwn(refused, List.of(source))) {
                throw refused;
            }
            problems.add(notLookedAt(refused));
            return Optional.empty();
        }
    }

    private static QueryWatch queries(RunContext run, Place place, TrendFile.History history, String command) {
        QueryWatch watch = new QueryWatch(
                run.settings().monitor(), run.workspace(), "monitor/" + FOLDER.format(place.time()), command);
        String setting = run.settings().validate().queries();
        Optional<QueryFolder> folder = QueryFolder.of(setting, run.workspace().hadoop());
        if (folder.isEmpty()) {
            run.say("monitor: no queries are timed: sterna.validate.queries names no folder");
            return watch;
        }
        List<QueryFile> queries = folder.get().queries();
        if (queries.isEmpty()) {
            place.problems()
                    .add(Problem.warning(
                            "no-queries",
                            null,
                            "There is no file *.sql in " + setting,
                            "Correct sterna.validate.queries, or leave it empty"));
        }
        Patience patience = Patience.of(run.settings().monitor());
        Optional<Database> source = place.source().map(database -> place.forQueries(database, patience));
        Database target = place.forQueries(place.target(), patience);
        for (QueryFile query : queries) {
            Optional<TrendPoint.QueryTime> last = lastOf(history, query.name());
            try {
                watch.watch(query, source, target, last);
            } catch (SternaException gone) {
                if (source.isEmpty() || !place.doesWithout(gone)) {
                    throw gone;
                }
                place.problems().add(notLookedAt(gone));
                source = Optional.empty();
                watch.watch(query, source, target, last);
            }
        }
        return watch;
    }

    private static Optional<TrendPoint.QueryTime> lastOf(TrendFile.History history, String query) {
        List<TrendPoint> last = history.last();
        for (int i = last.size() - 1; i >= 0; i--) {
            Optional<TrendPoint.QueryTime> found =
                    last.get(i).query(query).filter(time -> time.targetShape() != null || time.targetMs() != null);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
