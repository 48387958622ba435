package dev.sterna.embedded.data;

import dev.sterna.embedded.Engine;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns a definition into the SQL of an engine: names in angle quotes are quoted as the engine does it, words in braces
 * are types and collations.
 */
final class Vocabulary {
    private static final Pattern NAME = Pattern.compile("«([^»]*)»");
    private static final Pattern WORD = Pattern.compile("\\{(\\w+)}");

    private final Engine engine;
    private final Map<String, String> words;

    Vocabulary(Engine engine) {
        this.engine = engine;
        this.words = switch (engine) {
            case POSTGRESQL -> postgres();
            case MARIADB -> mysql(Map.of("uuid", "uuid", "exact", "COLLATE utf8mb4_nopad_bin"));
            case MYSQL -> mysql(Map.of("uuid", "char(36) CHARACTER SET ascii", "exact", "COLLATE utf8mb4_0900_bin"));
        };
    }

    private static Map<String, String> postgres() {
        return Map.ofEntries(
                Map.entry("uuid", "uuid"),
                // Compares every character, and trailing spaces.
                Map.entry("exact", "COLLATE \"C\""),
                Map.entry("ignorecase", ""),
                Map.entry("tinyint", "smallint"),
                Map.entry("mediumint", "integer"),
                Map.entry("double", "double precision"),
                Map.entry("float", "real"),
                Map.entry("text", "text"),
                Map.entry("datetime", "timestamp(6)"),
                Map.entry("instant", "timestamp(6) with time zone"),
                Map.entry("varbinary", "bytea"),
                Map.entry("binary16", "bytea"),
                Map.entry("blob", "bytea"),
                Map.entry("table", ""),
                Map.entry("analyze", "ANALYZE"));
    }

    private static Map<String, String> mysql(Map<String, String> particular) {
        Map<String, String> words = new HashMap<>(Map.of(
                "ignorecase", "COLLATE utf8mb4_unicode_ci",
                "tinyint", "tinyint",
                "mediumint", "mediumint",
                "double", "double",
                "float", "float",
                "text", "longtext",
                "datetime", "datetime(6)",
                "instant", "timestamp(6) NULL",
                "varbinary", "varbinary(300)",
                "blob", "longblob"));
        words.put("binary16", "binary(16)");
        words.put("table", " CHARACTER SET utf8mb4");
        words.put("analyze", "ANALYZE TABLE");
        words.putAll(particular);
        return words;
    }

    String sql(String definition) {
        String named = NAME.matcher(definition).replaceAll(name -> Matcher.quoteReplacement(quoted(name.group(1))));
        return WORD.matcher(named).replaceAll(word -> {
            String meaning = words.get(word.group(1));
            if (meaning == null) {
                throw new IllegalArgumentException("Cannot say in " + engine + ": " + word.group());
            }
            return Matcher.quoteReplacement(meaning);
        });
    }

    String quoted(String name) {
        String quote = engine == Engine.POSTGRESQL ? "\"" : "`";
        return quote + name.replace(quote, quote + quote) + quote;
    }
}
