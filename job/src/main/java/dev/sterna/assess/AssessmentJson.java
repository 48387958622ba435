package dev.sterna.assess;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/** An assessment as JSON. */
final class AssessmentJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private AssessmentJson() {}

    static String write(Assessment assessment) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
        try {
            return MAPPER.writer(printer).writeValueAsString(assessment) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Cannot write an assessment as JSON", impossible);
        }
    }

    /** The same as maps and lists, by the names of the members. */
    static Map<String, Object> tree(Assessment assessment) {
        return MAPPER.convertValue(assessment, new TypeReference<>() {});
    }
}
