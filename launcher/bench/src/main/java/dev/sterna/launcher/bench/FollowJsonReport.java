package dev.sterna.launcher.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The report of {@code --follow} as one JSON document on one line; docs/benchmarks.md tells its fields. */
final class FollowJsonReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private FollowJsonReport() {}

    static String of(FollowReport report) {
        ObjectNode document = JSON.createObjectNode();
        JsonReport.putMachine(document, report.circumstances());
        document.put("pair", report.pair().toString())
                .put("source", report.source())
                .put("target", report.target())
                .put("version", report.version())
                .put("rows", report.rows())
                .put("wantedChangesPerSecond", report.wantedRate());
        ArrayNode rounds = document.putArray("rounds");
        report.rounds().forEach(round -> add(rounds.addObject(), round));
        JsonReport.putChecks(document, report.checks());
        return document.toString();
    }

    private static void add(ObjectNode node, FollowRound round) {
        node.put("changes", round.changes())
                .put("changesPerSecond", JsonReport.rounded(round.rate()))
                .put("medianLagSeconds", round.lags().isEmpty() ? null : JsonReport.rounded(round.medianLag()))
                .put("longLagSeconds", round.lags().isEmpty() ? null : JsonReport.rounded(round.longLag()))
                .put("provenSeconds", JsonReport.rounded(round.ended()))
                .put("stoppedSeconds", JsonReport.rounded(round.stopped()))
                .put("differing", round.differing())
                .put("failure", round.failure().isEmpty() ? null : round.failure())
                .put("peakBytes", round.follower().peakBytes())
                .put("cpuSeconds", JsonReport.rounded(round.follower().cpuSeconds()));
    }
}
