package dev.sterna.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.embedded.Engine;
import dev.sterna.embedded.workload.ShopTables;
import dev.sterna.embedded.workload.Workload;
import dev.sterna.step.Outcome;
import dev.sterna.step.StepReport;
import dev.sterna.step.SyncSummary;
import dev.sterna.testing.Databases;
import dev.sterna.testing.LoggingServers;
import dev.sterna.testing.Tries;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An application writes 2,000 rows a second while its log is followed, many times in each pair; no row may differ in the end. */
@Tag("long")
class ManyFollowsIT {
    private static final int TRIES = Integer.getInteger("sterna.follows", 10);
    private static final int WRITERS = 2;
    private static final double PER_SECOND = 2000;
    private static final long SECONDS = 8;

    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @RegisterExtension
    static final LoggingServers LOGGING = new LoggingServers();

    @TempDir
    private Path directory;

    private int tries;

    @ParameterizedTest
    @CsvSource({
        "MARIADB, POSTGRESQL",
        "POSTGRESQL, MARIADB",
        "MARIADB, MARIADB",
        "POSTGRESQL, POSTGRESQL",
        "MYSQL, POSTGRESQL",
        "MYSQL, MARIADB"
    })
    void noRowDiffers(Engine from, Engine to) {
        Tries.of(TRIES, random -> {
            try (Databases.Scope scope = DATABASES.scope()) {
                assertThat(scope).isNotNull();
                tries++;
                follow(from, to, random);
            }
        });
    }

    private void follow(Engine from, Engine to, Random random) throws Exception {
        FollowRig rig = new FollowRig(
                LOGGING.source(DATABASES, from), DATABASES.create(to), directory.resolve(Integer.toString(tries)));
        ShopTables tables = new ShopTables(20_000);
        rig.sync.fill(tables.statements());
        CompletableFuture<StepReport.Synced> follower = rig.follow();
        rig.awaitFollowing(follower);
        Workload[] workloads = new Workload[WRITERS];
        CompletableFuture<?>[] writers = new CompletableFuture<?>[WRITERS];
        for (int i = 0; i < WRITERS; i++) {
            workloads[i] =
                    new Workload(rig.sync.steps.source, tables, new Random(random.nextLong()), i, PER_SECOND / WRITERS);
            writers[i] = CompletableFuture.runAsync(workloads[i]);
        }
        TimeUnit.SECONDS.sleep(SECONDS);
        workloads[0].large();
        for (Workload workload : workloads) {
            workload.end();
        }
        CompletableFuture.allOf(writers).join();
        long last = System.nanoTime();
        assertThat(rig.stop().outcome()).isEqualTo(Outcome.DONE);
        double ended = (System.nanoTime() - last) / 1e9;
        StepReport.Synced report = follower.get(60, TimeUnit.SECONDS);

        assertThat(report.problems()).isEmpty();
        rig.assertSame(ShopTables.NAMES);
        SyncSummary summary = report.summary();
        SyncSummary.Proof proof = summary.proof();
        assertThat(proof.verdict()).isEqualTo("proven");
        System.out.printf(
                "%s to %s, try %d: %d changes in the log, lag %.2f s; proven %.2f s after the last write, of that %.2f s after all was"
                        + " in, by %d rows and %d keys again; no row differs%n",
                from,
                to,
                tries,
                summary.logChanges(),
                summary.lagSeconds(),
                ended,
                proof.seconds(),
                proof.rows(),
                proof.comparedAgain());
    }
}
