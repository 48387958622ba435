package dev.sterna.step;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The events of a run in {@code events.jsonl}. Later executions under the same run id append to it. What was recorded is
 * in the file at once, or within a second on a store that cannot append.
 */
public final class EventLog implements Events, AutoCloseable {
    /** Where the events lie in the workspace. */
    public static final String FILE = "events.jsonl";

    private static final int OCTETS = 256 * 1024;

    private static final JsonFactory JSON = new JsonFactory();
    private static final ObjectMapper READER = new ObjectMapper();

    private final String runId;
    private final LineFile lines;

    private EventLog(String runId, LineFile lines) {
        this.runId = runId;
        this.lines = lines;
    }

    /** Opens the log of a run for appending. */
    public static EventLog open(Workspace workspace, String runId) {
        return new EventLog(runId, LineFile.open(workspace, FILE));
    }

    /** The last whole lines of a run's log, about that many octets of them; also while the run is under way. */
    private static List<String> tail(Workspace workspace, int octets) {
        List<String> names = new ArrayList<>(List.of(FILE));
        names.addAll(SegmentSink.segments(workspace, FILE));
        StringBuilder text = new StringBuilder();
        for (String name : names.subList(Math.max(0, names.size() - 2), names.size())) {
            text.append(workspace.tail(name, octets).orElse(""));
        }
        return text.toString().lines().toList();
    }

    /** The last events of a run, some thousand; one that was cut short is left out. */
    public static List<JsonNode> last(Workspace workspace) {
        List<JsonNode> events = new ArrayList<>();
        for (String line : tail(workspace, OCTETS)) {
            try {
                events.add(READER.readTree(line));
            } catch (JsonProcessingException halfWritten) {
                continue;
            }
        }
        return events;
    }

    @Override
    public void record(String type, Map<String, Object> fields) {
        String line = line(type, fields);
        lines.append(line);
        lines.flush();
    }

    private String line(String type, Map<String, Object> fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField(
                    "time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
            json.writeStringField("runId", runId);
            json.writeStringField("type", type);
            for (Map.Entry<String, Object> field : fields.entrySet()) {
                json.writeFieldName(field.getKey());
                write(json, field.getValue());
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Integer || value instanceof Long || value instanceof Short) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Number number) {
            json.writeNumber(number.doubleValue());
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value == null) {
            json.writeNull();
        } else {
            json.writeString(value.toString());
        }
    }

    @Override
    public void close() {
        lines.close();
    }
}
