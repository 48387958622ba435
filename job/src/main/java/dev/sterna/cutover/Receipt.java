package dev.sterna.cutover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.sterna.plan.StepPlan;
import dev.sterna.step.CutoverSummary;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What was measured and proven while the source was frozen, for whoever asks later. */
record Receipt(CutRun run, StepPlan planned) {
    static final String FILE = "cutover/receipt.json";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** What it holds; times are UTC by the driver's clock. */
    record Content(
            int version,
            String runId,
            String switched,
            String source,
            String target,
            double freezeSeconds,
            boolean refusalsSeen,
            String frozenBy,
            String position,
            String proof,
            String planHash,
            List<CutoverSummary.Met> requirements) {}

    /** Writes it, and returns its URI. */
    String write(
            WriteProbe probe,
            double freezeSeconds,
            String position,
            String proof,
            List<CutoverSummary.Met> requirements,
            String frozenBy) {
        Content content = new Content(
                1,
                run.runId(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
                run.source().server().label(),
                run.target().server().label(),
                freezeSeconds,
                probe.hasSeen(),
                frozenBy,
                position,
                proof,
                planned.plan().hash(),
                requirements);
        try {
            run.workspace().write(FILE, JSON.writeValueAsString(content) + "\n");
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
        return run.workspace().uri(FILE);
    }
}
