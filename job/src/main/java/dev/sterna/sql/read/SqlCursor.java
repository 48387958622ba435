package dev.sterna.sql.read;

import dev.sterna.sql.Untranslatable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in a catalogue's SQL, which moves to the end piece by piece. */
public final class SqlCursor {
    private final String sql;
    private int at;

    public SqlCursor(String sql) {
        this.sql = sql;
    }

    /** What a letter behind a backslash stands for in a text. */
    @FunctionalInterface
    public interface Escapes {
        String of(char letter) throws Untranslatable;
    }

    public boolean atEnd() {
        return at >= sql.length();
    }

    /** The character here; NUL at the end. */
    public char letter() {
        return atEnd() ? '\0' : sql.charAt(at);
    }

    /** Whether that stands here. */
    public boolean sees(String piece) {
        return sql.startsWith(piece, at);
    }

    /** What begins here and is of that form; null when nothing does. It is taken by {@link #take}. */
    public Matcher ahead(Pattern form) {
        Matcher matcher = form.matcher(sql).region(at, sql.length());
        return matcher.lookingAt() ? matcher : null;
    }

    /** Moves behind what was found ahead. */
    public void take(Matcher found) {
        at = found.end();
    }

    /** What is from here to the end, without the blanks here. */
    public String restWithoutBlanks() {
        return sql.substring(at).stripLeading();
    }

    public void skip(int characters) {
        at += characters;
    }

    public void skipBlanks() {
        at = sql.length() - restWithoutBlanks().length();
    }

    /** A part of a name without quotes, or of a keyword. */
    public static boolean isWord(char letter) {
        return Character.isLetterOrDigit(letter) || letter == '_' || letter == '$';
    }

    /** Takes the word here. */
    public String word() {
        int from = at;
        while (!atEnd() && isWord(letter())) {
            at++;
        }
        return sql.substring(from, at);
    }

    /** Takes what is between the quote here and the one that closes it; a doubled quote closes nothing. */
    public String quoted() throws Untranslatable {
        return quoted(null);
    }

    /** Takes what is between the quote here and the one that closes it, where backslashes begin escapes. */
    public String quoted(Escapes escapes) throws Untranslatable {
        char quote = letter();
        StringBuilder out = new StringBuilder();
        for (at++; !atEnd(); at++) {
            char letter = letter();
            if (letter == quote) {
                at++;
                if (letter() != quote) {
                    return out.toString();
                }
                out.append(quote);
            } else if (letter == '\\' && escapes != null && at + 1 < sql.length()) {
                at++;
                out.append(escapes.of(letter()));
            } else {
                out.append(letter);
            }
        }
        throw new Untranslatable("a quote in it is not closed");
    }
}
