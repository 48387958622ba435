package dev.sterna.monitor;

import dev.sterna.config.MonitorSettings;
import dev.sterna.dialect.convert.NameRegister;
import dev.sterna.dialect.health.QueryPlan;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.migration.FailureScope;
import dev.sterna.monitor.QueryTimer.Timed;
import dev.sterna.monitor.TrendPoint.QueryTime;
import dev.sterna.step.MonitorSummary.QueryState;
import dev.sterna.step.Workspace;
import dev.sterna.transfer.progress.Amounts;
import dev.sterna.validate.QueryFile;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The user's queries, timed on both sides, each with its plans in files. */
final class QueryWatch {
    private final MonitorSettings settings;
    private final QueryTimer timer;
    private final Workspace workspace;
    private final String folder;
    private final String command;
    private final List<QueryState> states = new ArrayList<>();
    private final List<QueryTime> times = new ArrayList<>();
    private final List<Finding> found = new ArrayList<>();
    private UncheckedIOException notKept;

    /**
     * @param folder of the plans, within the run's directory
     * @param command the command line that renews statistics; null where they were renewed just now
     */
    QueryWatch(MonitorSettings settings, Workspace workspace, String folder, String command) {
        this.settings = settings;
        this.timer = new QueryTimer(settings);
        this.workspace = workspace;
        this.folder = folder;
        this.command = command;
    }

    /** For the result. */
    List<QueryState> states() {
        return List.copyOf(states);
    }

    /** For the next call. */
    List<QueryTime> times() {
        return List.copyOf(times);
    }

    /** Why a plan could not be kept, if one could not. */
    Optional<UncheckedIOException> notKept() {
        return Optional.ofNullable(notKept);
    }

    List<Finding> found() {
        return List.copyOf(found);
    }

    /**
     * Times a query.
     *
     * @param source where its names without a schema are looked for; empty where it is not looked at
     * @param target likewise
     * @param last what was kept of a query of that name
     */
    void watch(QueryFile query, Optional<Database> source, Database target, Optional<QueryTime> last) {
        String words = NameRegister.hash(query.target());
        // One that says something else by now is another one.
        Optional<QueryTime> before = last.filter(time -> words.equals(time.words()));
        Optional<Timed> there = source.flatMap(database -> time(query.name(), query.source(), database));
        Optional<Timed> here = time(query.name(), query.target(), target);
        Double sourceMs = there.map(Timed::milliseconds).orElse(null);
        Double targetMs = here.map(Timed::milliseconds).orElse(null);
        String sourcePlan = there.flatMap(timed -> kept(query, "source", timed)).orElse(null);
        String targetPlan = here.flatMap(timed -> kept(query, "target", timed)).orElse(null);
        String shape = here.map(Timed::plan).map(QueryWatch::shape).orElse(null);
        boolean slower = targetMs != null && isSlower(query, sourceMs, targetMs, before, sourcePlan, targetPlan);
        Boolean changed = shape == null
                ? null
                : before.map(QueryTime::targetShape)
                        .map(other -> !shape.equals(other))
                        .orElse(null);
        before.filter(time -> Boolean.TRUE.equals(changed))
                .ifPresent(time -> tell(
                        "query-plan-changed",
                        query.name(),
                        query.name() + " is run in another way than the last time",
                        "Compare " + time.targetPlan() + " with " + targetPlan));
        states.add(new QueryState(query.name(), sourceMs, targetMs, slower, changed, sourcePlan, targetPlan));
        times.add(new QueryTime(query.name(), words, sourceMs, targetMs, shape, targetPlan));
    }

    private boolean isSlower(
            QueryFile query,
            Double sourceMs,
            double targetMs,
            Optional<QueryTime> before,
            String sourcePlan,
            String targetPlan) {
        if (sourceMs != null && timer.isSlower(targetMs, sourceMs)) {
            slow("query-slower", query, targetMs, sourceMs, "on the source", sourcePlan, targetPlan);
            return true;
        }
        Optional<QueryTime> last =
                before.filter(time -> time.targetMs() != null && timer.isSlower(targetMs, time.targetMs()));
        last.ifPresent(time ->
                slow("query-slowed", query, targetMs, time.targetMs(), "the last time", time.targetPlan(), targetPlan));
        return last.isPresent();
    }

    private void slow(
            String code, QueryFile query, double now, double other, String where, String otherPlan, String plan) {
        found.add(new Finding(
                Problem.warning(
                        code,
                        null,
                        query.name() + " takes " + Trends.milliseconds(now) + " in the target, "
                                + Trends.milliseconds(other) + " " + where,
                        (command == null ? "" : "Renew the statistics: " + command + "; if that does not help, ")
                                + (otherPlan == null || plan == null
                                        ? "look for an index that the target lacks"
                                        : "compare the plans, " + otherPlan + " and " + plan
                                                + ", and look for an index that the second lacks")),
                query.name(),
                command));
    }

    private Optional<Timed> time(String name, String sql, Database database) {
        String side = database.side().label();
        try {
            Timed timed = timer.time(database, name, sql);
            if (timed.milliseconds() == null) {
                String most = Amounts.seconds(settings.timeout().toMillis() / 1e3);
                tell(
                        "query-too-long",
                        name,
                        name + " takes longer than " + most + " on the " + side + ", and is not timed there",
                        "Raise sterna.monitor.timeout, or look for an index that it lacks");
            }
            return Optional.of(timed);
        } catch (SternaException failure) {
            if (!FailureScope.isOwn(failure, List.of(database))) {
                throw failure;
            }
            tell(
                    "query-failed",
                    name,
                    name + " fails on the " + side + ": "
                            + failure.problems().get(0).message(),
                    "Correct the query, or give the file a part \"-- " + side + ":\"; then: sterna validate");
            return Optional.empty();
        }
    }

    private void tell(String code, String name, String message, String remedy) {
        found.add(new Finding(Problem.warning(code, null, message, remedy), name, null));
    }

    private static String shape(QueryPlan plan) {
        return NameRegister.hash(plan.shape());
    }

    /** The URI of the plan, where there is one and it can be kept. */
    private Optional<String> kept(QueryFile query, String side, Timed timed) {
        if (timed.plan() == null) {
            return Optional.empty();
        }
        String file = folder + "/plans/" + query.name() + "." + side + ".txt";
        try {
            workspace.write(file, timed.plan().text());
        } catch (UncheckedIOException failure) {
            notKept = failure;
            return Optional.empty();
        }
        return Optional.of(workspace.uri(file));
    }
}
