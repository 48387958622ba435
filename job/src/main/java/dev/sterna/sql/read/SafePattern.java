package dev.sterna.sql.read;

import dev.sterna.sql.Expression;
import dev.sterna.sql.Untranslatable;
import java.util.regex.Pattern;

/** Regular expressions and patterns of dates, as far as the engines agree on them. */
public final class SafePattern {
    /**
     * Letters, digits, blanks, anchors, sets of them and ranges, and how often: no classes with a backslash, no look
     * around, nothing that one engine greets with an error.
     */
    private static final Pattern REGEX = Pattern.compile(
            "\\^?(?:[\\p{L}\\p{Nd} _@:;,'\"/<>=!#%&~-]|\\.|\\\\[.+*?|()^$-]|\\[\\^?[\\p{L}\\p{Nd} _@:;,.'\"/+*#%-]+\\]"
                    + "|[()|]|(?<=[\\])\\p{L}\\p{Nd}.])(?:[*+?]|\\{\\d+(?:,\\d*)?\\}))*\\$?");

    private SafePattern() {}

    /** The text of a regular expression that means the same to all engines. */
    public static String regex(Expression pattern) throws Untranslatable {
        if (pattern instanceof Expression.Text text
                && REGEX.matcher(text.value()).matches()) {
            return text.value();
        }
        throw new Untranslatable("the engines may not agree on its regular expression");
    }
}
