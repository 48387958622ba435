package dev.sterna.decommission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sterna.config.CutoverSettings;
import dev.sterna.config.CutoverSettings.Drill;
import dev.sterna.config.CutoverSettings.Hooks;
import dev.sterna.config.DecommissionSettings;
import dev.sterna.config.DecommissionSettings.Action;
import dev.sterna.cutover.CutoverDescriptor;
import dev.sterna.cutover.Receipt;
import dev.sterna.decommission.evidence.Evidence;
import dev.sterna.decommission.evidence.EvidenceCheck;
import dev.sterna.decommission.evidence.ReceiptCheck;
import dev.sterna.dialect.server.Frozen;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.Login;
import dev.sterna.embedded.workload.ShopTables;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.CutoverRow;
import dev.sterna.ledger.Ledger;
import dev.sterna.migration.Database;
import dev.sterna.step.OptionValues;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.StepReport;
import dev.sterna.step.Workspace;
import dev.sterna.sync.FollowRig;
import dev.sterna.testing.Databases;
import dev.sterna.testing.LoggingServers;
import dev.sterna.testing.TestDatabase;
import dev.sterna.transfer.FailpointReached;
import dev.sterna.validate.ValidateStep;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A source is retired when every proof is in, and not before; both sources were cut over from before the first test. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DecommissionIT {
    private static final Map<Engine, FollowRig> RIGS = new EnumMap<>(Engine.class);

    @TempDir
    static Path workspaces;

    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @RegisterExtension
    static final LoggingServers LOGGING = new LoggingServers();

    private static final Map<Engine, Login> APPLICATIONS = new EnumMap<>(Engine.class);

    private static Databases.Scope databases;

    @BeforeAll
    static void cutOver() {
        databases = DATABASES.scope();
        for (Engine engine : List.of(Engine.MARIADB, Engine.POSTGRESQL)) {
            RIGS.put(engine, cutOver(engine));
        }
    }

    @AfterAll
    static void stop() {
        databases.close();
    }

    private static FollowRig cutOver(Engine from) {
        TestDatabase source = LOGGING.source(DATABASES, from);
        TestDatabase target = DATABASES.create(LOGGING.server(Engine.POSTGRESQL));
        source.letOwnerFreeze();
        if (from == Engine.POSTGRESQL) {
            source.executeAsAdministrator("ALTER ROLE \"" + source.user() + "\" CREATEDB");
        }
        FollowRig rig = new FollowRig(source, target, workspaces.resolve(from.name()));
        rig.sync.fill(
                "CREATE TABLE item (id int PRIMARY KEY, v int)",
                ShopTables.numbered("item", 100, "i, i"),
                "CREATE TABLE side (id int PRIMARY KEY)");
        rig.sync.steps.cutover = new CutoverSettings(
                Duration.ofSeconds(60), Duration.ofHours(1), Drill.WAIVED, List.of("*"), Hooks.NONE);
        new ValidateStep().execute(rig.sync.run());
        APPLICATIONS.put(from, application(source, target));
        RunContext run = rig.sync.run();
        new CutoverDescriptor().step(OptionValues.NONE).execute(run);
        assertThat(ReceiptCheck.of(run.workspace()).faults()).isEmpty();
        return rig;
    }

    /** One of the source, whose rights a target on the same server gets, too. */
    private static Login application(TestDatabase source, TestDatabase target) {
        if (source.engine() != target.engine()) {
            return source.createUser("GRANT SELECT ON " + source.name() + ".item TO %s");
        }
        Login login = target.createUser();
        source.executeAsAdministrator("GRANT SELECT ON item TO " + login.user());
        return login;
    }

    /** What is no matter of a test is accepted: there is no backup, and others write to the server's other databases. */
    private static DecommissionSettings settings(FollowRig rig, Action action, String... accept) {
        List<String> all = new ArrayList<>(List.of(accept));
        all.addAll(List.of("no-final-backup", "log-went-on", "untold", "sessions-elsewhere", "written " + side(rig)));
        return new DecommissionSettings(
                Duration.ZERO, action, rig.sync.steps.source.name() + "_old", all, Drill.WAIVED, "", "");
    }

    private static String side(FollowRig rig) {
        return rig.sync.steps.source.defaultSchema() + ".side";
    }

    private static StepReport.Decommissioned retire(FollowRig rig) {
        return (StepReport.Decommissioned) new DecommissionStep(rig.sync.steps.source.name()).execute(rig.sync.run());
    }

    private static Problem refused(FollowRig rig) {
        SternaException refused = catchThrowableOfType(SternaException.class, () -> retire(rig));
        assertThat(refused).as("nothing was refused").isNotNull();
        assertThat(refused.category()).as(refused.problems().toString()).isEqualTo(Category.REFUSED);
        assertThat(refused.problems()).as(refused.problems().toString()).hasSize(1);
        assertThat(rig.sync.run().workspace().exists(RetirementNote.FILE)).isFalse();
        return refused.problems().get(0);
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "POSTGRESQL"})
    void withoutTheRightNameNothingIsDone(Engine engine) {
        FollowRig rig = RIGS.get(engine);
        rig.sync.steps.decommission = settings(rig, Action.DROP);
        assertThatThrownBy(() -> new DecommissionStep("shop").execute(rig.sync.run()))
                .hasMessageContaining("Cannot drop the database " + rig.sync.steps.source.name()
                        + ": --confirm names another one: shop");
        SternaException none =
                catchThrowableOfType(SternaException.class, () -> new DecommissionStep("").execute(rig.sync.run()));
        assertThat(none.category()).isEqualTo(Category.USAGE);
        assertThat(none.problems().get(0).remedy()).endsWith("--execute --confirm " + rig.sync.steps.source.name());
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "POSTGRESQL"})
    void aPreviewSaysWhatIsLackingAndWhatItWouldDo(Engine engine) {
        FollowRig rig = RIGS.get(engine);
        rig.sync.steps.decommission =
                new DecommissionSettings(Duration.ofDays(14), Action.DROP, "", List.of(), Drill.REQUIRED, "", "");
        rig.sync.steps.output.clear();
        assertThat(new DecommissionStep("").preview(rig.sync.run()).outcome()).isEqualTo(Outcome.PREVIEW);
        assertThat(String.join("\n", rig.sync.steps.output))
                .contains(
                        "decommission: switched: at ",
                        "since the switch, and sterna.decommission.grace is ",
                        engine == Engine.POSTGRESQL
                                ? "decommission: no-connections: nobody else is connected"
                                : "decommission: no-connections: in no database or another one, from where they may use",
                        "decommission: drilled: run r1 has no backup in ",
                        "sterna backup --run-id r1-final --execute",
                        "decommission: whole: every table of the database is in the plan",
                        "decommission: evidence: would be written into ",
                        "decommission would drop the database " + rig.sync.steps.source.name() + ":",
                        "DROP DATABASE ");
        assertThat(rig.sync.run().workspace().exists(Evidence.DIRECTORY)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "POSTGRESQL"})
    void beforeTheSwitchItIsRefused(Engine engine) {
        FollowRig rig = RIGS.get(engine);
        rig.sync.steps.decommission = settings(rig, Action.DROP);
        RunContext run = rig.sync.run();
        CutoverRow row = run.ledger().cutover().find("r1").orElseThrow();
        run.ledger().cutover().note("r1", CutoverRow.Phase.FROZEN, row.sourceFreeze(), null);
        SternaException refused = catchThrowableOfType(SternaException.class, () -> retire(rig));
        run.ledger().cutover().note("r1", CutoverRow.Phase.SWITCHED, row.sourceFreeze(), null);
        assertThat(refused.problems())
                .extracting(Problem::code)
                .containsExactly("decommission-switched", "decommission-no-writes");
        assertThat(refused.problems().get(0).message())
                .isEqualTo("Cannot retire the source: switched: the cutover is not at its end");
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "POSTGRESQL"})
    void aReceiptThatWasChangedIsRefused(Engine engine) {
        FollowRig rig = RIGS.get(engine);
        rig.sync.steps.decommission = settings(rig, Action.DROP);
        Workspace files = rig.sync.run().workspace();
        String text = files.read(Receipt.FILE).orElseThrow();
        files.write(Receipt.FILE, text.replace("\"proof\" : \"", "\"proof\" : \"really "));
        SternaException refused = catchThrowableOfType(SternaException.class, () -> retire(rig));
        files.write(Receipt.FILE, text);
        assertThat(refused.problems().get(0).message())
                .contains("switched: the receipt is not as it was written: cutover/receipt.json: its octets are not");
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "POSTGRESQL"})
    void withinTheGracePeriodItIsRefused(Engine engine) {
        FollowRig rig = RIGS.get(engine);
        DecommissionSettings base = settings(rig, Action.DROP);
        rig.sync.steps.decommission =
                new DecommissionSettings(Duration.ofDays(1), base.action(), "", base.accept(), Drill.WAIVED, "", "");
        assertThat(refused(rig)).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("decommission-grace");
            assertThat(problem.message()).contains(" since the switch, and sterna.decommission.grace is ");
        });
    }

    /** Whoever brings back what was written to the target writes to the source. */
    @Test
    void whoWritesForTheRunIsNotRetiredUnder() {
        FollowRig rig = RIGS.get(Engine.POSTGRESQL);
        rig.sync.steps.decommission = settings(rig, Action.DROP);
        try (Ledger.Lock held = rig.sync.run().ledger().lock("r1")) {
            held.hold();
            assertThatThrownBy(() -> retire(rig)).hasMessage("Cannot lock sterna:r1: another process works on it");
        }
    }

    /** By somebody whom the freeze does not hold back. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "POSTGRESQL"})
    void aSourceThatWasWrittenToIsRefused(Engine engine) {
        FollowRig rig = RIGS.get(engine);
        String insert = "INSERT INTO side VALUES (1)";
        if (engine == Engine.POSTGRESQL) {
            rig.sync.steps.source.executeAsAdministrator("SET default_transaction_read_only = off", insert);
        } else {
            rig.sync.steps.source.executeAsAdministrator(insert);
        }
        DecommissionSettings base = settings(rig, Action.DROP);
        rig.sync.steps.decommission = new DecommissionSettings(
                Duration.ZERO,
                Action.DROP,
                "",
                List.of("no-final-backup", "log-went-on", "untold", "sessions-elsewhere"),
                Drill.WAIVED,
                "",
                "");
        assertThat(refused(rig)).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("decommission-no-writes");
            assertThat(problem.message()).contains(side(rig) + " ", "written");
            assertThat(problem.remedy()).endsWith("\"written " + side(rig) + "\"]");
        });
        rig.sync.steps.decommission = base;
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "POSTGRESQL"})
    void somebodyWhoIsConnectedIsNamed(Engine engine) throws SQLException {
        FollowRig rig = RIGS.get(engine);
        TestDatabase source = rig.sync.steps.source;
        rig.sync.steps.decommission = settings(rig, Action.DROP);
        Login application = APPLICATIONS.get(engine);
        try (Connection connection = source.connect(application)) {
            assertThat(connection.isValid(5)).isTrue();
            assertThat(refused(rig)).satisfies(problem -> {
                assertThat(problem.code()).isEqualTo("decommission-no-connections");
                assertThat(problem.message()).contains("connected are session ", " of " + application.user());
            });
        }
    }

    /** A standby has all databases of its server. */
    @Test
    void aPlaceKeptForAStandbyIsNamed() {
        FollowRig rig = RIGS.get(Engine.POSTGRESQL);
        rig.sync.steps.decommission = settings(rig, Action.DROP);
        TestDatabase target = rig.sync.steps.target;
        target.executeAsAdministrator("SELECT pg_create_physical_replication_slot('standby')");
        try {
            assertThat(refused(rig).message()).endsWith("others follow it: replication slot standby");
        } finally {
            target.executeAsAdministrator("SELECT pg_drop_replication_slot('standby')");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "POSTGRESQL"})
    void withoutAFinalBackupItIsRefused(Engine engine) {
        FollowRig rig = RIGS.get(engine);
        DecommissionSettings base = settings(rig, Action.DROP);
        rig.sync.steps.decommission = new DecommissionSettings(
                Duration.ZERO,
                Action.DROP,
                "",
                base.accept().subList(1, base.accept().size()),
                Drill.REQUIRED,
                "r1-final",
                "");
        assertThat(refused(rig)).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("decommission-drilled");
            assertThat(problem.message()).contains("drilled: run r1-final has no backup in file:");
            assertThat(problem.remedy()).contains("sterna backup --run-id r1-final --execute; sterna drill");
        });
    }

    /** A table of the database that the plan does not have would go with it. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "POSTGRESQL"})
    void whatWasNotMigratedIsNotDropped(Engine engine) {
        FollowRig rig = RIGS.get(engine);
        TestDatabase source = rig.sync.steps.source;
        String schema = engine == Engine.POSTGRESQL ? "public." : source.name() + ".";
        String create = "CREATE TABLE kept (id int)";
        String[] made = engine == Engine.POSTGRESQL
                ? new String[] {"SET default_transaction_read_only = off", create}
                : new String[] {create};
        source.executeAsAdministrator(made);
        rig.sync.steps.decommission = settings(rig, Action.DROP, "written " + schema + "kept");
        try {
            assertThat(refused(rig).message())
                    .contains("whole: 1 table of the database is not in the plan: " + schema + "kept");
        } finally {
            String drop = "DROP TABLE kept";
            source.executeAsAdministrator(
                    engine == Engine.POSTGRESQL
                            ? new String[] {"SET default_transaction_read_only = off", drop}
                            : new String[] {drop});
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "POSTGRESQL"})
    void aNameThatIsTakenOrCannotBeGivenIsRefused(Engine engine) {
        FollowRig rig = RIGS.get(engine);
        DecommissionSettings base = settings(rig, Action.RENAME);
        rig.sync.steps.decommission =
                new DecommissionSettings(Duration.ZERO, Action.RENAME, "postgres", base.accept(), Drill.WAIVED, "", "");
        assertThat(refused(rig).message())
                .contains(
                        engine == Engine.POSTGRESQL
                                ? "rights: There is a database postgres already"
                                : "rights: This server cannot give a database another name");
    }

    /** Nobody gets in but the migration's user, and the statements bring all back. */
    @Order(Integer.MAX_VALUE - 1)
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "POSTGRESQL"})
    void rightsAreTakenAndCanBeGivenBack(Engine engine) throws SQLException {
        FollowRig rig = RIGS.get(engine);
        TestDatabase source = rig.sync.steps.source;
        if (engine == Engine.MARIADB) {
            source.executeAsAdministrator(
                    "GRANT SELECT ON mysql.* TO '" + source.user() + "'@'%'",
                    "GRANT ALL ON `" + source.name().replace("_", "\\_") + "`.* TO '" + source.user()
                            + "'@'%' WITH GRANT OPTION");
        }
        Login application = APPLICATIONS.get(engine);
        source.connect(application).close();
        rig.sync.steps.decommission = settings(rig, Action.REVOKE);

        StepReport.Decommissioned report = retire(rig);

        assertThat(report.outcome()).isEqualTo(Outcome.DONE);
        assertThat(report.summary().requirements())
                .extracting(met -> met.name())
                .containsExactly(
                        "switched", "grace", "no-writes", "no-connections", "drilled", "whole", "rights", "evidence");
        assertThatThrownBy(() -> source.connect(application).close()).isInstanceOf(SQLException.class);
        source.connect().close();
        Workspace files = rig.sync.run().workspace();
        assertThat(EvidenceCheck.of(files, Evidence.DIRECTORY, "").faults()).isEmpty();
        assertThat(files.read("evidence/decommission/retirement.json").orElseThrow())
                .contains("\"done\"");
        assertThat(retire(rig).outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThatThrownBy(() -> new CutoverDescriptor()
                        .step(OptionValues.of(new CutoverDescriptor().options().get(1)))
                        .execute(rig.sync.run()))
                .hasMessageContaining("Cannot go back to the source of run r1: it is retired");

        List<Frozen.Change> changes =
                RetirementNote.read(files, "r1").orElseThrow().changes();
        Database open = rig.sync.run().source();
        changes.forEach(change -> open.execute("take it back", null, change.undo()));
        source.connect(application).close();
        files.delete(RetirementNote.FILE);
    }

    /** The same command goes on from wherever the process was killed, also when the database is gone. */
    @Order(Integer.MAX_VALUE)
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "POSTGRESQL"})
    void aKilledProcessIsGoneOnWith(Engine engine) throws Exception {
        FollowRig rig = RIGS.get(engine);
        TestDatabase source = rig.sync.steps.source;
        boolean renamed = engine == Engine.POSTGRESQL;
        rig.sync.steps.decommission = settings(rig, renamed ? Action.RENAME : Action.DROP);
        RunContext run = rig.sync.run();
        DecommissionStep step = new DecommissionStep(source.name());
        source.renewSessions();

        killedAt("before-commit:0", () -> step.execute(run));
        assertThat(run.workspace().exists(RetirementNote.FILE)).isTrue();
        source.connect().close();
        killedAt("after-commit:0", () -> step.execute(run));
        assertThatThrownBy(() -> source.connect().close()).isInstanceOf(SQLException.class);
        assertThat(RetirementNote.read(run.workspace(), "r1").orElseThrow().done())
                .isNull();

        StepReport.Decommissioned report = (StepReport.Decommissioned) step.execute(run);

        assertThat(report.outcome()).isEqualTo(Outcome.DONE);
        assertThat(report.summary().action()).isEqualTo(renamed ? "rename" : "drop");
        assertThat(report.summary().evidence().faults()).isZero();
        assertThat(step.execute(run).outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        // As if it had been killed before the last of the evidence was there.
        run.workspace().deleteAll(Evidence.DIRECTORY);
        assertThat(step.execute(run).outcome()).isEqualTo(Outcome.DONE);
        run.workspace().write("evidence/decommission/requirements.jsonl", "{}\n");
        assertThatThrownBy(() -> step.execute(run))
                .hasMessageContaining("requirements.jsonl: its octets are not those");
        run.workspace().deleteAll(Evidence.DIRECTORY);
        step.execute(run);
        assertThat(run.workspace()
                        .read("evidence/decommission/requirements.jsonl")
                        .orElseThrow())
                .contains("\"name\":\"grace\",\"met\":true");
        if (renamed) {
            rig.sync.steps.target.executeAsAdministrator(
                    "ALTER DATABASE " + source.name() + "_old RENAME TO " + source.name());
        }
    }

    private static void killedAt(String place, Runnable work) {
        System.setProperty("dev.sterna.failpoints", place);
        try {
            assertThatThrownBy(work::run).isInstanceOf(FailpointReached.class);
        } finally {
            System.clearProperty("dev.sterna.failpoints");
        }
    }
}
