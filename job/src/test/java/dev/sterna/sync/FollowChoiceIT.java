package dev.sterna.sync;

import static dev.sterna.embedded.workload.ShopTables.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.changes.Deletes;
import dev.sterna.config.SyncSettings.Changes;
import dev.sterna.config.SyncSettings.Prove;
import dev.sterna.config.TableChanges;
import dev.sterna.config.TableChanges.Watermark;
import dev.sterna.embedded.Engine;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.step.Outcome;
import dev.sterna.step.StepReport;
import dev.sterna.testing.Databases;
import dev.sterna.testing.LoggingServers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of one run some tables go by the log, and others by what their settings say. */
class FollowChoiceIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @RegisterExtension
    static final LoggingServers LOGGING = new LoggingServers();

    @TempDir
    Path directory;

    private FollowRig rig(Engine from, Engine to, Prove prove) {
        FollowRig rig = new FollowRig(LOGGING.source(DATABASES, from), DATABASES.create(to), directory);
        rig.sync.steps.sync = rig.sync.steps.sync.withProve(prove);
        rig.sync.fill(
                "CREATE TABLE item (id int PRIMARY KEY, v int)",
                numbered("item", 100, "i, i"),
                "CREATE TABLE stock (id int PRIMARY KEY, v int)",
                numbered("stock", 100, "i, i"),
                "CREATE TABLE entry (id int PRIMARY KEY, v int)",
                numbered("entry", 300, "i, i"),
                "CREATE TABLE fact (n int, v int)",
                numbered("fact", 5, "i, i"));
        return rig;
    }

    private static String name(FollowRig rig, String table) {
        return rig.sync.plan().tables().stream()
                .map(plan -> plan.source().name())
                .filter(name -> name.name().equals(table))
                .findFirst()
                .orElseThrow()
                .toString();
    }

    private static void say(FollowRig rig, Map<String, TableChanges> changes) {
        Map<String, TableChanges> named = new HashMap<>();
        changes.forEach((table, said) -> named.put(name(rig, table), said));
        rig.sync.steps.tables = rig.sync.steps.tables.withChanges(named);
    }

    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL, OFF", "POSTGRESQL, MARIADB, ON", "MYSQL, POSTGRESQL, ON"})
    void tablesGoByWhatIsSaidOfThem(Engine from, Engine to, Prove prove) throws Exception {
        FollowRig rig = rig(from, to, prove);
        say(
                rig,
                Map.of(
                        "stock",
                        new TableChanges(Changes.DIFF, null),
                        "entry",
                        new TableChanges(Changes.WATERMARK, new Watermark("id", null, 10L)),
                        "item",
                        new TableChanges(Changes.LOG, null)));
        // Where rows may go, all are compared.
        CompletableFuture<StepReport.Synced> follower =
                rig.follow(prove == Prove.ON ? Deletes.ALLOWED : Deletes.NOT_ALLOWED);
        rig.awaitFollowing(follower);
        rig.sync.onSource(
                "UPDATE stock SET v = 0 WHERE id = 7",
                "INSERT INTO entry VALUES (301, 1)",
                "DELETE FROM entry WHERE id = 1",
                "INSERT INTO fact VALUES (6, 6)",
                "UPDATE item SET v = 0 WHERE id = 7");
        rig.await("SELECT v FROM item WHERE id = 7", "0");
        assertThat(rig.sync.steps.target.queryValue("SELECT v FROM stock WHERE id = 7"))
                .isEqualTo("7");
        assertThat(rig.sync.steps.target.queryValue("SELECT count(*) FROM entry"))
                .isEqualTo("300");
        assertThat(rig.stop().outcome()).isEqualTo(Outcome.DONE);
        StepReport.Synced report = follower.get(60, TimeUnit.SECONDS);

        assertThat(report.problems()).isEmpty();
        assertThat(rig.sync.steps.output)
                .contains(
                        "sync: " + name(rig, "stock") + " is not followed, but compared at the end: sterna.tables.\""
                                + name(rig, "stock") + "\".changes = diff says so",
                        "sync: " + name(rig, "entry") + " is not followed, but compared at the end: sterna.tables.\""
                                + name(rig, "entry") + "\".changes = watermark says so");
        rig.assertSame(List.of("item", "stock", "fact"));
        long looked = report.tables().stream()
                .filter(table -> table.name().endsWith(".entry"))
                .findFirst()
                .orElseThrow()
                .sourceRows();
        assertThat(rig.sync.steps.target.queryValue("SELECT count(*) FROM entry WHERE id = 301"))
                .isEqualTo("1");
        if (prove == Prove.ON) {
            // What is looked at in part is not proven.
            assertThat(report.summary().proof().verdict()).isEqualTo("proven");
            assertThat(looked).isEqualTo(300);
            rig.assertSame(List.of("entry"));
        } else {
            assertThat(looked).isEqualTo(12);
            assertThat(rig.sync.steps.target.queryValue("SELECT count(*) FROM entry WHERE id = 1"))
                    .isEqualTo("1");
        }
    }

    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB"})
    void whatCannotBeFollowedIsRefused(Engine from, Engine to) throws Exception {
        FollowRig rig = rig(from, to, Prove.OFF);
        say(rig, Map.of("fact", new TableChanges(Changes.LOG, null)));
        CompletableFuture<StepReport.Synced> follower = rig.follow(new FollowUntil.MaxLag(), Deletes.NOT_ALLOWED);
        StepReport.Synced report = follower.get(60, TimeUnit.SECONDS);
        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message())
                    .isEqualTo("Cannot sync " + name(rig, "fact") + " by sterna.tables.\"" + name(rig, "fact")
                            + "\".changes = log: no key tells its rows apart by which the log could");
            assertThat(problem.remedy()).contains("sterna.tables.\"" + name(rig, "fact") + "\".changes = diff");
        });
        rig.stop();

        for (Changes changes : List.of(Changes.DIFF, Changes.WATERMARK)) {
            TableChanges said = new TableChanges(changes, new Watermark("id"));
            say(rig, Map.of("item", said, "stock", said, "entry", said));
            assertThatThrownBy(() -> new FollowStep(new FollowUntil.Told(), Deletes.ALLOWED).execute(rig.sync.run()))
                    .isInstanceOfSatisfying(SternaException.class, refused -> {
                        assertThat(refused.category()).isEqualTo(Category.REFUSED);
                        assertThat(refused.getMessage())
                                .contains("none of the run's tables has a key by which it could tell rows apart, or"
                                        + " settings say that they are compared");
                    });
        }
    }
}
