package dev.sterna.dialect.postgres.sql;

import dev.sterna.sql.DatePattern;
import dev.sterna.sql.Untranslatable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The patterns of to_char, of those parts of a date that {@link DatePattern} has. */
final class PostgresDatePattern {
    private static final Map<Character, String> WORDS = Map.ofEntries(
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

    /** Those first that begin with another one. */
    private static final List<String> READ = List.of(
            "YYYY", "FMMM", "FMDD", "FMMonth", "FMDay", "HH24", "HH12", "DDD", "Mon", "MM", "DD", "MI", "SS", "US",
            "AM", "Dy", "YY");

    private PostgresDatePattern() {}

    /** The neutral pattern as to_char has it. */
    static String of(String neutral) throws Untranslatable {
        String pattern = DatePattern.checked(neutral);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char letter = pattern.charAt(i);
            if (letter == '%') {
                i++;
                out.append(WORDS.get(pattern.charAt(i)));
            } else if (Character.isLetterOrDigit(letter)) {
                out.append('"').append(letter).append('"');
            } else {
                out.append(letter);
            }
        }
        return out.toString();
    }

    /** A pattern of to_char as the neutral one. */
    static String neutral(String pattern) throws Untranslatable {
        List<String> out = new ArrayList<>();
        int at = 0;
        while (at < pattern.length()) {
            int from = at;
            for (String word : READ) {
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
                WORDS.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(word))
                        .findFirst()
                        .orElseThrow()
                        .getKey();
        };
    }
}
