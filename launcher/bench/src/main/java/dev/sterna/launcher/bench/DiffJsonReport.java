package dev.sterna.launcher.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Locale;

/** The report of {@code --diff} as one JSON document on one line; docs/benchmarks.md tells its fields. */
final class DiffJsonReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DiffJsonReport() {}

    static String of(DiffReport report) {
        ObjectNode document = JSON.createObjectNode();
        JsonReport.putMachine(document, report.circumstances());
        document.put("pair", report.pair().toString())
                .put("source", report.source())
                .put("target", report.target())
                .put("scale", BigDecimal.valueOf(report.scale()))
                .put("table", report.table().name())
                .put("rows", report.table().rows())
                .put("megabytes", JsonReport.rounded(report.table().bytes() / 1e6));
        ObjectNode planted = document.putObject("planted")
                .put("all", report.planted().size())
                .put("places", report.places());
        for (Planted.Kind kind : Planted.Kind.values()) {
            planted.put(kind.label(), report.planted(kind));
        }
        ArrayNode results = document.putArray("results");
        report.rows().forEach(row -> add(results.addObject(), row, report));
        JsonReport.putChecks(document, report.checks());
        return document.toString();
    }

    private static void add(ObjectNode node, DiffRow row, DiffReport report) {
        node.put("name", row.name())
                .put("version", row.version())
                .put("outcome", row.outcome().name().toLowerCase(Locale.ROOT))
                .put("reason", row.reason().orElse(null));
        if (row.usage() == null) {
            return;
        }
        node.put("seconds", JsonReport.rounded(row.usage().seconds()))
                .put("comparingSeconds", JsonReport.rounded(row.comparing()))
                .put("timesDigest", JsonReport.rounded(report.timesDigest(row)))
                .put("fetched", row.fetched().isPresent() ? row.fetched().getAsLong() : null)
                .put("peakBytes", row.usage().peakBytes())
                .put("cpuSeconds", JsonReport.rounded(row.usage().cpuSeconds()));
    }
}
