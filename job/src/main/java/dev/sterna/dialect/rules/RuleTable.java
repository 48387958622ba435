package dev.sterna.dialect.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The words of an enum of rules, read from the resource beside it that is called as it is and ends in {@code .rules}.
 *
 * <p>The resource consists of blocks with empty lines between them. A rule's block begins with {@code id: kind, place};
 * the lines below it say {@code source}, {@code target}, {@code reason} and {@code remedy}. A line that is indented by
 * four blanks or more continues the one before it. The block before all rules holds comments, and may hold the
 * {@code prefix} that every id begins with; the rest of an id is the constant's name.
 */
final class RuleTable {
    private static final ClassValue<Map<String, RuleWords>> TABLES = new ClassValue<>() {
        @Override
        protected Map<String, RuleWords> computeValue(Class<?> rules) {
            return new RuleTable(rules).read();
        }
    };

    private final Class<?> rules;

    private RuleTable(Class<?> rules) {
        this.rules = rules;
    }

    static RuleWords words(ConversionRule rule) {
        return TABLES.get(rule.getClass()).get(rule.name());
    }

    private Map<String, RuleWords> read() {
        String[] blocks = resource().strip().replaceAll("\n {4,}", " ").split("\n{2,}");
        Map<String, RuleWords> byId = new LinkedHashMap<>();
        for (int i = 1; i < blocks.length; i++) {
            RuleWords words = words(blocks[i]);
            if (byId.put(words.id(), words) != null) {
                throw broken(words.id() + " stands in it twice", null);
            }
        }
        String prefix = blocks[0]
                .lines()
                .filter(line -> line.startsWith("prefix: "))
                .map(line -> line.substring("prefix: ".length()))
                .findFirst()
                .orElse("");
        Map<String, RuleWords> byName = new HashMap<>();
        for (Object rule : rules.getEnumConstants()) {
            String name = ((ConversionRule) rule).name();
            String id = prefix + name.toLowerCase(Locale.ROOT).replace('_', '-');
            RuleWords words = byId.remove(id);
            if (words == null) {
                throw broken(id + " is missing", null);
            }
            byName.put(name, words);
        }
        if (!byId.isEmpty()) {
            throw broken("no rule is called " + String.join(", ", byId.keySet()), null);
        }
        return byName;
    }

    private RuleWords words(String block) {
        try {
            return RuleWords.of(block.split("\n"));
        } catch (IllegalArgumentException unreadable) {
            throw broken(unreadable.getMessage(), unreadable);
        }
    }

    private String resource() {
        try (InputStream in = rules.getResourceAsStream(rules.getSimpleName() + ".rules")) {
            if (in == null) {
                throw broken("there is none", null);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private IllegalStateException broken(String problem, Exception cause) {
        return new IllegalStateException("Cannot read " + rules.getSimpleName() + ".rules: " + problem, cause);
    }
}
