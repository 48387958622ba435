package dev.sterna.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.embedded.Engine;
import dev.sterna.step.Outcome;
import dev.sterna.step.StepReport;
import dev.sterna.testing.Databases;
import dev.sterna.testing.Tries;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The log of a source that is written to is followed, and in the end nothing differs. */
class FollowIT {
    @TempDir
    static Path servers;

    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private static FollowRig.Servers logging;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        logging = new FollowRig.Servers(servers);
    }

    @AfterAll
    static void stop() {
        logging.close();
    }

    private FollowRig rig(Engine from, Engine to) {
        return new FollowRig(logging.source(DATABASES, from), DATABASES.create(to), directory);
    }

    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB", "MYSQL, POSTGRESQL"})
    void everythingThatChangesComesOver(Engine from, Engine to) throws Exception {
        Tries.of(1, random -> {
            FollowRig rig = rig(from, to);
            rig.sync.fill(FollowWorkload.CREATE);
            // Between the backup and the beginning.
            rig.sync.onSource(
                    "DELETE FROM item WHERE id < 20",
                    "UPDATE child SET v = -1 WHERE id < 9",
                    "DELETE FROM note WHERE n = 3");
            FollowWorkload workload = new FollowWorkload(rig.sync.steps.source, random);
            CompletableFuture<Void> writer = CompletableFuture.runAsync(workload);
            CompletableFuture<StepReport.Synced> follower = rig.follow();
            rig.awaitFollowing(follower);
            workload.large();
            TimeUnit.SECONDS.sleep(1);
            workload.end();
            writer.join();
            assertThat(rig.left()).isNotEmpty();
            assertThat(rig.stop().outcome()).isEqualTo(Outcome.DONE);
            StepReport.Synced report = follower.get(60, TimeUnit.SECONDS);

            assertThat(report.problems()).isEmpty();
            assertThat(report.outcome()).isEqualTo(Outcome.DONE);
            assertThat(report.summary().lag().openKeys()).isZero();
            assertThat(report.summary().lag().changes()).isGreaterThan(20_000);
            rig.assertSame(FollowWorkload.TABLES);
        });
    }
}
