package dev.sterna.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.embedded.Engine;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.SchemaComparison.Difference;
import dev.sterna.model.TableName;
import dev.sterna.plan.PlanStep;
import dev.sterna.plan.PlanStore;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.StepReport;
import dev.sterna.testing.Databases;
import dev.sterna.testing.StepRig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The two halves of a schema, without a load in between: the target is filled by the test. */
class HalvesIT {

    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    private StepRig rig;

    private RunContext open(Engine engine) {
        rig = new StepRig(DATABASES.create(engine), DATABASES.create(engine), directory);
        rig.source.execute(
                "CREATE TABLE parent (id int NOT NULL PRIMARY KEY, code varchar(10) NOT NULL DEFAULT 'x', best int,"
                        + " CONSTRAINT parent_code UNIQUE (code))",
                "CREATE TABLE child (id int NOT NULL PRIMARY KEY, parent int, price int,"
                        + " CONSTRAINT child_price CHECK (price > 0 AND price IN (1, 2, 3)))",
                "CREATE INDEX child_of ON child (parent)",
                "CREATE INDEX child_price_i ON child (price DESC)",
                "CREATE TABLE lone (a int NOT NULL PRIMARY KEY, up int)",
                "CREATE INDEX lone_up ON lone (up)",
                "ALTER TABLE child ADD CONSTRAINT child_fk FOREIGN KEY (parent) REFERENCES parent (id) ON DELETE CASCADE",
                "ALTER TABLE parent ADD CONSTRAINT parent_fk FOREIGN KEY (best) REFERENCES child (id)",
                "ALTER TABLE lone ADD CONSTRAINT lone_fk FOREIGN KEY (up) REFERENCES lone (a)",
                "CREATE VIEW dear AS SELECT c.id, p.code FROM child c JOIN parent p ON p.id = c.parent WHERE c.price > 1",
                "CREATE VIEW dearest AS SELECT id FROM dear");
        return planned();
    }

    private RunContext planned() {
        RunContext run = rig.run("r1");
        new PlanStep().execute(run);
        return run;
    }

