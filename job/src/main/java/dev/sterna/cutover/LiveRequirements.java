package dev.sterna.cutover;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.FollowRow;
import dev.sterna.ledger.Ledger;
import dev.sterna.step.EventLog;
import dev.sterna.sync.FollowStep;
import dev.sterna.transfer.progress.Amounts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether whoever works on the run is one that the cutover can have end, and is close enough behind the source: what is missing then
 * is brought and proven while nobody can write.
 */
final class LiveRequirements {
    private static final String LOCK = "lock";
    private static final String LAG = "lag";

    /** Whoever follows tells each five seconds how far it is, unless a cycle takes longer. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final CutRun run;

    LiveRequirements(CutRun run) {
        this.run = run;
    }

    List<Requirement> look() {
        Optional<FollowRow> following = run.ledger().follow().find(run.runId());
        boolean ended = following.isEmpty() || following.get().phase().equals(FollowRow.STOPPED);
        if (run.held().isPresent()) {
            return ofRun(ended);
        }
        boolean worked = isWorkedOn();
        if (worked && ended) {
            return List.of(Requirement.unmet(
                    LOCK,
                    "another process works on this run, and does not follow the source's log",
                    "Wait until it has ended, or end it: sterna status --run-id " + run.runId()));
        }
        boolean frozen = run.ledger().cutover().find(run.runId()).isPresent();
        return List.of(
                Requirement.met(
                        LOCK, worked ? "held by whoever follows, who ends when told to" : "nobody works on this run"),
                frozen
                        // It went well when that began, and the time counts.
                        ? Requirement.met(LAG, "not looked at: the source is frozen already")
                        : lag(following, worked, ended));
    }

    /** A run that goes on to the switch has the lock, and sees to it that little is left before it freezes anything. */
    private static List<Requirement> ofRun(boolean ended) {
        return List.of(
                Requirement.met(LOCK, "held by this run"),
                Requirement.met(
                        LAG,
                        ended
                                ? "nobody follows the source's log: all rows are compared while it is frozen"
                                : "the source's log is followed until little is left, unless it is frozen already"));
    }

    private boolean isWorkedOn() {
        try (Ledger.Lock lock = run.ledger().lock(run.runId())) {
            lock.hold();
            return false;
        } catch (SternaException taken) {
            if (taken.category() != Category.LOCKED) {
                throw taken;
            }
            return true;
        }
    }

    private Requirement lag(Optional<FollowRow> following, boolean worked, boolean ended) {
        String follow = "sterna sync --run-id " + run.runId() + " --follow --execute";
        if (ended) {
            return Requirement.met(LAG, "nobody follows the source's log: all rows are compared while it is frozen");
        }
        if (!worked) {
            return Requirement.unmet(
                    LAG,
                    "whoever followed the source's log is gone, and what changed since is not in",
                    "Begin again: " + follow + "; or do without, and have all rows compared while the source is frozen:"
                            + " sterna sync --run-id " + run.runId() + " --stop --execute");
        }
        if (!following.get().phase().equals(FollowRow.FOLLOWING)) {
            return Requirement.unmet(
                    LAG,
                    "whoever follows the source's log still brings what had changed before",
                    "Wait until it follows: sterna status --run-id " + run.runId());
        }
        return told().map(this::lag)
                .orElseGet(() -> Requirement.unmet(
                        LAG,
                        "whoever follows the source's log has not told of late how far it is",
                        "Look at it, and wait: sterna status --run-id " + run.runId()));
    }

    /** What whoever follows has told last; empty where that is too long ago. */
    private Optional<JsonNode> told() {
        return EventLog.last(run.workspace()).stream()
                .filter(event -> event.path("type").asText().equals(FollowStep.LAG_EVENT))
                .reduce((one, later) -> later)
                .filter(event ->
                        Duration.between(Instant.parse(event.path("time").asText()), Instant.now())
                                        .compareTo(SILENCE)
                                <= 0);
    }

    private Requirement lag(JsonNode event) {
        double seconds = event.path("seconds").asDouble();
        double most = run.settings().sync().maxLag().toMillis() / 1e3;
        String behind = String.format(Locale.ROOT, "%.1f s behind", seconds);
        JsonNode proof = event.path("proof");
        if (proof.isNumber() && proof.asDouble() < 1) {
            return Requirement.unmet(
                    LAG,
                    behind + ", and " + (int) (100 * proof.asDouble())
                            + " % of all rows are compared: the rest would be while the source is frozen",
                    "Wait until its line says that all are: sterna status --run-id " + run.runId());
        }
        return seconds > most
                ? Requirement.unmet(
                        LAG,
                        String.format(Locale.ROOT, "%s; sterna.sync.max-lag allows %s", behind, Amounts.seconds(most)),
                        "Wait until it is less; or allow more: -D sterna.sync.max-lag=" + (long) Math.ceil(seconds)
                                + "s")
                : Requirement.met(
                        LAG,
                        behind + (proof.isNumber() ? ", all rows compared" : ", and not proven (sterna.sync.prove)"));
    }
}
