package dev.sterna.dialect.rules;

import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.Verdict.Place;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a rule says of itself, as {@link ConversionRule} explains it.
 *
 * @param target null for nothing
 * @param reason null where the target gets the same
 * @param remedy null for nothing
 */
record RuleWords(String id, ObjectKind kind, Place place, String source, String target, String reason, String remedy) {
    private static final Set<String> FIELDS = Set.of("source", "target", "reason", "remedy");

    /** The words in the lines of one block of a {@link RuleTable}. */
    static RuleWords of(String[] block) {
        String[] head = block[0].split(": |, ", -1);
        if (head.length != 3) {
            throw new IllegalArgumentException("Invalid rule: " + block[0] + " (must be id: kind, place)");
        }
        Map<String, String> fields = new HashMap<>();
        for (int i = 1; i < block.length; i++) {
            String[] field = block[i].strip().split(": ", 2);
            if (field.length < 2 || !FIELDS.contains(field[0]) || fields.put(field[0], field[1]) != null) {
                throw new IllegalArgumentException("Invalid line of " + head[0] + ": " + block[i]
                        + " (must be one of source, target, reason, remedy)");
            }
        }
        return new RuleWords(
                head[0],
                ObjectKind.valueOf(constant(head[1])),
                Place.valueOf(constant(head[2])),
                fields.get("source"),
                fields.get("target"),
                fields.get("reason"),
                fields.get("remedy"));
    }

    private static String constant(String words) {
        return words.toUpperCase(Locale.ROOT).replace(' ', '_');
    }
}
