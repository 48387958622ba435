package dev.sterna.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Patterns by which dates become text. The neutral one is MySQL's, of the letters that PostgreSQL has an equal for.
 * Names of months and days are English.
 */
public final class DatePattern {
    private static final Map<Character, String> POSTGRES = Map.ofEntries(
            Map.entry('Y', "YYYY"),
            Map.entry('y', "YY"),
            Map.entry('m', "MM"),
            Map.entry('c', "FMMM"),
            Map.entry('d', "DD"),
            Map.entry('e', "FMDD"),
            Map.entry('H', "HH24"),
            Map.entry('h', "HH12"),
            Map.entry('I', "HH12"),
            Map.entry('i', "MI"),
            Map.entry('s', "SS"),
            Map.entry('S', "SS"),
            Map.entry('f', "US"),
            Map.entry('p', "AM"),
            Map.entry('j', "DDD"),
            Map.entry('M', "FMMonth"),
            Map.entry('b', "Mon"),
            Map.entry('W', "FMDay"),
            Map.entry('a', "Dy"));

    private static final List<String> POSTGRES_WORDS = List.of(
            "YYYY", "FMMM", "FMDD", "FMMonth", "FMDay", "HH24", "HH12", "DDD", "Mon", "MM", "DD", "MI", "SS", "US",
            "AM", "Dy", "YY");

    private DatePattern() {}

    /** MySQL's pattern as it is, if it can be said otherwise too. */
    public static String ofMySql(String pattern) throws Untranslatable {
        String spelt = pattern.replace("%T", "%H:%i:%s").replace("%r", "%h:%i:%s %p");
        toPostgres(spelt);
        return spelt;
    }

    /** The neutral pattern as PostgreSQL has it. */
    public static String toPostgres(String pattern) throws Untranslatable {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char letter = pattern.charAt(i);
            if (letter == '%' && i + 1 < pattern.length()) {
                i++;
                String word = POSTGRES.get(pattern.charAt(i));
                if (word == null) {
                    throw new Untranslatable("its pattern of a date has %" + pattern.charAt(i));
                }
                out.append(word);
            } else if (letter == '"' || letter == '\\' || letter == '%') {
                throw new Untranslatable("its pattern of a date has " + letter);
            } else if (Character.isLetterOrDigit(letter)) {
                out.append('"').append(letter).append('"');
            } else {
                out.append(letter);
            }
        }
        return out.toString();
    }

    /** PostgreSQL's pattern as the neutral one. */
    public static String ofPostgres(String pattern) throws Untranslatable {
        List<String> out = new ArrayList<>();
        int at = 0;
        while (at < pattern.length()) {
            int from = at;
            for (String word : POSTGRES_WORDS) {
                if (pattern.startsWith(word, at)) {
                    out.add("%" + letter(word));
                    at += word.length();
                    break;
                }
            }
            if (at == from) {
                char letter = pattern.charAt(at);
                if (letter == '%' || letter == '"' || letter == '\\' || Character.isLetterOrDigit(letter)) {
                    throw new Untranslatable("its pattern of a date is not understood: " + pattern);
                }
                out.add(String.valueOf(letter));
                at++;
            }
        }
        return String.join("", out);
    }

    private static char letter(String word) {
        return switch (word) {
            case "HH12" -> 'h';
            case "SS" -> 's';
            default ->
                POSTGRES.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(word))
                        .findFirst()
                        .orElseThrow()
                        .getKey();
        };
    }
}
