package dev.sterna.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sterna.step.Outcome;
import java.io.IOException;
import java.util.Locale;

/** JSON as people script against it. */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Json() {}

    /** On one line, without a line break at its end. */
    public static String line(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Cannot write JSON", impossible);
        }
    }

    /** @throws JsonProcessingException when the text is not what is wanted */
    static <T> T read(String text, Class<T> type) throws JsonProcessingException {
        return MAPPER.readValue(text, type);
    }

    /** For people to read, with a line break at its end. */
    static String pretty(Object value) {
        try {
            return MAPPER.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Cannot write JSON", impossible);
        }
    }

    /** Times in seconds, to the millisecond. */
    static final class Seconds extends JsonSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeNumber(Math.round(value * 1000) / 1000.0);
        }
    }

    /** Outcomes from their labels. */
    static final class OutcomeOfLabel extends JsonDeserializer<Outcome> {
        @Override
        public Outcome deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return Outcome.valueOf(json.getText().toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /** Outcomes as their labels. */
    static final class OutcomeLabel extends JsonSerializer<Outcome> {
        @Override
        public void serialize(Outcome value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(value.label());
        }
    }
}
