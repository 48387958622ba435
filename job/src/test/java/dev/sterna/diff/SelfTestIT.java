package dev.sterna.diff;

import static dev.sterna.diff.Twins.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.compare.TableDigests;
import dev.sterna.compare.TablePair;
import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.convert.NameRegister;
import dev.sterna.dialect.rows.DigestSql;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.embedded.Engine;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.migration.Migration;
import dev.sterna.model.Digest;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.SelfTest;
import dev.sterna.step.StepReport;
import dev.sterna.testing.Databases;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A self-test of the diff: finds all that it plants, and would say so if it did not. */
class SelfTestIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    /** Hosts every corruption. */
    private static final String[] RICH = {
        "CREATE TABLE rich (id int PRIMARY KEY, whole int, first_name varchar(20), last_name varchar(20),"
                + " note varchar(40), seen STAMP, price decimal(10,3), ratio double precision)",
        numbered(
                "rich", 250, "i, i * 7, concat('Zo\u00eb ', i), 'Berg', '', '2024-02-28 12:00:00.000001', i * 0.125, 0")
    };

    /** Hosts few of them, and is compared by buckets. */
    private static final String[] POOR = {
        "CREATE TABLE poor (k varchar(20) PRIMARY KEY, v int)", numbered("poor", 250, "concat('w', i), i")
    };

    private static final String[] ROWS_APART_BY_NOTHING = {
        "CREATE TABLE keyless (v int, w varchar(9))", "INSERT INTO keyless VALUES (1, 'a'), (1, 'a')"
    };

    private static final List<String> ALL = List.of(
            "one-bit",
            "swapped-columns",
            "null-for-empty",
            "trailing-space",
            "time-zone-shift",
            "rounding",
            "dropped-row",
            "doubled-row",
            "exchanged-rows",
            "unicode-normalisation",
            "sign-of-zero");

    @TempDir
    Path directory;

    private Twins twins(Engine from, Engine to) {
        Twins twins = new Twins(DATABASES.create(from), DATABASES.create(to), directory);
        twins.fill(RICH[0], RICH[1], POOR[0], POOR[1], ROWS_APART_BY_NOTHING[0], ROWS_APART_BY_NOTHING[1]);
        return twins;
    }

    @ParameterizedTest
    @CsvSource({
        "MARIADB,POSTGRESQL",
        "POSTGRESQL,MARIADB",
        "MARIADB,MARIADB",
        "POSTGRESQL,POSTGRESQL",
        "MYSQL,POSTGRESQL",
        "POSTGRESQL,MYSQL"
    })
    void everyCorruptionIsFoundAndNothingElse(Engine from, Engine to) {
        Twins twins = twins(from, to);
        String schema = twins.plan("rich").source().name().schema();
        // What a self-test that was killed has left.
        twins.onTarget("CREATE TABLE " + scratch(to) + " (x int)");

        assertPassed(
                twins.selfTest(UnaryOperator.identity(), "*.rich"),
                List.of(
                        schema + ".rich.whole",
                        schema + ".rich (first_name, last_name)",
                        schema + ".rich.note",
                        schema + ".rich.first_name",
                        schema + ".rich.seen",
                        schema + ".rich.price",
                        schema + ".rich",
                        schema + ".rich",
                        schema + ".rich",
                        schema + ".rich.first_name",
                        schema + ".rich.ratio"),
                "digest");
        assertThat(twins.scratchTables()).isEmpty();

        StepReport.SelfTested poor = twins.selfTest(UnaryOperator.identity(), "*.poor", "*.keyless");
        String rows = schema + ".poor";
        assertPassed(
                poor,
                List.of(
                        rows + ".v",
                        "fixture",
                        "fixture",
                        "fixture",
                        "fixture",
                        "fixture",
                        rows,
                        rows,
                        rows,
                        "fixture",
                        "fixture"),
                null);
        assertThat(poor.selfTest().details().get(0).method()).isEqualTo("buckets");
        // A part of the table, and the fixture.
        assertThat(poor.rows()).isBetween(10L, 150L);
        assertThat(twins.scratchTables()).isEmpty();
        assertThat(twins.diff().outcome()).isEqualTo(Outcome.DONE);
    }

    /** A comparison that does not look at a column, on either side, must not pass. */
    @Test
    void aBlindComparisonFails() {
        Twins twins = twins(Engine.POSTGRESQL, Engine.POSTGRESQL);

        StepReport.SelfTested report = twins.selfTest(
                run -> with(run, with(run.source(), blindTo("price")), with(run.target(), blindTo("price"))), "*.rich");

        assertThat(report.outcome()).isEqualTo(Outcome.DIFFERS);
        assertThat(report.selfTest().planted()).isEqualTo(11);
        assertThat(report.selfTest().recall()).isEqualTo(10 / 11.0);
        assertThat(report.selfTest().falseAlarms()).isZero();
        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("self-test-missed");
            assertThat(problem.message())
                    .isEqualTo("The comparison missed a planted corruption: rounding in public.rich.price,"
                            + " the digests are equal");
        });
        assertThat(twins.scratchTables()).isEmpty();
    }

    /** A narrowing that names more than was planted must not pass either. */
    @Test
    void aNarrowingThatSeesTooMuchFails() {
        Twins twins = twins(Engine.POSTGRESQL, Engine.MARIADB);

        StepReport.SelfTested report = twins.selfTest(
                run -> with(run, with(run.source(), narrowingWithout("id <> 5")), run.target()), "*.rich");

        assertThat(report.outcome()).isEqualTo(Outcome.DIFFERS);
        // One each time, unless it is the row that is corrupted.
        assertThat(report.selfTest().falseAlarms()).isBetween(9L, 11L);
        assertThat(report.problems()).extracting(Problem::code).contains("self-test-false-alarm");
        assertThat(report.problems()).extracting(Problem::message).allMatch(message -> message.contains("planted"));
    }

    /** JSON that is written anew makes digests differ after a sound load, and hides nothing else that differs. */
    @Test
    void aTableWithJsonWrittenAnewIsLeftOut() {
        Twins twins = new Twins(DATABASES.create(Engine.POSTGRESQL), DATABASES.create(Engine.POSTGRESQL), directory);
        twins.fill(
                "CREATE TABLE doc (id int PRIMARY KEY, v int, j json)",
                numbered("doc", 150, "i, i, '{\"b\": 1,  \"a\": 2}'"));
        twins.onTarget("ALTER TABLE doc ALTER COLUMN j TYPE jsonb");

        assertThat(twins.diff().verdict("doc").identical()).isTrue();
        assertPassed(
                twins.selfTest(UnaryOperator.identity(), "*.doc"), Collections.nCopies(ALL.size(), "fixture"), null);
        twins.onTarget("UPDATE doc SET v = 0 WHERE id = 3");
        Findings found = twins.diff();
        found.assertDiffers("doc", "changed id=3: v");

        // A row of another part that was not found is not explained by one that means the same.
        TablePlan doc = twins.plan("doc");
        TablePair pair = doc.pairWith(doc.target());
        DifferenceFile file = new DifferenceFile(found.workspace(), doc.directory(), pair, RowOutput.KEYS, other -> {});
        file.meantAlike(10, 7);
        assertThat(TableVerdict.rows(doc, digests(pair, 7, 5), file, 0, null)
                        .diff()
                        .identical())
                .isTrue();
        assertThat(TableVerdict.rows(doc, digests(pair, 7, 6), file, 0, null).problems())
                .extracting(Problem::code)
                .containsExactly("changed-while-comparing");
    }

    private static TableDigests digests(TablePair pair, long... target) {
        return new TableDigests(
                pair, Map.of(0, one(10), 1, one(5)), Map.of(0, one(target[0]), 1, one(target[1])), Map.of(), 0);
    }

    private static Digest one(long sum) {
        return new Digest(1, BigInteger.valueOf(sum));
    }

    @Test
    void ofATableThatGrewSinceThePlanAPartIsCopied() {
        Twins twins = new Twins(DATABASES.create(Engine.POSTGRESQL), DATABASES.create(Engine.POSTGRESQL), directory);
        twins.fill(POOR);
        String more = numbered("poor", 5000, "concat('more', i), i");
        twins.onSource(more);
        twins.onTarget(more);

        StepReport.SelfTested report = twins.selfTest(UnaryOperator.identity(), "*.poor");

        assertThat(report.outcome()).isEqualTo(Outcome.DONE);
        assertThat(report.rows()).isBetween(10L, 250L);
        assertThat(report.selfTest().details().get(0).place()).isEqualTo("public.poor.v");
    }

    /** Ctrl-C interrupts the thread that works. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "POSTGRESQL"})
    void anInterruptLeavesNothingBehind(Engine to) {
        Twins twins = twins(Engine.POSTGRESQL, to);
        List<String> planted = new ArrayList<>();

        assertThatThrownBy(() -> twins.selfTest(
                        run -> listening(run, type -> {
                            planted.add(type);
                            Thread.currentThread().interrupt();
                        }),
                        "*.rich"))
                .isInstanceOfSatisfying(
                        SternaException.class,
                        failure -> assertThat(failure.category()).isEqualTo(Category.INTERRUPTED));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(planted).containsExactly("self-test");
        assertThat(twins.scratchTables()).isEmpty();
    }

    @Test
    void whatDiffersOrIsNotThereIsRefused() {
        Twins twins = twins(Engine.MARIADB, Engine.POSTGRESQL);
        String rich = twins.plan("rich").name();

        twins.onTarget("UPDATE rich SET note = 'secret' WHERE id = 3");
        assertRefused(
                twins,
                "differs-already",
                "Cannot test the comparison on " + rich + ": source and target differ there without any corruption");
        twins.onTarget("DELETE FROM rich");
        assertRefused(
                twins, "not-loaded", "Cannot test the comparison on " + rich + ": its rows are not in the target");
        twins.onTarget("DROP TABLE rich");
        assertRefused(
                twins,
                "target-table-missing",
                "Cannot test the comparison on " + rich + ": the target has no table public.rich");
        assertThat(twins.scratchTables()).isEmpty();
    }

    private static void assertRefused(Twins twins, String code, String message) {
        assertThatThrownBy(() -> twins.selfTest(UnaryOperator.identity(), "*.rich"))
                .isInstanceOfSatisfying(SternaException.class, refusal -> {
                    assertThat(refusal.category()).isEqualTo(Category.REFUSED);
                    assertThat(refusal.problems()).singleElement().satisfies(problem -> {
                        assertThat(problem.code()).isEqualTo(code);
                        assertThat(problem.message()).isEqualTo(message);
                        assertThat(problem.remedy()).contains("sterna ").contains(" --run-id r1");
                    });
                });
    }

    private static void assertPassed(StepReport.SelfTested report, List<String> places, String method) {
        SelfTest test = report.selfTest();
        assertThat(report.problems()).isEmpty();
        assertThat(report.outcome()).isEqualTo(Outcome.DONE);
        assertThat(test.planted()).isEqualTo(11);
        assertThat(test.recall()).isEqualTo(1.0);
        assertThat(test.falseAlarms()).isZero();
        assertThat(test.details()).extracting(SelfTest.Trial::corruption).isEqualTo(ALL);
        assertThat(test.details()).extracting(SelfTest.Trial::place).isEqualTo(places);
        assertThat(test.details()).allMatch(SelfTest.Trial::found);
        if (method != null) {
            assertThat(test.details()).allMatch(trial -> trial.method().equals(method));
        }
    }

    private static String scratch(Engine engine) {
        String name = "self_test_" + NameRegister.hash("r1") + "_b";
        return engine == Engine.POSTGRESQL ? "sterna." + name : "sterna_" + name;
    }

    /** Digests that leave a column out; narrowing never hears of it. */
    private static UnaryOperator<DigestSql> blindTo(String column) {
        return honest -> changing(honest, "digest", rows -> without(rows, column));
    }

    /** A narrowing that does not see all rows. */
    private static UnaryOperator<DigestSql> narrowingWithout(String condition) {
        return honest -> changing(
                honest,
                "hashedRows",
                rows -> new RowSet(
                        rows.table(), rows.columns(), rows.key(), rows.slice(), condition, rows.conversions()));
    }

    private static RowSet without(RowSet rows, String column) {
        return new RowSet(
                rows.table(),
                rows.columns().stream()
                        .filter(each -> !each.column().name().equals(column))
                        .toList(),
                rows.key(),
                rows.slice(),
                rows.where(),
                rows.conversions());
    }

    private static DigestSql changing(DigestSql honest, String method, UnaryOperator<RowSet> rows) {
        return proxy(DigestSql.class, honest, (name, arguments) -> {
            if (name.startsWith(method)) {
                arguments[0] = rows.apply((RowSet) arguments[0]);
            }
            return null;
        });
    }

    private static RunContext with(RunContext run, Database source, Database target) {
        return new RunContext(
                run.runId(),
                new Migration(run.settings(), source, target),
                run.only(),
                run.workspace(),
                run.events(),
                run.progress(),
                run.spark(),
                run.output(),
                run.warnings());
    }

    private static RunContext listening(RunContext run, Consumer<String> types) {
        return new RunContext(
                run.runId(),
                run.migration(),
                run.only(),
                run.workspace(),
                (type, fields) -> types.accept(type),
                run.progress(),
                run.spark(),
                run.output(),
                run.warnings());
    }

    private static Database with(Database database, UnaryOperator<DigestSql> digests) {
        DigestSql changed = digests.apply(database.dialect().digests());
        Dialect dialect =
                proxy(Dialect.class, database.dialect(), (name, arguments) -> name.equals("digests") ? changed : null);
        return new Database(database.side(), database.settings(), dialect, database.connector(), database.server());
    }

    /** @param instead answers a call, or null to leave it to the real thing */
    private static <T> T proxy(Class<T> type, T real, Instead instead) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Object answer = instead.of(method.getName(), arguments);
                    try {
                        return answer != null ? answer : method.invoke(real, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                }));
    }

    private interface Instead {
        Object of(String method, Object... arguments);
    }
}
