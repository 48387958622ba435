package dev.sterna.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A plan as JSON, and its hash. */
final class PlanJson {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private PlanJson() {}

    /** For people: a member a line, but a column or a chunk on one. */
    static String write(Plan plan) {
        try {
            return MAPPER.writer(new PlanPrinter()).writeValueAsString(plan) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Cannot write a plan as JSON", impossible);
        }
    }

    /** @return null when the text is anything but an object */
    static ObjectNode parse(String text) throws JsonProcessingException {
        return MAPPER.readTree(text) instanceof ObjectNode object ? object : null;
    }

    static Plan plan(ObjectNode node) throws JsonProcessingException {
        return MAPPER.treeToValue(node, Plan.class);
    }

    /** The hash that belongs to a plan, whatever it says itself. */
    static String hash(ObjectNode plan) {
        ObjectNode rest = plan.deepCopy();
        rest.remove("hash");
        return sha256(rest);
    }

    static String hash(Plan plan) {
        return hash(MAPPER.<ObjectNode>valueToTree(plan));
    }

    /** Over the JSON with sorted members and without blanks, so that only its meaning counts. */
    static String sha256(JsonNode node) {
        try {
            byte[] canonical = MAPPER.writeValueAsString(MAPPER.treeToValue(node, Object.class))
                    .getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
        } catch (JsonProcessingException | NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Cannot hash JSON", impossible);
        }
    }
}