    private static List<Difference> differences(RunContext run) {
        return SchemaState.read(run.migration(), new PlanStore(run.workspace()).load("r1"))
                .differences();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void makesAllAndNothingTwice(Engine engine) {
        RunContext run = open(engine);
        assertThat(new PrepareStep().execute(run).outcome()).isEqualTo(Outcome.DONE);
        assertThat(new PrepareStep().execute(run).outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        // A cycle and a row that refers to itself.
        rig.target.execute(
                "INSERT INTO parent VALUES (1, 'a', 7)",
                "INSERT INTO child VALUES (7, 1, 2)",
                "INSERT INTO lone VALUES (1, 2), (2, 1)");

        assertThat(new FinishStep().execute(run).outcome()).isEqualTo(Outcome.DONE);

        assertThat(differences(run)).isEmpty();
        assertThat(new FinishStep().execute(run).outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(new PrepareStep().execute(run).outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(rig.target.queryValue("SELECT count(*) FROM dearest")).isEqualTo("1");
        assertThatThrownBy(() -> rig.target.execute("INSERT INTO child VALUES (8, 99, 1)"))
                .hasMessageContaining("child_fk");
        assertThat(run.workspace().read(FinishStep.FILE).orElseThrow())
                .contains("child_price_i", "-- done in ")
                .doesNotContain("-- failed");
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aFailureLeavesTheRestBuiltAndTheNextRunMakesIt(Engine engine) {
        RunContext run = open(engine);
        new PrepareStep().execute(run);
        rig.target.execute("INSERT INTO child VALUES (7, 1234, 2)", "INSERT INTO lone VALUES (1, 4321)");

        assertThatThrownBy(() -> new FinishStep().execute(run))
                .isInstanceOfSatisfying(SternaException.class, failure -> {
                    assertThat(failure.category()).isEqualTo(Category.TARGET);
                    assertThat(failure.problems())
                            .extracting(Problem::message)
                            .satisfiesExactlyInAnyOrder(
                                    message -> assertThat(message).contains("child_fk"),
                                    message -> assertThat(message).contains("lone_fk"))
                            .noneMatch(message -> message.contains("1234"));
                    assertThat(failure.problems())
                            .allSatisfy(problem -> assertThat(problem.remedy()).isNotBlank());
                });

        assertThat(differences(run))
                .extracting(difference -> difference.object().name())
                .containsExactlyInAnyOrder("child_fk", "lone_fk");
        rig.target.execute("INSERT INTO parent VALUES (1234, 'a', 7)", "UPDATE lone SET up = 1");
        assertThat(new FinishStep().execute(run).outcome()).isEqualTo(Outcome.DONE);
        assertThat(differences(run)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatDiffersIsShownWithBothDefinitions(Engine engine) {
        RunContext run = open(engine);
        new PrepareStep().execute(run);
        rig.target.execute("CREATE INDEX child_of ON child (price, id)");

        for (boolean after : new boolean[] {false, true}) {
            assertThatThrownBy(() -> (after ? new FinishStep() : new PrepareStep()).execute(run))
                    .isInstanceOfSatisfying(SternaException.class, refused -> {
                        assertThat(refused.category()).isEqualTo(Category.REFUSED);
                        assertThat(refused.problems())
                                .singleElement()
                                .extracting(Problem::message)
                                .asString()
                                .contains("child_of", "[price, id] in the target", "[parent] is wanted");
                    });
        }
        rig.target.execute(
                engine == Engine.POSTGRESQL ? "DROP INDEX child_of" : "ALTER TABLE child DROP INDEX child_of");
        assertThat(new FinishStep().execute(run).outcome()).isEqualTo(Outcome.DONE);
        assertThat(differences(run)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsChangedAfterwardsIsFound(Engine engine) {
        RunContext run = open(engine);
        new PrepareStep().execute(run);
        new FinishStep().execute(run);
        rig.target.execute(
                "ALTER TABLE child DROP CONSTRAINT child_price",
                "ALTER TABLE child ADD CONSTRAINT child_price CHECK (price > 1)",
                "CREATE INDEX extra ON lone (up, a)",
                "CREATE TABLE " + schema(engine) + "more (id int)",
                "DROP VIEW dearest");

        assertThat(differences(run))
                .extracting(difference ->
                        difference.kind() + " " + difference.object().name())
                .containsExactlyInAnyOrder("DIFFERENT child_price", "EXTRA extra", "EXTRA more", "MISSING dearest");
        assertThatThrownBy(() -> new FinishStep().execute(run)).hasMessageContaining("child_price");
    }

    @ParameterizedTest
    @CsvSource({"POSTGRESQL,true", "POSTGRESQL,false", "MARIADB,true", "MARIADB,false"})
    void goesOnAfterAKill(Engine engine, boolean before) {
        RunContext run = open(engine);
        SchemaChanges first = SchemaChanges.of(
                run.migration(),
                new PlanStore(run.workspace()).load("r1"),
                new PlanStore(run.workspace()).load("r1").tables());
        SequentialExecution execution =
                new SequentialExecution(run.target(), run.progress(), first.needs(), failure -> false);
        first.begin(execution, first.before(), new StatementResults());
        List<PlannedStatement> all = first.beforeButLedger();
        execution.run(before ? all.subList(0, 2) : all, Set.of(), new StatementResults());
        if (!before) {
            first.begin(execution, first.after(), new StatementResults());
            execution.run(first.after().subList(0, first.after().size() / 2), Set.of(), new StatementResults());
        }

        assertThat(new PrepareStep().execute(run).outcome()).isEqualTo(before ? Outcome.DONE : Outcome.NOTHING_TO_DO);
        assertThat(new FinishStep().execute(run).outcome()).isEqualTo(Outcome.DONE);
        assertThat(differences(run)).isEmpty();
    }

    /** As a process does that dies before it can look at what it made. */
    private void dieAfterBeforeLoad(RunContext run) {
        SchemaChanges first = dieAfter(run, Integer.MAX_VALUE);
        SequentialExecution execution =
                new SequentialExecution(run.target(), run.progress(), first.needs(), failure -> false);
        first.begin(execution, first.after(), new StatementResults());
        execution.run(first.after(), Set.of(), new StatementResults());
    }

    /** @param statements of those before the load */
    private SchemaChanges dieAfter(RunContext run, int statements) {
        SchemaChanges first = SchemaChanges.of(
                run.migration(),
                new PlanStore(run.workspace()).load("r1"),
                new PlanStore(run.workspace()).load("r1").tables());
        SequentialExecution execution =
                new SequentialExecution(run.target(), run.progress(), first.needs(), failure -> false);
        first.begin(execution, first.before(), new StatementResults());
        List<PlannedStatement> all = first.beforeButLedger();
        execution.run(all.subList(0, Math.min(all.size(), statements)), Set.of(), new StatementResults());
        return first;
    }

    /** Nobody can tell it from what the server makes of the statement, so it is said that it was taken. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsChangedBetweenAKillAndTheNextCommandIsTakenAndTold(Engine engine) {
        RunContext run = open(engine);
        dieAfterBeforeLoad(run);
        changeWords(engine, 1);

        assertThat(new PrepareStep().preview(run).problems()).anySatisfy(HalvesIT::tellsOfWhatWasTaken);
        StepReport taken = new PrepareStep().execute(run);
        assertThat(taken.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(taken.problems()).singleElement().satisfies(HalvesIT::tellsOfWhatWasTaken);
        assertThat(new PrepareStep().execute(run).problems()).isEmpty();
        assertThat(differences(run)).isEmpty();

        changeWords(engine, 2);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> new PrepareStep().execute(run))
                    .isInstanceOfSatisfying(
                            SternaException.class,
                            refused -> assertThat(refused.problems())
                                    .extracting(Problem::message)
                                    .satisfiesExactlyInAnyOrder(
                                            message -> assertThat(message).contains("child_price", "condition is"),
                                            message -> assertThat(message).contains("dearest", "query is")));
        }
        assertThat(differences(run))
                .extracting(difference -> difference.object().name())
                .containsExactlyInAnyOrder("child_price", "dearest");
    }

    private static void tellsOfWhatWasTaken(Problem problem) {
        assertThat(problem.code()).isEqualTo("begun-taken-as-made");
        assertThat(problem.severity()).isEqualTo(Problem.Severity.WARNING);
        assertThat(problem.message()).contains("child_price", "dearest");
    }

    private void changeWords(Engine engine, int than) {
        rig.target.execute(
                "ALTER TABLE child DROP CONSTRAINT child_price",
                "ALTER TABLE child ADD CONSTRAINT child_price CHECK (price > " + than + ")",
                "DROP VIEW dearest",
                "CREATE VIEW " + schema(engine) + "dearest AS SELECT id FROM dear WHERE id > " + than);
    }

    /** Whether a table takes its rows is asked as ever, and what was taken is told with the refusal. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void aTableThatIsNarrowedAfterAKillIsRefused(Engine engine) {
        RunContext run = open(engine);
        dieAfterBeforeLoad(run);
        changeWords(engine, 1);
        rig.target.execute("DROP VIEW dearest", "DROP VIEW dear");
        rig.target.execute(
                engine == Engine.POSTGRESQL
                        ? "ALTER TABLE parent ALTER COLUMN code TYPE varchar(5)"
                        : "ALTER TABLE parent MODIFY code varchar(5) NOT NULL DEFAULT 'x'");

        assertThatThrownBy(() -> new PrepareStep().execute(run))
                .isInstanceOfSatisfying(
                        SternaException.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::message)
                                .satisfiesExactlyInAnyOrder(
                                        message -> assertThat(message).contains("parent", "column code", "(5)"),
                                        message -> assertThat(message)
                                                .contains("An earlier command ended", "child_price")));
        assertThatThrownBy(() -> new PrepareStep().execute(run))
                .isInstanceOfSatisfying(
                        SternaException.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::code)
                                .containsExactly("target-table-differs"));
    }

    /** What belongs to a table, as the trigger that sets a time, may not be there yet. */
    @Test
    void goesOnAfterAKillBehindAnyStatement() {
        rig = new StepRig(DATABASES.create(Engine.MARIADB), DATABASES.create(Engine.POSTGRESQL), directory);
        rig.source.execute("CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, n int, at timestamp NOT NULL DEFAULT"
                + " current_timestamp() ON UPDATE current_timestamp(), CHECK (n BETWEEN 3 AND 7))");
        RunContext run = planned();
        for (int statements = 1; statements < 5; statements++) {
            dieAfter(run, statements);
            assertThat(new PrepareStep().execute(run).outcome()).isIn(Outcome.DONE, Outcome.NOTHING_TO_DO);
            new FinishStep().execute(run);
            assertThat(differences(run)).isEmpty();
            rig.target.execute("DROP TABLE t");
        }
    }

    @Test
    void whatAnotherEngineMakesIsSettledAfterAKillToo() {
        rig = new StepRig(DATABASES.create(Engine.MARIADB), DATABASES.create(Engine.POSTGRESQL), directory);
        rig.source.execute(
                "CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, at timestamp NOT NULL DEFAULT current_timestamp()"
                        + " ON UPDATE current_timestamp(), e enum('a', 'b') DEFAULT 'b', u int unsigned,"
                        + " full varchar(40) AS (concat(e, '-', u)) STORED, CHECK (u BETWEEN 3 AND 7 OR e IN ('a', 'b')))",
                "CREATE TABLE p (id int NOT NULL, y int NOT NULL, PRIMARY KEY (id, y))"
                        + " PARTITION BY RANGE (y) (PARTITION a VALUES LESS THAN (10), PARTITION b VALUES LESS THAN (20))",
                "CREATE VIEW v AS SELECT id, u + 1 AS more FROM t WHERE e = 'a' OR u IN (1, 2)");
        goesOn();
        rig = new StepRig(
                DATABASES.create(Engine.POSTGRESQL), DATABASES.create(Engine.MARIADB), directory.resolve("mariadb"));
        rig.source.execute(
                "CREATE TABLE t (id serial PRIMARY KEY, at timestamptz(0) NOT NULL DEFAULT now(), ok boolean DEFAULT true,"
                        + " name varchar(20) DEFAULT 'a' || 'b', twice int GENERATED ALWAYS AS (id * 2) STORED,"
                        + " CHECK (id BETWEEN 3 AND 7 OR name IN ('a', 'b')))",
                "CREATE INDEX t_name ON t (name DESC)",
                "CREATE TABLE p (id int NOT NULL, y int NOT NULL, PRIMARY KEY (id, y)) PARTITION BY RANGE (y)",
                "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)",
                "CREATE VIEW v AS SELECT id, twice + 1 AS more FROM t WHERE id IN (1, 2)");
        goesOn();
        rig = new StepRig(
                DATABASES.create(Engine.POSTGRESQL), DATABASES.create(Engine.POSTGRESQL), directory.resolve("same"));
        rig.source.execute(
                "CREATE DOMAIN d AS int DEFAULT 1 + 1 CHECK (VALUE BETWEEN 1 AND 9)",
                "CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, d d, name text DEFAULT 'a' || 'b')",
                "CREATE INDEX t_low ON t (lower(name)) WHERE id IN (1, 2)",
                "CREATE TABLE p (id int NOT NULL, y int NOT NULL, PRIMARY KEY (id, y)) PARTITION BY RANGE (y)",
                "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)",
                "CREATE FUNCTION f(i int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT i + 1; END",
                "CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
                "CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW WHEN (NEW.id IN (1, 2)) EXECUTE FUNCTION g()",
                "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY mine ON t USING (name IN ('a', 'b'))",
                "CREATE MATERIALIZED VIEW m AS SELECT id, d + 1 AS more FROM t WHERE id BETWEEN 1 AND 3",
                "CREATE INDEX m_more ON m ((more + 1))");
        goesOn();
    }

    private void goesOn() {
        RunContext run = planned();
        dieAfterBeforeLoad(run);
        new PrepareStep().execute(run);
        new FinishStep().execute(run);
        assertThat(differences(run)).isEmpty();
    }

    /** Nothing is left to make then, and what is there is settled all the same. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatWasMadeBeforeAKillIsAsWantedButForWhatIsChangedLater(Engine engine) {
        RunContext run = open(engine);
        dieAfterBeforeLoad(run);

        assertThat(new PrepareStep().execute(run).outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(differences(run)).isEmpty();
        rig.target.execute(
                "ALTER TABLE child DROP CONSTRAINT child_price",
                "ALTER TABLE child ADD CONSTRAINT child_price CHECK (price > 1)");

        assertThat(differences(run))
                .extracting(difference -> difference.object().name())
                .containsExactly("child_price");
        assertThatThrownBy(() -> new PrepareStep().execute(run)).hasMessageContaining("child_price");
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aTableOfAKilledProcessIsNoLongerTheWantedOneByOtherTypes(Engine engine) {
        RunContext run = open(engine);
        dieAfter(run, Integer.MAX_VALUE);

        rig.typeMap = Map.of("*.child.price", "bigint");
        RunContext changed = planned();

        assertThat(new PrepareStep().execute(changed).outcome()).isEqualTo(Outcome.DONE);
        assertThat(new FinishStep().execute(changed).outcome()).isEqualTo(Outcome.DONE);
        assertThat(rig.target.queryValue("SELECT data_type FROM information_schema.columns WHERE table_schema = '"
                        + rig.target.defaultSchema() + "' AND table_name = 'child' AND column_name = 'price'"))
                .isEqualTo("bigint");
        assertThat(differences(changed)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"POSTGRESQL", "MARIADB"})
    void anInterruptCancelsWhatWaitsAndTheNextRunMakesTheRest(Engine engine) throws Exception {
        RunContext run = open(engine);
        new PrepareStep().execute(run);
        rig.target.execute("INSERT INTO parent VALUES (1, 'a', NULL)");
        AtomicReference<Throwable> ended = new AtomicReference<>();
        try (Connection writer = run.target().connector().open();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            // No index can be made on the table as long as this lasts.
            statement.execute("INSERT INTO " + name(run, "child") + " VALUES (7, 1, 2)");
            Thread working = new Thread(() -> {
                try {
                    new FinishStep().execute(run);
                } catch (Throwable failure) {
                    ended.set(failure);
                }
            });
            working.start();
            for (int i = 0; i < 200 && indexes(engine, "lone_up").equals("0"); i++) {
                Thread.sleep(50);
            }
            working.interrupt();
            working.join(20_000);
            assertThat(working.isAlive()).isFalse();
            writer.rollback();
        }
        assertThat(ended.get())
                .isInstanceOfSatisfying(
                        SternaException.class,
                        failure -> assertThat(failure.category()).isEqualTo(Category.INTERRUPTED));
        assertThat(indexes(engine, "child_of")).isEqualTo("0");

        assertThat(new FinishStep().execute(run).outcome()).isEqualTo(Outcome.DONE);
        assertThat(differences(run)).isEmpty();
    }

    /** A definer whose account the target lacks would make every use of the object fail, a step of 0 its creation. */
    @Test
    void accountsThatAreNotThereAndStepsByASettingOfTheServer() {
        rig = new StepRig(DATABASES.create(Engine.MARIADB), DATABASES.create(Engine.MARIADB), directory);
        String gone = "DEFINER=`" + rig.source.name() + "_gone`@`%` ";
        rig.source.execute("CREATE TABLE t (id int PRIMARY KEY)", "CREATE SEQUENCE steps INCREMENT BY 0");
        rig.source.executeAsAdministrator(
                "CREATE " + gone + "VIEW v AS SELECT id FROM t",
                "CREATE " + gone + "FUNCTION f() RETURNS int RETURN 7");
        rig.targetLogin = rig.target.administrator();
        make();
        assertThat(rig.target.query("SELECT f(), (SELECT count(*) FROM v)")).containsExactly(List.of("7", "0"));
        assertThat(rig.target.queryValue("SELECT increment FROM steps")).isEqualTo("0");

        rig = new StepRig(rig.source, DATABASES.create(Engine.POSTGRESQL), directory.resolve("postgresql"));
        make();
        assertThat(rig.target.queryValue("SELECT nextval('steps') || ',' || nextval('steps')"))
                .isEqualTo("1,2");
    }

    @Test
    void namesOfPrimaryKeysAndForeignKeysNarrowerThanTheirs() {
        rig = new StepRig(DATABASES.create(Engine.POSTGRESQL), DATABASES.create(Engine.POSTGRESQL), directory);
        rig.source.execute(
                "CREATE TABLE wide (id bigint CONSTRAINT the_key PRIMARY KEY)",
                "CREATE TABLE narrow (id int PRIMARY KEY, up int CONSTRAINT up_fk REFERENCES wide)");
        make();
        assertThat(rig.target.queryValue(
                        "SELECT conname FROM pg_constraint WHERE conrelid = 'wide'::regclass" + " AND contype = 'p'"))
                .isEqualTo("the_key");

        rig = new StepRig(rig.source, DATABASES.create(Engine.MARIADB), directory.resolve("mariadb"));
        make();
        rig.target.execute("INSERT INTO wide VALUES (5000000000)", "INSERT INTO narrow VALUES (1, 5000000000)");
        assertThatThrownBy(() -> rig.target.execute("INSERT INTO narrow VALUES (2, 6)"))
                .hasMessageContaining("up_fk");
    }

    /** Each copies the table, with all indexes that it has by then. */
    @Test
    void whatIsUniqueByHashIsMadeInOneBeforeOtherIndexes() {
        rig = new StepRig(DATABASES.create(Engine.POSTGRESQL), DATABASES.create(Engine.MARIADB), directory);
        rig.source.execute(
                "CREATE TABLE t (id int PRIMARY KEY, n int CONSTRAINT t_short UNIQUE, word text CONSTRAINT t_long UNIQUE)",
                "CREATE INDEX t_any ON t (n, id)",
                "CREATE UNIQUE INDEX t_longer ON t (n, word)");
        RunContext run = planned();
        new PrepareStep().execute(run);
        int before = alterations();
        new FinishStep().execute(run);

        assertThat(alterations() - before).isEqualTo(3);
        assertThat(differences(run)).isEmpty();
        assertThat(run.workspace().read(FinishStep.FILE).orElseThrow())
                .containsSubsequence("`t_long` ", "`t_longer` ", "`t_short` ", "`t_any` ")
                .doesNotContain("-- failed", "-- not");
    }

    private int alterations() {
        return Integer.parseInt(rig.target
                .query("SHOW GLOBAL STATUS LIKE 'Com_alter_table'")
                .get(0)
                .get(1));
    }

    /** One that fails keeps none of those from being made that would have been made with it. */
    @Test
    void whatCannotBeUniqueByHashKeepsNoOther() {
        rig = new StepRig(DATABASES.create(Engine.POSTGRESQL), DATABASES.create(Engine.MARIADB), directory);
        rig.source.execute(
                "CREATE TABLE t (id int PRIMARY KEY, a text CONSTRAINT t_a UNIQUE, b text CONSTRAINT t_b UNIQUE,"
                        + " c text CONSTRAINT t_c UNIQUE)");
        RunContext run = planned();
        new PrepareStep().execute(run);
        rig.target.execute("INSERT INTO t VALUES (1, 'a', 'same', 'c'), (2, 'b', 'same', 'd')");

        assertThatThrownBy(() -> new FinishStep().execute(run))
                .isInstanceOfSatisfying(
                        SternaException.class,
                        failure -> assertThat(failure.problems())
                                .singleElement()
                                .extracting(Problem::message)
                                .asString()
                                .contains("t_b"));
        assertThat(indexes(Engine.MARIADB, "t_a") + indexes(Engine.MARIADB, "t_b") + indexes(Engine.MARIADB, "t_c"))
                .isEqualTo("101");
        rig.target.execute("DELETE FROM t WHERE id = 2");
        assertThat(new FinishStep().execute(run).outcome()).isEqualTo(Outcome.DONE);
        assertThat(differences(run)).isEmpty();
    }

    /** Both halves, after which nothing differs. */
    private void make() {
        RunContext run = planned();
        assertThat(new PrepareStep().execute(run).outcome()).isEqualTo(Outcome.DONE);
        new FinishStep().execute(run);
        assertThat(differences(run)).isEmpty();
    }

    /** The user's own schema comes first in PostgreSQL, and it is called as the ledger's. */
    private static String schema(Engine engine) {
        return engine == Engine.POSTGRESQL ? "public." : "";
    }

    private String name(RunContext run, String table) {
        String schema = rig.target.engine() == Engine.POSTGRESQL ? "public" : rig.target.name();
        return run.target().dialect().sql().quote(new TableName(schema, table));
    }

    private String indexes(Engine engine, String name) {
        return rig.target.queryValue(
                engine == Engine.POSTGRESQL
                        ? "SELECT count(*) FROM pg_indexes WHERE indexname = '" + name + "'"
                        : "SELECT count(DISTINCT index_name) FROM information_schema.statistics WHERE index_name = '"
                                + name + "' AND table_schema = DATABASE()");
    }
}
