package dev.sterna.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.changes.Deletes;
import dev.sterna.config.SyncSettings;
import dev.sterna.ledger.FollowRow;
import dev.sterna.ledger.GateRow;
import dev.sterna.ledger.Ledger;
import dev.sterna.migration.LogObjectsLeft;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.RunContext;
import dev.sterna.step.StepReport;
import dev.sterna.testing.TestDatabase;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Two databases of which one's log is followed into the other. */
public final class FollowRig {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    public final SyncRig sync;
    SyncSettings.Prove prove = SyncSettings.Prove.ON;

    public FollowRig(TestDatabase source, TestDatabase target, Path workspace) {
        sync = new SyncRig(
                source, target, workspace, ObjectKind.INDEX, ObjectKind.UNIQUE_CONSTRAINT, ObjectKind.FOREIGN_KEY);
        // As is the default.
        sync.steps.connections = 8;
        settings(5000, "1", SyncSettings.SourceObjects.CREATE);
    }

    void settings(int batchKeys, String maxDeletes, SyncSettings.SourceObjects objects) {
        sync.steps.sync = new SyncSettings(
                        SyncSettings.Changes.AUTO,
                        new BigDecimal(maxDeletes),
                        Duration.ofMillis(20),
                        batchKeys,
                        objects,
                        Duration.ofSeconds(60))
                .withProve(prove);
    }

    /** Follows in another thread until somebody wishes that it stops. */
    public CompletableFuture<StepReport.Synced> follow() {
        return follow(Deletes.ALLOWED);
    }

    CompletableFuture<StepReport.Synced> follow(Duration untilLag) {
        return follow(new FollowUntil.Lag(untilLag), Deletes.ALLOWED);
    }

    CompletableFuture<StepReport.Synced> follow(Deletes deletes) {
        return follow(new FollowUntil.Told(), deletes);
    }

    CompletableFuture<StepReport.Synced> follow(FollowUntil until, Deletes deletes) {
        CompletableFuture<StepReport.Synced> report = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    RunContext run = sync.run();
                    try (Ledger.Lock lock = run.ledger().lock(run.runId())) {
                        report.complete((StepReport.Synced) new FollowStep(until, deletes).execute(locked(run, lock)));
                    } catch (RuntimeException | Error failure) {
                        report.completeExceptionally(failure);
                    }
                },
                "follower");
        thread.setDaemon(true);
        thread.start();
        return report;
    }

    private static RunContext locked(RunContext run, Ledger.Lock lock) {
        return new RunContext(
                run.runId(),
                run.migration(),
                run.only(),
                run.workspace(),
                run.events(),
                run.progress(),
                run.spark(),
                run.output(),
                run.warnings(),
                run.aside(),
                lock::hold);
    }

    /** Waits until what changed before is in, and the log is followed. */
    public void awaitFollowing(CompletableFuture<?> follower) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (sync.run()
                .ledger()
                .follow()
                .find("r1")
                .filter(row -> row.phase().equals(FollowRow.FOLLOWING))
                .isEmpty()) {
            assertThat(System.nanoTime())
                    .as("nobody follows: " + sync.steps.output)
                    .isLessThan(end);
            if (follower.isDone()) {
                follower.join();
            }
            Thread.sleep(50);
        }
    }

    /** Waits until a command after the first goes on, which nobody is to take for that one. */
    void awaitGoingOn() {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> sync.steps.output.stream()
                        .anyMatch(line ->
                                line.startsWith("sync: follows the source's log from") && line.contains(", noted ")));
    }

    static StepReport.Synced report(CompletableFuture<StepReport.Synced> follower) throws Exception {
        return follower.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** What the ledger has of the proof. */
    Optional<GateRow> proofGate() {
        return sync.run().ledger().gates().read("r1").stream()
                .filter(gate -> gate.gate().equals("proof"))
                .findFirst();
    }

    /** Waits until a query of the target has that answer. */
    public void await(String query, String answer) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!sync.steps.target.queryValue(query).equals(answer)) {
            assertThat(System.nanoTime()).as(query + ": " + sync.steps.output).isLessThan(end);
            Thread.sleep(50);
        }
    }

    /** Servers have begun anew, and so do the sessions of the test. */
    void renew() {
        sync.steps.source.renewSessions();
        sync.steps.target.renewSessions();
    }

    /** Has it stopped, and finds nothing on the source afterwards. */
    StepReport stop() {
        StepReport report = new StopStep().execute(sync.run());
        assertThat(left()).isEmpty();
        return report;
    }

    List<String> left() {
        RunContext run = sync.run();
        return LogObjectsLeft.of(
                        run.source(),
                        "r1",
                        sync.plan().tables().stream().map(TablePlan::source).toList())
                .stream()
                .map(object -> object.kind() + " " + object.name())
                .toList();
    }

    /** The witness: plain SQL, that knows nothing of what it looks at. */
    public void assertSame(List<String> tables) {
        for (String table : tables) {
            assertThat(rows(sync.steps.target, table)).as(table).isEqualTo(rows(sync.steps.source, table));
        }
    }

    private static List<List<String>> rows(TestDatabase database, String table) {
        List<List<String>> rows = new ArrayList<>(database.query("SELECT * FROM " + table));
        rows.sort((one, other) -> one.toString().compareTo(other.toString()));
        return rows;
    }
}
