package dev.sterna.cutover;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.transfer.progress.Amounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long the source would stand still if the cutover came now, as far as the run's own measurements tell.
 *
 * @param least as if everything went as well as it did once; {@code most} as badly
 * @param expected as it mostly did
 * @param by {@code log} where whoever follows it brings and proves what is left, {@code diff} where everything is compared
 * @param measurements that it comes from
 */
public record FreezeForecast(double least, double expected, double most, String by, int measurements) {
    private static final String LOG = "log";
    private static final String DIFF = "diff";

    /** What the events of a run tell, in the order in which they came; empty where nothing was measured. */
    public static Optional<FreezeForecast> of(List<JsonNode> events) {
        // A freeze that was made and taken back tells more than one that was only planned.
        double freeze = last(events, "cutover-frozen")
                .or(() -> last(events, "freeze-tried"))
                .map(FreezeForecast::seconds)
                .orElse(0.0);
        // Only what was seen since it was last begun to follow or compare says how it is now.
        Optional<JsonNode> newest = events.stream()
                .filter(event -> is(event, "follow-lag") || is(event, "sync-gap"))
                .reduce((one, other) -> other);
        return newest.flatMap(event -> is(event, "follow-lag") ? followed(events, freeze) : compared(events, freeze));
    }

    private static boolean is(JsonNode event, String type) {
        return type.equals(event.path("type").asText());
    }

    private static double seconds(JsonNode event) {
        return event.path("seconds").asDouble();
    }

    private static Stream<JsonNode> all(List<JsonNode> events, String type) {
        return events.stream().filter(event -> is(event, type));
    }

    private static Optional<JsonNode> last(List<JsonNode> events, String type) {
        return all(events, type).reduce((one, other) -> other);
    }

    /** What is on its way, what is not compared yet, and the freeze itself. */
    private static Optional<FreezeForecast> followed(List<JsonNode> events, double freeze) {
        List<Double> lags = all(sinceLastBegun(events), "follow-lag")
                .map(FreezeForecast::seconds)
                .sorted()
                .toList();
        JsonNode now = last(events, "follow-lag").orElseThrow();
        double toCompare = Math.max(0, now.path("predictedFreezeSeconds").asDouble() - seconds(now));
        return Optional.of(spread(lags, freeze + toCompare, LOG));
    }

    /** Those from the step on which has followed last. */
    private static List<JsonNode> sinceLastBegun(List<JsonNode> events) {
        int at = events.size() - 1;
        while (!is(events.get(at), "follow-lag")) {
            at--;
        }
        while (at > 0 && !is(events.get(at), "step-started")) {
            at--;
        }
        return events.subList(at, events.size());
    }

    /** Everything is compared, and what is found is brought as fast as it was. */
    private static Optional<FreezeForecast> compared(List<JsonNode> events, double freeze) {
        List<Double> looks = all(events, "sync-gap")
                .filter(event -> event.path("look").asInt() == 1)
                .map(FreezeForecast::seconds)
                .sorted()
                .toList();
        if (looks.isEmpty()) {
            return Optional.empty();
        }
        double rows = 0;
        double inSeconds = 0;
        for (JsonNode round : all(events, "sync-round").toList()) {
            rows += round.path("inserted").asDouble()
                    + round.path("updated").asDouble()
                    + round.path("deleted").asDouble();
            inSeconds += seconds(round);
        }
        JsonNode gap = last(events, "sync-gap").orElseThrow();
        double open = gap.path("missing").asDouble()
                + gap.path("changed").asDouble()
                + gap.path("extra").asDouble()
                + gap.path("inFlight").asDouble();
        return Optional.of(spread(looks, freeze + (rows == 0 ? 0 : open * inSeconds / rows), DIFF));
    }

    private static FreezeForecast spread(List<Double> sorted, double more, String by) {
        List<Double> all = new ArrayList<>(sorted);
        return new FreezeForecast(
                all.get(0) + more, all.get(all.size() / 2) + more, all.get(all.size() - 1) + more, by, all.size());
    }

    /** For a person. */
    public String words() {
        return "a freeze now would take about " + Amounts.seconds(expected) + " (" + Amounts.seconds(least) + " to "
                + Amounts.seconds(most) + ", by " + measurements
                + (measurements == 1 ? " measurement" : " measurements") + " of "
                + (by.equals(LOG)
                        ? "following the log, while somebody follows it and has compared all rows"
                        : "comparing everything")
                + ")";
    }
}
