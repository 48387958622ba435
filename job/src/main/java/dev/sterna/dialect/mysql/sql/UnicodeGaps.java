package dev.sterna.dialect.mysql.sql;

import dev.sterna.model.Column;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts that have no equal of their own in Unicode. Most character sets let octets into a column that are no character,
 * and of which the server makes a question mark or U+FFFD without a word; some have two characters for one of
 * Unicode's. Reading such a text fails instead.
 */
public final class UnicodeGaps {
    /** Character sets of which every text that a column can hold comes back from Unicode as it was. */
    private static final Set<String> WHOLE = Set.of(
            "utf8mb4",
            "utf8mb3",
            "utf8",
            "utf16",
            "utf16le",
            "utf32",
            "gb18030",
            "latin1",
            "latin2",
            "latin5",
            "latin7",
            "cp850",
            "cp852",
            "cp866",
            "keybcs2",
            "koi8r",
            "koi8u",
            "macce",
            "macroman",
            "binary");

    private static final int OUT_OF_RANGE = 1690;

    /** As the two products tell the sum in {@link #text}. */
    private static final Pattern LOSS =
            Pattern.compile("18446744073709551615 \\+ \\((?:octet_)?length\\([^']*?`([^`]+)`\\) \\+ 1\\)");

    private UnicodeGaps() {}

    /** Whether a text of the column may have no equal. */
    public static boolean has(Column column) {
        return column.charset() != null && !WHOLE.contains(charset(column));
    }

    /** The condition of texts that do not come back as they were; for a column that {@link #has} gaps. */
    public static String lost(Column column, String value) {
        String text = "CONVERT(" + value + " USING utf8mb4)";
        String back = switch (charset(column)) {
            // Its octets are those of UTF-8, so that there is no need of the way back.
            case "ascii" -> text;
            // Halves of surrogate pairs come back from what the server takes for UTF-8, but not from UTF-16.
            case "ucs2" -> "CONVERT(" + value + " USING utf16)";
            default -> into(column, text);
        };
        return "CONVERT(" + back + " USING binary) <> CONVERT(" + value + " USING binary)";
    }

    /** The text in UTF-8, for a column that {@link #has} gaps; an error where one is met. */
    public static String text(Column column, String value) {
        // A number beyond 64 bits is an error in every mode of the server.
        return "IF(" + lost(column, value) + ", CAST(18446744073709551615 + (OCTET_LENGTH(" + value
                + ") + 1) AS CHAR), CONVERT(" + value + " USING utf8mb4))";
    }

    /** A text in UTF-8 as a column of such a character set holds it. */
    public static String into(Column column, String text) {
        String converted = "CONVERT(" + text + " USING " + charset(column) + ")";
        return needsHelp(column) ? "REPLACE(" + converted + ", _sjis x'815f', _sjis x'5c')" : converted;
    }

    /**
     * Whether the server itself would write another text into the column: sjis has two backslashes, of which it chooses
     * the wide one. Elsewhere the assignment converts, and tells of what it cannot.
     */
    public static boolean needsHelp(Column column) {
        return "sjis".equalsIgnoreCase(column.charset());
    }

    /** Whether a server's error is the one that {@link #text} makes. */
    public static boolean isLoss(int errorCode, String message) {
        return errorCode == OUT_OF_RANGE && LOSS.matcher(message).find();
    }

    /** What such an error means. */
    public static String words(String message) {
        Matcher column = LOSS.matcher(message);
        return "a text" + (column.find() ? " of column " + column.group(1) : "")
                + " has no equal of its own in Unicode";
    }

    private static String charset(Column column) {
        return column.charset().toLowerCase(Locale.ROOT);
    }
}
