package dev.sterna.migration;

import dev.sterna.model.TableName;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Patterns with {@code *} (any characters) and {@code ?} (one); case counts. */
final class Globs {
    private Globs() {}

    /** Whether a pattern means a table: by its qualified name if it has a dot, else by its name in any schema. */
    static boolean matches(String glob, TableName table) {
        return pattern(glob)
                .matcher(glob.contains(".") ? table.toString() : table.name())
                .matches();
    }

    static boolean matchesAny(List<String> globs, TableName table) {
        return globs.stream().anyMatch(glob -> matches(glob, table));
    }

    static boolean matches(String glob, String text) {
        return pattern(glob).matcher(text).matches();
    }

    static boolean matchesIgnoringCase(String glob, String text) {
        return pattern(glob.toLowerCase(Locale.ROOT))
                .matcher(text.toLowerCase(Locale.ROOT))
                .matches();
    }

    /** How many characters a pattern says itself: the more, the more it was meant. */
    static int precision(String glob) {
        return (int) glob.chars().filter(c -> c != '*' && c != '?').count();
    }

    private static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder();
        glob.chars().forEach(c -> {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf((char) c)));
            }
        });
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
