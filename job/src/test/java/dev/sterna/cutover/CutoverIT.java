package dev.sterna.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.sterna.changes.Deletes;
import dev.sterna.config.CutoverSettings;
import dev.sterna.config.CutoverSettings.Drill;
import dev.sterna.config.CutoverSettings.Hooks;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.Login;
import dev.sterna.embedded.workload.ShopTables;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.CutoverRow;
import dev.sterna.ledger.FollowRow;
import dev.sterna.ledger.GateLedger;
import dev.sterna.ledger.GateRow;
import dev.sterna.ledger.Ledger;
import dev.sterna.model.TableName;
import dev.sterna.plan.Plan;
import dev.sterna.plan.StepPlan;
import dev.sterna.step.CutoverSummary;
import dev.sterna.step.EventLog;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.SetAside;
import dev.sterna.step.StepReport;
import dev.sterna.sync.FollowRig;
import dev.sterna.testing.Databases;
import dev.sterna.testing.LoggingServers;
import dev.sterna.testing.TestDatabase;
import dev.sterna.validate.ValidateStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Between source and target there is a moment in which nobody writes, and before and after it nothing is lost. */
class CutoverIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @RegisterExtension
    static final LoggingServers LOGGING = new LoggingServers();

    @TempDir
    Path directory;

    private FollowRig rig(Engine from, Engine to) {
        TestDatabase source = LOGGING.source(DATABASES, from);
        TestDatabase target = DATABASES.create(LOGGING.server(to));
        for (TestDatabase database : List.of(source, target)) {
            database.letOwnerFreeze();
        }
        if (from == Engine.MYSQL) {
            source.executeAsAdministrator("GRANT SELECT ON performance_schema.* TO '" + source.user() + "'@'%'");
        }
        FollowRig rig = new FollowRig(source, target, directory);
        rig.sync.fill("CREATE TABLE item (id int PRIMARY KEY, v int)", ShopTables.numbered("item", 100, "i, i"));
        settings(rig, Duration.ofSeconds(60), Hooks.NONE);
        rig.sync.steps.also = EventLog.open(rig.sync.run().workspace(), "r1");
        return rig;
    }

    private static void settings(FollowRig rig, Duration maxFreeze, Hooks hooks) {
        rig.sync.steps.cutover =
                new CutoverSettings(maxFreeze, Duration.ofHours(1), Drill.WAIVED, List.of("grant *"), hooks);
    }

    private static void validate(FollowRig rig) {
        new ValidateStep().execute(rig.sync.run());
    }

    private static StepReport.CutOver cutOver(FollowRig rig) {
        return (StepReport.CutOver) step().execute(rig.sync.run());
    }

    private static CutoverStep step() {
        return new CutoverStep(Deletes.ALLOWED);
    }

    private static StepReport.CutOver back(FollowRig rig) {
        return (StepReport.CutOver) new RollbackStep(Deletes.ALLOWED).execute(rig.sync.run());
    }

    private static Optional<CutoverRow> known(FollowRig rig) {
        return rig.sync.run().ledger().cutover().find("r1");
    }

    /** Somebody who is not exempt from what holds for all. */
    private static final class Application implements Runnable {
        private static final long NANOS_BETWEEN = 2_000_000;

        private final TestDatabase database;
        private final Login login;
        private final int first;
        private final AtomicInteger written = new AtomicInteger();
        private volatile boolean refused;
        private volatile boolean ended;

        Application(TestDatabase database, int first) {
            this.database = database;
            this.first = first;
            String table = database.engine() == Engine.POSTGRESQL ? "item" : database.name() + ".item";
            this.login = database.createUser("GRANT SELECT, INSERT ON " + table + " TO %s");
        }

        @Override
        public void run() {
            while (!refused && !ended) {
                try (Connection connection =
                                DriverManager.getConnection(database.jdbcUrl(), login.user(), login.password());
                        Statement statement = connection.createStatement()) {
                    while (!ended) {
                        statement.execute("INSERT INTO item VALUES (" + (first + written.get()) + ", 1)");
                        written.incrementAndGet();
                        LockSupport.parkNanos(NANOS_BETWEEN);
                    }
                } catch (SQLException no) {
                    // A session that was ended is no refusal.
                    refused = no.getMessage().contains("read-only")
                            || no.getMessage().contains("read only");
                }
            }
        }

        boolean canWrite() {
            int before = written.get();
            refused = false;
            ended = false;
            CompletableFuture<Void> again = CompletableFuture.runAsync(this);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
            while (written.get() == before && !refused && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            ended = true;
            again.join();
            return written.get() > before;
        }
    }

    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB"})
    void theTargetTakesOverAndGivesBack(Engine from, Engine to) throws Exception {
        takeOverAndGiveBack(from, to);
    }

    /** It takes no writes of anybody, also not of whoever migrates. */
    @Tag("long")
    @Test
    void aSourceThatNobodyCanWriteToIsReplacedAndComesBack() throws Exception {
        takeOverAndGiveBack(Engine.MYSQL, Engine.POSTGRESQL);
    }

    private void takeOverAndGiveBack(Engine from, Engine to) throws Exception {
        FollowRig rig = rig(from, to);
        validate(rig);
        Application application = new Application(rig.sync.steps.source, 1000);
        Application later = new Application(rig.sync.steps.target, 1_000_000);
        CompletableFuture<StepReport.Synced> follower = rig.follow();
        rig.awaitFollowing(follower);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(application);
        await().until(() -> application.written.get() > 100);
        Path told = directory.resolve("told");
        settings(
                rig,
                Duration.ofSeconds(60),
                new Hooks(
                        List.of("echo before $STERNA_RUN_ID $STERNA_HOOK >> " + told, "cat >> " + told),
                        List.of("echo after $STERNA_FREEZE_SECONDS >> " + told),
                        List.of("echo failed >> " + told)));

        await().atMost(Duration.ofMinutes(1)).until(() -> unmet(rig).isEmpty());
        StepReport.CutOver report = cutOver(rig);

        writer.get(10, TimeUnit.SECONDS);
        follower.get(60, TimeUnit.SECONDS);
        assertThat(report.outcome()).isEqualTo(Outcome.DONE);
        CutoverSummary summary = report.summary();
        assertThat(summary.phase()).isEqualTo("switched");
        assertThat(summary.proven()).isTrue();
        assertThat(summary.freezeSeconds()).isBetween(0.01, 30.0);
        assertThat(summary.requirements())
                .extracting(CutoverSummary.Met::name)
                .contains("loaded", "validated", "by-hand");
        assertThat(application.written.get()).isPositive();
        rig.assertSame(List.of("item"));
        assertThat(rig.sync.steps.target.queryValue("SELECT count(*) FROM item WHERE id >= 1000"))
                .isEqualTo(Integer.toString(application.written.get()));
        assertThat(Files.readString(told))
                .contains("before r1 before-switch", "\"runId\":\"r1\"", "\"position\":\"", "after ")
                .doesNotContain("failed");
        assertThat(rig.sync.run().workspace().read(Receipt.FILE).orElseThrow())
                .contains("\"freezeSeconds\"", "\"proof\" : \"proven equal");
        assertThat(application.canWrite()).as("the source takes writes").isFalse();
        assertThat(cutOver(rig).outcome()).isEqualTo(Outcome.NOTHING_TO_DO);

        // The target is in use, and then it does not do.
        assertThat(later.canWrite()).isTrue();
        StepReport.CutOver returned = back(rig);

        assertThat(returned.outcome()).as(returned.problems().toString()).isEqualTo(Outcome.DONE);
        assertThat(rig.sync.steps.source.queryValue("SELECT count(*) FROM item WHERE id >= 1000000"))
                .isEqualTo(Integer.toString(later.written.get()));
        rig.assertSame(List.of("item"));
        assertThat(known(rig)).isEmpty();
        assertThat(rig.sync.run().workspace().exists(Receipt.FILE)).isFalse();
        assertThat(application.canWrite()).as("the source takes writes").isTrue();
        assertThat(later.canWrite()).as("the target takes writes").isTrue();
    }

    @Test
    void nothingIsFrozenBeforeEverythingIsThere() {
        FollowRig rig = rig(Engine.POSTGRESQL, Engine.POSTGRESQL);
        rig.sync.steps.cutover = new CutoverSettings(
                Duration.ofSeconds(60), Duration.ofHours(1), Drill.REQUIRED, List.of("trigger *"), Hooks.NONE);
        RunContext run = rig.sync.run();
        run.workspace().write("by-hand/objects.json", "[\"trigger public.item.t\", \"view public.v\"]");

        SternaException refused = catchThrowableOfType(SternaException.class, () -> cutOver(rig));

        assertThat(refused.category()).isEqualTo(Category.REFUSED);
        assertThat(refused.problems())
                .extracting(Problem::code)
                .containsExactly("cutover-validated", "cutover-drilled", "cutover-by-hand");
        assertThat(refused.problems().get(2).message())
                .isEqualTo("Cannot cut over: by-hand: 1 object (view public.v) left to a person, not acknowledged");
        assertThat(known(rig)).isEmpty();
        assertThat(rig.sync.steps.source.queryValue("SHOW default_transaction_read_only"))
                .isEqualTo("off");
    }

    /** What would be found only while the source is frozen, or would make that last. */
    @Test
    void whoeverWorksOnTheRunHasToBeCloseBehind() {
        FollowRig rig = rig(Engine.POSTGRESQL, Engine.POSTGRESQL);
        validate(rig);
        assertThat(unmet(rig)).isEmpty();
        Ledger ledger = rig.sync.run().ledger();
        ledger.create();
        try (Ledger.Lock lock = ledger.lock("r1")) {
            lock.hold();
            assertThat(unmet(rig))
                    .containsExactly("lock: another process works on this run, and does not follow the source's log");
            ledger.follow().begin("r1", FollowRow.BEGUN, List.of("public.item"), "", List.of());
            assertThat(unmet(rig))
                    .containsExactly("lag: whoever follows the source's log still brings what had changed before");
            ledger.follow().begin("r1", FollowRow.FOLLOWING, List.of("public.item"), "", List.of());
            assertThat(unmet(rig))
                    .containsExactly("lag: whoever follows the source's log has not told of late how far it is");
            rig.sync.steps.also.record("follow-lag", Map.of("seconds", 0.4, "proof", 0.63));
            assertThat(unmet(rig))
                    .containsExactly("lag: 0.4 s behind, and 63 % of all rows are compared: the rest would be while the"
                            + " source is frozen");
            rig.sync.steps.also.record("follow-lag", Map.of("seconds", 7.5, "proof", 1.0));
            assertThat(unmet(rig)).containsExactly("lag: 7.5 s behind; sterna.sync.max-lag allows 2.0 s");
            SternaException refused = catchThrowableOfType(SternaException.class, () -> cutOver(rig));
            assertThat(refused.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.code()).isEqualTo("cutover-lag");
                assertThat(problem.remedy()).contains("-D sterna.sync.max-lag=8s");
            });
            assertThat(known(rig)).isEmpty();
            rig.sync.steps.also.record("follow-lag", Map.of("seconds", 0.4, "proof", 1.0));
            assertThat(unmet(rig)).isEmpty();
        }
        assertThat(unmet(rig))
                .containsExactly("lag: whoever followed the source's log is gone, and what changed since is not in");
        ledger.follow().forget("r1");
    }

    @Test
    void rowsThatAreKnownToBeMissingAreARefusal() {
        FollowRig rig = rig(Engine.POSTGRESQL, Engine.POSTGRESQL);
        validate(rig);
        RunContext run = rig.sync.run();
        Plan plan = StepPlan.of(run).plan();
        run.workspace().write("sync/" + plan.tables().get(0).directory() + ".jsonl", "{}\n{}\n");
        run.ledger()
                .gates()
                .note(
                        "r1",
                        List.of(new GateRow(
                                GateLedger.PROOF, false, 3, "not equal: 3 rows differ", plan.hash(), null, null)));
        run.aside()
                .add(SetAside.table(
                        new TableName("public", "left"),
                        new TableName("public", "left"),
                        SternaException.of(Category.SOURCE, "x", null, "it has no columns", null)));

        assertThat(Requirements.of(CutoverStep.alone(run), StepPlan.of(run)).stream()
                        .filter(one -> !one.isMet())
                        .map(one -> one.name() + ": " + one.words()))
                .containsExactly(
                        "complete: 1 thing (public.left) left out or set aside: it has no columns",
                        "rejects: 2 rows of 1 table (public.item) not taken by the target",
                        "differences: when the source's log was followed last, both sides were not equal: 3 rows differ");
        run.workspace().delete("sync/" + plan.tables().get(0).directory() + ".jsonl");
    }

    private static List<String> unmet(FollowRig rig) {
        RunContext run = rig.sync.run();
        return Requirements.of(CutoverStep.alone(run), StepPlan.of(run)).stream()
                .filter(one -> !one.isMet())
                .map(one -> one.name() + ": " + one.words())
                .toList();
    }

    /** A gate that failed, one that is old, and one of another plan. */
    @Test
    void gatesOfValidateHaveToHavePassedOfLate() {
        FollowRig rig = rig(Engine.POSTGRESQL, Engine.POSTGRESQL);
        validate(rig);
        rig.sync.steps.cutover =
                new CutoverSettings(Duration.ofSeconds(60), Duration.ZERO, Drill.WAIVED, List.of(), Hooks.NONE);
        assertThat(catchThrowableOfType(SternaException.class, () -> cutOver(rig))
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("looked at ", "sterna.cutover.max-gate-age allows less"));
        settings(rig, Duration.ofSeconds(60), Hooks.NONE);
        rig.sync.onTarget(
                "ALTER TABLE item ADD CONSTRAINT small CHECK (v < 1000)", "ALTER TABLE item ALTER v DROP NOT NULL");
        rig.sync.onTarget("ALTER TABLE item DROP CONSTRAINT small", "ALTER TABLE item DROP COLUMN v");
        validate(rig);
        assertThat(catchThrowableOfType(SternaException.class, () -> cutOver(rig))
                        .problems())
                .extracting(Problem::message)
                .anySatisfy(message -> assertThat(message).contains("gate", "failed"));
    }

    /** Whatever fails, the source is written to again, and somebody hears of it. */
    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB"})
    void aHookThatFailsOrIsLateEndsTheFreeze(Engine from, Engine to) throws Exception {
        FollowRig rig = rig(from, to);
        validate(rig);
        Application application = new Application(rig.sync.steps.source, 1000);
        Path told = directory.resolve("told");
        List<String> onFailure = List.of("echo $STERNA_HOOK: $STERNA_REASON >> " + told);
        settings(rig, Duration.ofSeconds(60), new Hooks(List.of("echo no; exit 3"), List.of("exit 1"), onFailure));

        SternaException failed = catchThrowableOfType(SternaException.class, () -> cutOver(rig));
        assertThat(failed)
                .hasMessageContaining("The hook before-switch failed: echo no; exit 3: exit code 3; it said: no");
        assertThat(known(rig)).isEmpty();
        assertThat(application.canWrite()).isTrue();

        settings(rig, Duration.ofSeconds(3), new Hooks(List.of("sleep 30"), List.of(), onFailure));
        SternaException late = catchThrowableOfType(SternaException.class, () -> cutOver(rig));
        assertThat(late).hasMessageContaining("It was not through within sterna.cutover.max-freeze = 3 s");
        assertThat(late.category()).isEqualTo(Category.REFUSED);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(known(rig)).isEmpty();
        assertThat(application.canWrite()).isTrue();
        assertThat(Files.readAllLines(told)).hasSize(2);
        assertThat(Files.readString(told))
                .contains("on-failure: The hook before-switch failed", "on-failure: It was not through");
    }

    /** Of a process that was killed the ledger knows what to do: the same command goes on, or the other one goes back. */
    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB"})
    void whatAKilledProcessLeavesFrozenIsTakenUp(Engine from, Engine to) {
        FollowRig rig = rig(from, to);
        validate(rig);
        Application application = new Application(rig.sync.steps.source, 1000);
        frozen(rig);
        assertThat(application.canWrite()).isFalse();
        assertThat(back(rig).outcome()).isEqualTo(Outcome.DONE);
        assertThat(application.canWrite()).isTrue();
        assertThat(known(rig)).isEmpty();

        frozen(rig);
        assertThat(cutOver(rig).summary().phase()).isEqualTo("switched");
        assertThat(application.canWrite()).isFalse();
        rig.assertSame(List.of("item"));
        assertThat(back(rig).outcome()).isEqualTo(Outcome.DONE);
        assertThat(application.canWrite()).isTrue();
        assertThat(back(rig).outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
    }

    /** A run that had lost its sessions to the target for a while ends beside another one that has gone on. */
    @Test
    void theFreezeOfARunThatAnotherProcessHasTakenOverIsLeftAlone() throws Exception {
        FollowRig rig = rig(Engine.POSTGRESQL, Engine.POSTGRESQL);
        Path told = directory.resolve("told");
        settings(
                rig,
                Duration.ofSeconds(60),
                new Hooks(List.of(), List.of(), List.of("echo $STERNA_REASON >> " + told)));
        Application application = new Application(rig.sync.steps.source, 1000);
        RunContext run = rig.sync.run();
        new FreezeStep().execute(run);
        assertThat(run.beside().left())
                .singleElement()
                .satisfies(problem -> assertThat(problem.remedy())
                        .contains(
                                "sterna cutover --run-id r1 --execute, or sterna run",
                                "sterna cutover --run-id r1 --rollback --execute"));
        String record = known(rig).orElseThrow().sourceFreeze();

        // The other one is at work.
        rig.sync.steps.target.executeAsAdministrator("SELECT pg_terminate_backend(pid, 5000) FROM pg_locks"
                + " JOIN pg_database ON pg_database.oid = database WHERE locktype = 'advisory' AND datname = '"
                + rig.sync.steps.target.name() + "'");
        try (Ledger.Lock other = rig.sync.run().ledger().lock(CutoverState.lock("r1"))) {
            other.hold();
            assertLeftAlone(rig, run, "another process cuts over the run or goes back by now", application);
        }

        // It has switched, and gone.
        RunContext second = rig.sync.run();
        new FreezeStep().execute(second);
        note(rig, CutoverRow.Phase.SWITCHED, record);
        assertLeftAlone(rig, second, "the target became the one to write to", application);
        assertThat(Files.exists(told)).isFalse();
        for (CutoverRow.Phase phase : List.of(CutoverRow.Phase.SWITCHED, CutoverRow.Phase.RETURNED)) {
            note(rig, phase, record);
            RunContext refused = rig.sync.run();
            assertThat(catchThrowableOfType(SternaException.class, () -> new FreezeStep().execute(refused)))
                    .hasMessageContaining("Cannot change the target: ");
            assertThat(refused.beside().left()).isEmpty();
        }

        note(rig, CutoverRow.Phase.FROZEN, record);
        RunContext third = rig.sync.run();
        new FreezeStep().execute(third);
        third.beside().end("It is over");
        assertThat(application.canWrite()).isTrue();
        assertThat(known(rig)).isEmpty();
        assertThat(Files.readString(told)).isEqualTo("It is over\n");
    }

    private static void note(FollowRig rig, CutoverRow.Phase phase, String record) {
        rig.sync.run().ledger().cutover().note("r1", phase, record, null);
    }

    private static void assertLeftAlone(FollowRig rig, RunContext run, String why, Application application) {
        CutoverRow.Phase before = known(rig).orElseThrow().phase();
        rig.sync.steps.warnings.clear();
        run.beside().end("Its sessions were gone");
        assertThat(rig.sync.steps.warnings).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("freeze-taken-over");
            assertThat(problem.message()).contains("nothing of it is touched: " + why);
            assertThat(problem.remedy()).contains("sterna status --run-id r1");
        });
        assertThat(known(rig)).hasValueSatisfying(row -> assertThat(row.phase()).isEqualTo(before));
        assertThat(application.canWrite()).isFalse();
    }

    /** Before the switch is noted it is looked at once more whose the freeze is. */
    @Test
    void whoeverHasLostItsFreezeDoesNotSwitch() {
        FollowRig rig = rig(Engine.POSTGRESQL, Engine.MARIADB);
        validate(rig);
        Application application = new Application(rig.sync.steps.source, 1000);
        rig.sync.steps.also = (type, fields) -> {
            if (type.equals("cutover-frozen")) {
                note(rig, CutoverRow.Phase.RETURNING, known(rig).orElseThrow().sourceFreeze());
            }
        };
        assertThat(catchThrowableOfType(SternaException.class, () -> cutOver(rig))
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("The freeze of this process is not its own any more", "on its way back"));
        assertThat(known(rig)).hasValueSatisfying(row -> assertThat(row.phase()).isEqualTo(CutoverRow.Phase.RETURNING));
        assertThat(application.canWrite()).isFalse();
    }

    /** As it is when the process that did so is gone. */
    private static void frozen(FollowRig rig) {
        RunContext run = rig.sync.run();
        Freezer source = CutoverStep.source(CutoverStep.alone(run), StepPlan.of(run));
        String record = source.plan(run.warnings());
        run.ledger().create();
        run.ledger().cutover().note("r1", CutoverRow.Phase.FROZEN, record, null);
        source.act(record, Duration.ofSeconds(20));
    }
}
