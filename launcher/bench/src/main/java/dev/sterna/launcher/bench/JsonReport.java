package dev.sterna.launcher.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The report as one JSON document on one line; docs/benchmarks.md tells its fields. */
final class JsonReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Report report;

    private JsonReport(Report report) {
        this.report = report;
    }

    static String of(Report report) {
        return new JsonReport(report).document().toString();
    }

    private ObjectNode document() {
        ObjectNode document = JSON.createObjectNode();
        putMachine(document, report.circumstances());
        document.put("pair", report.pair().toString())
                .put("source", report.source())
                .put("target", report.target())
                .put("scale", BigDecimal.valueOf(report.scale()))
                .put("repeat", report.rounds())
                .put("rows", report.rows())
                .put("megabytes", rounded(report.megabytes()));
        ArrayNode tables = document.putArray("tables");
        report.tables()
                .forEach(table -> tables.addObject()
                        .put("name", table.name())
                        .put("rows", table.rows())
                        .put("bytes", table.bytes()));
        ArrayNode results = document.putArray("results");
        report.results().forEach(result -> add(results.addObject(), result));
        return document;
    }

    /** The machine, its state, and what was measured on it. */
    static void putMachine(ObjectNode document, Circumstances on) {
        document.putObject("machine")
                .put("cores", on.cores())
                .put("processor", on.processor())
                .put("memoryBytes", on.memoryBytes())
                .put("system", on.system())
                .put("java", on.java())
                .put("heapBytes", on.heapBytes())
                .put("busyCoresBefore", rounded(on.busyCores()))
                .put("busy", on.busy());
        document.put("commit", on.commit().orElse(null));
    }

    private void add(ObjectNode node, Result result) {
        node.put("name", result.name())
                .put("version", result.version())
                .put("outcome", result.outcome().name().toLowerCase(Locale.ROOT))
                .put("reason", result.reason().orElse(null));
        if (!result.done()) {
            return;
        }
        double seconds = result.seconds();
        node.put("seconds", rounded(seconds))
                .put("secondsWithoutJvmStart", rounded(result.ownSeconds()))
                .put("rowsPerSecond", rounded(report.rows() / seconds))
                .put("megabytesPerSecond", rounded(report.megabytes() / seconds))
                .put("peakBytes", (long) result.peakBytes())
                .put("cpuSeconds", rounded(result.cpuSeconds()))
                .put("timesSterna", rounded(report.timesSterna(seconds)))
                .put("timesSternaLoad", rounded(report.timesLoad(seconds)));
        ArrayNode attempts = node.putArray("attempts");
        for (Attempt attempt : result.attempts()) {
            attempts.addObject()
                    .put("seconds", rounded(attempt.usage().seconds()))
                    .put("peakBytes", attempt.usage().peakBytes())
                    .put("cpuSeconds", rounded(attempt.usage().cpuSeconds()));
        }
        if (!result.steps().isEmpty()) {
            ArrayNode steps = node.putArray("steps");
            result.steps()
                    .forEach(step -> steps.addObject()
                            .put("name", step.name())
                            .put("seconds", rounded(step.seconds()))
                            .put("rows", step.rows()));
            node.put("stageLoadProveSeconds", rounded(result.stepSeconds(Report.STAGE_LOAD_PROVE)));
        }
    }

    static void putChecks(ObjectNode document, List<Check> all) {
        ArrayNode checks = document.putArray("checks");
        all.forEach(check -> checks.addObject()
                .put("name", check.name())
                .put("verdict", check.verdict().label())
                .put("words", check.words()));
    }

    static BigDecimal rounded(OptionalDouble value) {
        return value.isEmpty() ? null : rounded(value.getAsDouble());
    }

    static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP);
    }
}
