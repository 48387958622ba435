package dev.sterna.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long a freeze would take is told by what was measured of late. */
class FreezeForecastTest {
    private static List<JsonNode> events(String... lines) throws JsonProcessingException {
        List<JsonNode> events = new ArrayList<>();
        for (String line : lines) {
            events.add(new ObjectMapper().readTree(line));
        }
        return events;
    }

    private static String lag(double seconds) {
        return "{\"type\":\"follow-lag\",\"seconds\":" + seconds + ",\"predictedFreezeSeconds\":" + seconds + "}";
    }

    @Test
    void nothingMeasuredIsNothingTold() throws JsonProcessingException {
        assertThat(FreezeForecast.of(events("{\"type\":\"step-started\",\"step\":\"load\"}")))
                .isEmpty();
    }

    /** How far behind whoever followed was an earlier time is no matter, and no step after it is either. */
    @Test
    void onlyWhatWasSeenSinceItWasLastBegunCounts() throws JsonProcessingException {
        FreezeForecast forecast = FreezeForecast.of(events(
                        "{\"type\":\"step-started\",\"step\":\"sync\"}",
                        lag(7200),
                        "{\"type\":\"step-started\",\"step\":\"catch-up\"}",
                        lag(3),
                        lag(1),
                        "{\"type\":\"step-started\",\"step\":\"validate\"}",
                        "{\"type\":\"freeze-tried\",\"seconds\":0.5}"))
                .orElseThrow();
        assertThat(forecast).isEqualTo(new FreezeForecast(1.5, 3.5, 3.5, "log", 2));
        assertThat(forecast.words())
                .startsWith("a freeze now would take about ")
                .contains(
                        "by 2 measurements of following the log, while somebody follows it and has compared all rows");
    }
}
