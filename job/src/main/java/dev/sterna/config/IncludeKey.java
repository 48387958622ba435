package dev.sterna.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets {@code include = [...]} be a key. HOCON keeps the bare word at the beginning of a key for including files, which
 * are always named by a quoted text or a call; followed by a separator it could only be a mistake, so it is quoted here.
 * Texts and comments stay as they are, and so do line numbers.
 */
final class IncludeKey {
    private static final Pattern TOKEN = Pattern.compile(
            "\"\"\"[\\s\\S]*?\"\"\"+" // text of several lines
                    + "|\"(?:\\\\.|[^\"\\\\\\n]++)*+\"" // text; possessive, so that a long one takes no deep stack
                    + "|(?:#|//)[^\\n]*" // comment
                    + "|(?<=^|[{,\\n])([ \\t\\r]*)include(?=[ \\t]*(?:=|:|\\+=))");

    private IncludeKey() {}

    static String quoted(String hocon) {
        Matcher matcher = TOKEN.matcher(hocon);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            String replacement = matcher.group(1) == null ? matcher.group() : matcher.group(1) + "\"include\"";
            matcher.appendReplacement(out, Matcher.quoteReplacement(replacement));
        }
        return matcher.appendTail(out).toString();
    }
}
