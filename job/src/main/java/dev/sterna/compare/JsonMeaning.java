package dev.sterna.compare;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether two JSON texts mean the same, for columns that write a text anew: the order of an object's keys, blanks and
 * escapes say nothing; of a key that is there twice the last counts; numbers are equal by their value, however they are
 * written, and to the last digit.
 */
final class JsonMeaning {
    private static final StreamReadConstraints ANY = StreamReadConstraints.builder()
            .maxNumberLength(Integer.MAX_VALUE)
            .maxStringLength(Integer.MAX_VALUE)
            .maxNameLength(Integer.MAX_VALUE)
            .maxNestingDepth(5_000)
            .build();

    private static final ObjectMapper JSON = new ObjectMapper(
                    JsonFactory.builder().streamReadConstraints(ANY).build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true));

    private JsonMeaning() {}

    /** False also for what is no JSON at all. */
    static boolean same(String one, String other) {
        try {
            return same(JSON.readTree(one), JSON.readTree(other));
        } catch (JsonProcessingException noJson) {
            return false;
        }
    }

    private static boolean same(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            // Not compareTo, which would write out all zeros of a number like 1e1000000000.
            BigDecimal left = plain(one);
            BigDecimal right = plain(other);
            return left.scale() == right.scale() && left.unscaledValue().equals(right.unscaledValue());
        }
        if (one.getNodeType() != other.getNodeType() || one.size() != other.size()) {
            return false;
        }
        if (one.isArray()) {
            Iterator<JsonNode> rest = other.elements();
            for (JsonNode element : one) {
                if (!same(element, rest.next())) {
                    return false;
                }
            }
            return true;
        }
        if (one.isObject()) {
            for (Map.Entry<String, JsonNode> member : one.properties()) {
                JsonNode value = other.get(member.getKey());
                if (value == null || !same(member.getValue(), value)) {
                    return false;
                }
            }
            return true;
        }
        return one.equals(other);
    }

    /** One and the same text for all texts that mean the same; what is no JSON at all stays what it is. */
    static String plain(String text) {
        try {
            StringBuilder plain = new StringBuilder();
            write(JSON.readTree(text), plain);
            return plain.toString();
        } catch (JsonProcessingException noJson) {
            return text;
        }
    }

    private static void write(JsonNode node, StringBuilder plain) {
        if (node.isNumber()) {
            BigDecimal number = plain(node);
            plain.append(number.unscaledValue()).append('e').append(-number.scale());
        } else if (node.isArray()) {
            plain.append('[');
            for (JsonNode element : node) {
                write(element, plain);
                plain.append(',');
            }
            plain.append(']');
        } else if (node.isObject()) {
            plain.append('{');
            for (Map.Entry<String, JsonNode> member : new TreeMap<>(node.properties().stream()
                            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                    .entrySet()) {
                plain.append(TextNode.valueOf(member.getKey())).append(':');
                write(member.getValue(), plain);
                plain.append(',');
            }
            plain.append('}');
        } else {
            plain.append(node);
        }
    }

    private static BigDecimal plain(JsonNode number) {
        return number.decimalValue().stripTrailingZeros();
    }
}
