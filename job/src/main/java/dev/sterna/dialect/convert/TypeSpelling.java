package dev.sterna.dialect.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How types are written, whatever the engine. */
public final class TypeSpelling {
    /** Texts and names that stay as they are. */
    private static final Pattern QUOTED =
            Pattern.compile("'(?:[^'\\\\]|\\\\.|'')*'|\"(?:[^\"]|\"\")*\"", Pattern.DOTALL);

    private TypeSpelling() {}

    /** A type in small letters, without blanks that say nothing; what stands in quotes stays. */
    public static String plain(String nativeType) {
        List<String> kept = new ArrayList<>();
        Matcher quoted = QUOTED.matcher(nativeType);
        String bare = quoted.replaceAll(found -> {
            kept.add(found.group());
            return "\u0001";
        });
        String plain = bare.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ")
                .replaceAll(" ?([(,]) ?", "$1")
                .replaceAll(" \\)", ")");
        for (String text : kept) {
            plain = plain.replaceFirst("\u0001", Matcher.quoteReplacement(text));
        }
        return plain;
    }
}
