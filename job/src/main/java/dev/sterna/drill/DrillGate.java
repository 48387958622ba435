package dev.sterna.drill;

import dev.sterna.backup.KeptSource;
import dev.sterna.backup.Manifest;
import dev.sterna.ledger.GateLedger;
import dev.sterna.ledger.GateRow;
import dev.sterna.step.Workspace;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What the last drill of a run came to, for those who rely on it. */
public final class DrillGate {
    private DrillGate() {}

    /**
     * Why nobody may rely on it, in words; empty when it passed, with the run's plan and backup, and is young enough.
     *
     * @param gates of the run
     * @param planHash of the run's plan now
     * @param backup of the run as it is now, as {@link #mark} names it
     */
    public static Optional<String> unmet(List<GateRow> gates, String planHash, String backup, Duration maxAge) {
        Optional<GateRow> last = gates.stream()
                .filter(gate -> gate.gate().equals(GateLedger.DRILL))
                .findFirst();
        if (last.isEmpty()) {
            return Optional.of("no drill was made of this backup");
        }
        GateRow gate = last.get();
        if (!gate.passed()) {
            return Optional.of("the last drill, " + age(gate.age()) + " ago, failed: " + gate.looked());
        }
        if (!planHash.equals(gate.planHash())) {
            return Optional.of("the last drill, " + age(gate.age()) + " ago, was of a backup by another plan");
        }
        if (!backup.equals(gate.position())) {
            return Optional.of(
                    "the last drill, " + age(gate.age()) + " ago, was of another backup: it has changed since then");
        }
        return gate.age().compareTo(maxAge) > 0
                ? Optional.of(
                        "the last drill is " + age(gate.age()) + " old, and sterna.drill.max-age is " + age(maxAge))
                : Optional.empty();
    }

    /** The backup in a run's directory: another text once its manifest or what was kept of its source is another. */
    public static String mark(Workspace files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String file : List.of(Manifest.FILE, KeptSource.FILE)) {
                String text = files.read(file).orElse("");
                digest.update((text.length() + "\n" + text).getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JVM has SHA-256", impossible);
        }
    }

    /** A time in the largest unit that it has two of, or in seconds. */
    static String age(Duration age) {
        if (age.toDays() >= 2) {
            return age.toDays() + " days";
        }
        if (age.toHours() >= 2) {
            return age.toHours() + " hours";
        }
        return age.toMinutes() >= 2 ? age.toMinutes() + " minutes" : age.toSeconds() + " s";
    }
}
