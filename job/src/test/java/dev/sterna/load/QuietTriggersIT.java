package dev.sterna.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.embedded.Engine;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.QuietTriggers;
import dev.sterna.migration.TriggersLeftOff;
import dev.sterna.plan.PlanStep;
import dev.sterna.plan.PlanStore;
import dev.sterna.prepare.PrepareStep;
import dev.sterna.step.RunContext;
import dev.sterna.testing.Databases;
import dev.sterna.testing.StepRig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuietTriggersIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    private final List<Problem> warnings = new ArrayList<>();
    private StepRig rig;
    private QuietTriggers triggers;

    private void prepare(Engine engine) {
        rig = new StepRig(DATABASES.create(engine), DATABASES.create(engine), directory);
        rig.source.execute("CREATE TABLE t (id int NOT NULL PRIMARY KEY, n int)");
        RunContext run = rig.run("r1");
        new PlanStep().execute(run);
        new PrepareStep().execute(run);
    }

    private void withTriggers(Engine engine) {
        rig.target.executeAsAdministrator(
                engine == Engine.POSTGRESQL
                        ? new String[] {
                            "CREATE FUNCTION add() RETURNS trigger LANGUAGE plpgsql AS"
                                    + " 'BEGIN NEW.n := coalesce(NEW.n, 1) * 2 + 1; RETURN NEW; END'",
                            "CREATE TRIGGER add_first BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION add()"
                        }
                        : new String[] {
                            "CREATE TRIGGER z_first BEFORE INSERT ON t FOR EACH ROW SET NEW.n = COALESCE(NEW.n, 1) * 2",
                            "CREATE TRIGGER a_second BEFORE INSERT ON t FOR EACH ROW SET NEW.n = NEW.n + 1"
                        });
    }

    private void open() {
        RunContext run = rig.run("r1");
        triggers = TableLoad.triggers(
                run.target(), new PlanStore(run.workspace()).load("r1").tables());
    }

    private String inserted(int id) {
        rig.target.executeAsAdministrator("INSERT INTO t VALUES (" + id + ", 5)");
        return rig.target.queryValue("SELECT n FROM t WHERE id = " + id);
    }

    @ParameterizedTest
    @EnumSource
    void triggersAreOffForATime(Engine engine) {
        prepare(engine);
        withTriggers(engine);
        rig.targetLogin = rig.target.administrator();
        open();
        triggers.requireQuietable();

        String during = triggers.during(true, warnings::add, () -> inserted(1));

        assertThat(during).isEqualTo("5");
        assertThat(inserted(2)).isEqualTo("11");
        assertThat(warnings).extracting(Problem::code).containsExactly("triggers-off");
        assertThat(warnings.get(0).message()).contains("first on ").contains(".t");
    }

    /** Nothing runs in a process that is killed; the error that nobody expects stands for it. */
    @ParameterizedTest
    @EnumSource
    void theNextProcessTurnsThemOn(Engine engine) {
        prepare(engine);
        withTriggers(engine);
        rig.targetLogin = rig.target.administrator();
        open();
        assertThatThrownBy(() -> triggers.during(true, warnings::add, () -> {
                    throw new AssertionError("killed");
                }))
                .isInstanceOf(AssertionError.class);
        assertThat(inserted(1)).isEqualTo("5");

        open();
        // It has turned off some of them only, or turned on some.
        triggers.during(true, warnings::add, () -> "nothing");
        assertThat(inserted(2)).isEqualTo("11");

        assertThatThrownBy(() -> triggers.during(true, warnings::add, () -> {
                    throw new AssertionError("killed");
                }))
                .isInstanceOf(AssertionError.class);
        triggers.during(false, warnings::add, () -> "nothing");
        assertThat(inserted(3)).isEqualTo("11");
    }

    /** What is made last fires last, and a process may be killed when it has made some of them again. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void theirOrderOutlivesAKillAmongThem(Engine engine) {
        prepare(engine);
        withTriggers(engine);
        rig.targetLogin = rig.target.administrator();
        open();
        assertThatThrownBy(() -> triggers.during(true, warnings::add, () -> {
                    throw new AssertionError("killed");
                }))
                .isInstanceOf(AssertionError.class);
        var target = rig.run("r1").target();
        var first = target.ledger().triggers().all().get(0);
        target.ask("turn on " + first, connection -> {
            target.dialect().triggers().on(connection, first);
            return null;
        });
        target.ledger().triggers().forget(first);
        assertThat(TriggersLeftOff.warning(target, List.of()).orElseThrow().message())
                .startsWith("1 trigger of the target turned off")
                .contains("a_second");

        open();
        triggers.during(true, warnings::add, () -> "nothing");

        // Twice and one more, not one more and twice.
        assertThat(inserted(2)).isEqualTo("11");
        assertThat(TriggersLeftOff.warning(target, List.of())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aFailureTurnsThemOn(Engine engine) {
        prepare(engine);
        withTriggers(engine);
        rig.targetLogin = rig.target.administrator();
        open();
        assertThatThrownBy(() -> triggers.during(true, warnings::add, () -> {
                    throw new IllegalStateException("failed");
                }))
                .hasMessage("failed");
        assertThat(inserted(1)).isEqualTo("11");
    }

    @Test
    void whatCannotBeMadeAgainIsRefused() {
        prepare(Engine.MARIADB);
        withTriggers(Engine.MARIADB);
        rig.target.execute("CREATE TABLE sterna_trigger_trial (a int)", "INSERT INTO sterna_trigger_trial VALUES (1)");
        open();
        assertThatThrownBy(triggers::requireQuietable).isInstanceOfSatisfying(SternaException.class, refused -> {
            assertThat(refused.category()).isEqualTo(Category.REFUSED);
            assertThat(refused.problems()).extracting(Problem::code).containsOnly("target-trigger-fires");
            assertThat(refused.problems()).hasSize(2);
            assertThat(refused.problems().get(0).message())
                    .contains("trigger z_first on ", "would fire for its rows", "does not let this user make it again");
            assertThat(refused.problems().get(0).remedy()).contains("CREATE DEFINER=", "`z_first` BEFORE INSERT ON");
        });
        assertThat(inserted(1)).isEqualTo("11");
        assertThat(rig.target.queryValue("SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_NAME LIKE"
                        + " 'sterna\\_trigger\\_trial\\_%' AND TABLE_SCHEMA = DATABASE()"))
                .isEqualTo("0");
        assertThat(rig.target.queryValue("SELECT a FROM sterna_trigger_trial")).isEqualTo("1");
    }

    @Test
    void onlyAnOwnerTurnsThemOff() {
        prepare(Engine.POSTGRESQL);
        withTriggers(Engine.POSTGRESQL);
        rig.targetLogin = rig.target.createUser(
                "GRANT ALL ON ALL TABLES IN SCHEMA public TO %s", "GRANT ALL ON SCHEMA public TO %s");
        open();
        assertThatThrownBy(triggers::requireQuietable)
                .isInstanceOfSatisfying(
                        SternaException.class,
                        refused -> assertThat(refused)
                                .hasMessageContaining("trigger add_first on public.t would fire")
                                .hasMessageContaining("only the table's owner"));
    }

    @Test
    void hiddenTriggersAreToldOf() {
        prepare(Engine.MARIADB);
        rig.targetLogin =
                rig.target.createUser("GRANT SELECT, INSERT, UPDATE, DELETE ON `" + rig.target.name() + "`.* TO %s");
        open();
        triggers.during(true, warnings::add, () -> "nothing");
        assertThat(warnings).extracting(Problem::code).containsExactly("triggers-unseen");
        assertThat(warnings.get(0).remedy())
                .startsWith("GRANT TRIGGER ON `" + rig.target.name() + "`.* TO `" + rig.targetLogin.user() + "`@");
    }
}
