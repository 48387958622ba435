package dev.sterna.app;

import dev.sterna.config.Nearest;
import java.util.Arrays;
import java.util.Collection;
import java.util.regex.Pattern;

/**
 * A word of the command line that stands where it should not, as it may be repeated: a slip of the fingers in a {@code -D} makes a word of
 * a password, or of a part of one.
 */
final class ShownWord {
    private static final String HIDDEN = "...";

    /** What commands and options are made of. */
    private static final Pattern WORD = Pattern.compile("-{0,2}[A-Za-z][A-Za-z-]{0,30}");

    private final boolean settings;

    /** @param args the whole command line */
    ShownWord(String... args) {
        settings = Arrays.stream(args).anyMatch(word -> word.startsWith("-D"));
    }

    /** The word itself when it resembles one of those that are known, or when it looks like one and no setting is given; else dots. */
    String of(String word, Collection<String> known) {
        boolean harmless = word.isEmpty()
                || Nearest.to(word, known).isPresent()
                || !settings && WORD.matcher(word).matches();
        return harmless ? word : HIDDEN;
    }
}
