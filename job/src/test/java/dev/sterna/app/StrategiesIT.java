package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.config.Settings.Strategy;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.Login;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.step.OptionValues;
import dev.sterna.step.ReadOnlyStep;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepDescriptor;
import dev.sterna.step.StepReport;
import dev.sterna.testing.Databases;
import dev.sterna.testing.LoggingServers;
import dev.sterna.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One command goes through a strategy's steps to the switch, stops at what is unmet, and goes on wherever it was ended. */
class StrategiesIT {
    private static final String ROWS = "SELECT id, customer, note FROM orders ORDER BY id";

    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @RegisterExtension
    static final LoggingServers LOGGING = new LoggingServers();

    @TempDir
    Path folder;

    private TestDatabase source;
    private TestDatabase target;
    private Shop shop;
    private Login application;

    /** The others of the server write again. */
    @AfterEach
    void thaw() {
        if (source != null && source.engine() == Engine.MARIADB) {
            source.executeAsAdministrator("SET GLOBAL read_only = OFF");
        }
    }

    private void shop(Engine from, Engine to) {
        source = LOGGING.source(DATABASES, from);
        target = DATABASES.create(LOGGING.server(to));
        for (TestDatabase database : List.of(source, target)) {
            database.letOwnerFreeze();
        }
        shop = new Shop(folder, source, target);
        application = source.createUser("GRANT SELECT, INSERT, UPDATE ON "
                + (source.engine() == Engine.POSTGRESQL ? "orders" : source.name() + ".orders") + " TO %s");
    }

    private void configure(Strategy strategy, String more) {
        shop.configure(
                Shop.login(source),
                Shop.login(target),
                "sterna { strategy = "
                        + strategy.name().toLowerCase(Locale.ROOT).replace('_', '-')
                        + ", sync { settle = 10ms, source-objects = create, max-delete-fraction = 1 }"
                        + ", objects.exclude = [\"grant *\"]"
                        + ", cutover { acknowledged = [\"grant *\", \"owner *\"], drill = waived } }\n" + more);
    }

    private static final String ON = "sterna.cutover.in-run = on\n";

    private static List<String> steps(Cli cli) {
        return cli.result().path("steps").findValuesAsText("name");
    }

    private boolean isWritable(int id) {
        try (Connection connection =
                        DriverManager.getConnection(source.jdbcUrl(), application.user(), application.password());
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO orders VALUES (" + id + ", 1, 'late')");
            return true;
        } catch (SQLException refused) {
            return false;
        }
    }

    private void assertCutOver(Cli cli) {
        assertThat(cli.exitCode()).as(cli.err()).isZero();
        JsonNode result = cli.result();
        assertThat(result.at("/cutover/phase").asText()).isEqualTo("switched");
        assertThat(result.at("/cutover/proven").asBoolean()).isTrue();
        assertThat(shop.file("r", "cutover/receipt.json")).exists();
        source.renewSessions();
        assertThat(target.query(ROWS)).isEqualTo(source.query(ROWS));
        assertThat(isWritable(9_000_000)).as("the source takes writes").isFalse();
    }

    @Test
    void bigBangGoesAllTheWay() {
        shop(Engine.MARIADB, Engine.POSTGRESQL);
        configure(Strategy.BIG_BANG, ON + "sterna.cutover.drill = required");

        Cli preview = shop.json("run");
        assertThat(preview.exitCode()).as(preview.err()).isZero();
        assertThat(preview.err())
                .contains(
                        "run would go through: assess, plan, prepare, freeze, backup, drill, load, finish, catch-up, diff,"
                                + " validate, cutover")
                .contains(
                        "cutover would freeze the source (",
                        "freeze would last from before the backup until the switch");
        assertThat(isWritable(2001)).isTrue();

        Cli run = shop.json("run", "--execute");
        assertCutOver(run);
        assertThat(steps(run))
                .containsExactly(
                        "prepare",
                        "freeze",
                        "backup",
                        "drill",
                        "load",
                        "finish",
                        "catch-up",
                        "diff",
                        "validate",
                        "cutover");
        assertThat(run.err()).contains("catch-up: nothing to bring: the source stands still since before the backup");
        System.out.println("big-bang: frozen for " + run.result().at("/cutover/freezeSeconds") + " s");

        Cli again = shop.json("run", "--execute");
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.result().path("outcome").asText()).isEqualTo("nothing-to-do");
        assertThat(again.err()).contains("Run r is finished: nothing to do");
        assertThat(shop.json("status").err()).contains("the target became the one to write to");

