package dev.sterna.dialect.postgres.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Whether a text is JSON. */
final class JsonSyntax {
    private static final ObjectMapper STRICT =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonSyntax() {}

    static boolean isJson(String text) {
        try {
            return !STRICT.readTree(text).isMissingNode();
        } catch (JsonProcessingException none) {
            return false;
        }
    }
}
