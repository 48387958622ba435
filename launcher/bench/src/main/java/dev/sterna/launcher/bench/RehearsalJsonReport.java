package dev.sterna.launcher.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/** The report of a rehearsal as one JSON document on one line; docs/benchmarks.md tells its fields. */
final class RehearsalJsonReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RehearsalJsonReport() {}

    static String of(RehearsalReport report) {
        ObjectNode document = JSON.createObjectNode();
        JsonReport.putMachine(document, report.circumstances());
        document.put("strategy", Rehearsal.label(report.strategy()))
                .put("pair", report.pair().toString())
                .put("source", report.source())
                .put("target", report.target())
                .put("version", report.version())
                .put("rows", report.rows())
                .put("wantedChangesPerSecond", report.wantedRate())
                .put("copySeconds", seconds(report.copied()))
                .put("pausedSeconds", seconds(report.paused()));
        document.putObject("frozenSeconds")
                .put("p50", seconds(report.median()))
                .put("p95", seconds(report.nearlyAll()))
                .put("max", seconds(report.longest()));
        ArrayNode rounds = document.putArray("rounds");
        report.rounds().forEach(round -> add(rounds.addObject(), round));
        JsonReport.putChecks(document, report.checks());
        return document.toString();
    }

    private static void add(ObjectNode node, RehearsalRound round) {
        node.put("changesPerSecond", seconds(round.rate()))
                .put("frozenSeconds", seconds(round.frozen()))
                .put("receiptSeconds", seconds(round.told()))
                .put("commandSeconds", seconds(round.command()))
                .put("lost", round.lost())
                .put("differing", round.differing())
                .put("backSeconds", seconds(round.back()))
                .put("broughtBack", round.broughtBack())
                .put("lostBack", round.lostBack())
                .put("differingBack", round.differingBack());
    }

    /** Null where it was not seen. */
    private static BigDecimal seconds(double value) {
        return Double.isNaN(value) ? null : JsonReport.rounded(value);
    }
}