        // Whoever went back is not finished.
        Cli back = shop.json("cutover", "--rollback", "--execute");
        assertThat(back.exitCode()).as(back.err()).isZero();
        assertThat(shop.file("r", "cutover/receipt.json")).doesNotExist();
        assertThat(isWritable(2002)).isTrue();
        assertCutOver(shop.json("run", "--execute"));
        assertThat(target.queryValue("SELECT count(*) FROM orders WHERE id = 2002"))
                .isEqualTo("1");
    }

    /** Before the freeze, and within it. */
    @Test
    void bigBangStopsAtWhatIsUnmetAndGoesOnWithWhatWasWrittenSince() {
        shop(Engine.POSTGRESQL, Engine.MARIADB);
        configure(Strategy.BIG_BANG, ON + "sterna.cutover.acknowledged = []");
        source.execute("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'");
        Cli byHand = shop.json("run", "--execute");
        assertThat(byHand.exitCode()).as(byHand.err()).isEqualTo(9);
        assertThat(byHand.err())
                .contains("Cannot cut over: by-hand: ", "not acknowledged", "Next: sterna run --config ")
                .doesNotContain("the source is frozen");
        assertThat(steps(byHand)).containsExactly("assess", "plan", "prepare");
        assertAFrozenSourceIsTold();

        configure(
                Strategy.BIG_BANG,
                ON + "sterna.cutover { acknowledged = [\"*\"], hooks { before-switch = [\"exit 3\"] } }");
        Cli hook = shop.json("run", "--execute");
        assertThat(hook.exitCode()).as(hook.err()).isEqualTo(9);
        assertThat(hook.err())
                .contains(
                        "The hook before-switch failed",
                        "the source is written to again",
                        "Next: sterna run --config ");
        assertThat(isWritable(2001)).isTrue();
        source.execute("UPDATE orders SET note = 'other' WHERE id = 7", "DELETE FROM orders WHERE id = 8");

        configure(Strategy.BIG_BANG, ON + "sterna.cutover.acknowledged = [\"*\"]");
        Cli kept = shop.json("run", "--execute");
        assertThat(kept.exitCode()).as(kept.err()).isEqualTo(6);
        assertThat(kept.result().at("/problems").findValuesAsText("code")).contains("rows-too-many", "source-let-go");
        assertCutOver(shop.json("run", "--deletes", "--execute"));
    }

    /** Wherever it ends, the source is written to again, and the same command goes on. */
    @Tag("long")
    @ParameterizedTest
    @EnumSource(value = Strategy.class, names = "PHASED", mode = EnumSource.Mode.EXCLUDE)
    void endedAfterAnyStepItGoesOn(Strategy strategy) {
        shop(Engine.POSTGRESQL, Engine.POSTGRESQL);
        configure(strategy, ON);
        List<String> all = Commands.all().order(strategy).steps().stream()
                .map(StepDescriptor::word)
                .toList();
        int id = 2001;
        for (String step : all.subList(all.indexOf("prepare"), all.indexOf("cutover"))) {
            if (step.equals("drill")) {
                continue;
            }
            Cli ended = shop.json(endingAfter(step, strategy), "run", "--execute");
            assertThat(ended.exitCode()).as(step + "\n" + ended.err()).isEqualTo(5);
            assertThat(ended.err()).contains("Ended after " + step, "Then resume: sterna run ");
            assertThat(isWritable(id++)).as("after " + step).isTrue();
        }
        assertCutOver(shop.json("run", "--execute"));
        assertThat(target.queryValue("SELECT count(*) FROM orders WHERE id > 2000"))
                .isEqualTo(Integer.toString(id - 2001));
    }

    /** Whatever such a run ends with, before it comes to the freeze that an earlier process has left. */
    private void assertAFrozenSourceIsTold() {
        target.execute("INSERT INTO sterna_cutover (run_id, phase, source_freeze, noted)"
                + " VALUES ('r', 'frozen', '{}', CURRENT_TIMESTAMP)");
        for (Cli told : List.of(shop.json("run"), shop.json("run", "--execute"))) {
            assertThat(told.err())
                    .contains("the source was frozen ", "to let it be written to again: sterna cutover --run-id r")
                    .doesNotContain("would freeze the source");
            assertThat(told.result().at("/problems").findValuesAsText("code")).containsOnlyOnce("source-frozen");
        }
        target.execute("DELETE FROM sterna_cutover");
    }

    private static Commands endingAfter(String word, Strategy strategy) {
        List<Command> entries = new ArrayList<>();
        for (Command entry : Commands.ENTRIES) {
            entries.add(entry);
            if (entry.step().filter(step -> step.word().equals(word)).isPresent()) {
                entries.add(new StepCommand(new Ending(word, strategy)));
            }
        }
        return new Commands(entries);
    }

    /** A step at which every run ends. */
    private record Ending(String after, Strategy strategy) implements StepDescriptor, ReadOnlyStep {
        @Override
        public String word() {
            return "ending";
        }

        @Override
        public String name() {
            return word();
        }

        @Override
        public String summary() {
            return "Ends.";
        }

        @Override
        public Set<Strategy> strategies() {
            return EnumSet.of(strategy);
        }

        @Override
        public Step step(OptionValues own) {
            return this;
        }

        @Override
        public StepReport execute(RunContext run) {
            throw SternaException.of(Category.TARGET, "ended", null, "Ended after " + after, "Go on");
        }
    }

    /** Writes as an application does, until it is refused. */
    private static final class Application implements Runnable {
        private final TestDatabase database;
        private final Login login;
        private final AtomicInteger written = new AtomicInteger();
        private volatile boolean ended;

        Application(TestDatabase database, Login login) {
            this.database = database;
            this.login = login;
        }

        @Override
        public void run() {
            boolean refused = false;
            while (!refused && !ended) {
                try (Connection connection =
                                DriverManager.getConnection(database.jdbcUrl(), login.user(), login.password());
                        Statement statement = connection.createStatement()) {
                    while (!ended) {
                        int id = 2000 + written.get();
                        statement.execute("INSERT INTO orders VALUES (" + id + ", 1, 'new')");
                        written.incrementAndGet();
                        statement.execute("UPDATE orders SET note = 'n" + id + "' WHERE id = " + id % 1000);
                        TimeUnit.MILLISECONDS.sleep(2);
                    }
                } catch (SQLException no) {
                    // A session that was ended is no refusal.
                    refused = no.getMessage().contains("read-only")
                            || no.getMessage().contains("read only")
                            || no.getMessage().contains("denied");
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    @Test
    void parallelGoesAllTheWayWhileTheSourceLives() throws Exception {
        parallel(Engine.MARIADB, Engine.POSTGRESQL);
    }

    @Tag("long")
    @Test
    void parallelGoesTheOtherWay() throws Exception {
        parallel(Engine.POSTGRESQL, Engine.MARIADB);
    }

    /** First without the switch, then with it, while somebody writes until it is refused. */
    private void parallel(Engine from, Engine to) throws Exception {
        shop(from, to);
        configure(Strategy.PARALLEL, "");
        Application writing = new Application(source, application);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(writing);
        try {
            Cli off = shop.json("run", "--execute");
            assertThat(off.exitCode()).as(off.err()).isZero();
            assertThat(steps(off))
                    .containsExactly(
                            "assess", "plan", "prepare", "backup", "load", "finish", "catch-up", "validate", "outlook");
            assertThat(off.err())
                    .contains(
                            "outlook: a freeze now would take about ",
                            "outlook: next: sterna sync --run-id r --follow");
            Cli status = shop.json("status");
            assertThat(status.err()).contains("a freeze now would take about ");
            assertThat(status.result().at("/status/predictedFreeze/by").asText())
                    .isEqualTo("log");
            assertThat(writer.isDone()).isFalse();

            configure(Strategy.PARALLEL, ON);
            Cli run = shop.json("run", "--execute");
            writer.get(20, TimeUnit.SECONDS);
            assertCutOver(run);
            assertThat(run.err())
                    .contains("cutover: followed: all rows were looked at once", "cutover: proven equal up to ");
            assertThat(target.queryValue("SELECT count(*) FROM orders WHERE id >= 2000"))
                    .isEqualTo(Integer.toString(writing.written.get()));
            System.out.println(from + " to " + to + ", parallel: frozen for "
                    + run.result().at("/cutover/freezeSeconds") + " s, " + writing.written.get() + " rows written; "
                    + status.err()
                            .lines()
                            .filter(line -> line.startsWith("a freeze now"))
                            .toList());
        } finally {
            writing.ended = true;
        }
        assertThat(shop.json("run", "--execute").result().path("outcome").asText())
                .isEqualTo("nothing-to-do");
    }

    /** Where parallel may not follow the log, both sides are compared within the freeze. */
    @ParameterizedTest
    @EnumSource(Strategy.class)
    void theSameDataEndsInTheSameTarget(Strategy strategy) {
        shop(Engine.MARIADB, Engine.POSTGRESQL);
        configure(strategy, ON + "sterna { sync { source-objects = refuse, changes = diff }, waves.count = 2 }");
        Cli run = shop.json("run", "--execute");
        assertCutOver(run);
        assertThat(target.query(ROWS)).hasSize(1000);
        assertThat(target.query("SELECT id, name FROM customer ORDER BY id").toString())
                .isEqualTo("[[1, Ann], [2, Ben], [3, ]]");
        assertThat(run.err()).contains("cutover: all rows of 2 tables compared");
        if (strategy != Strategy.BIG_BANG) {
            assertThat(run.err()).contains("catch-up: so both sides are compared in rounds");
        }
    }
}
