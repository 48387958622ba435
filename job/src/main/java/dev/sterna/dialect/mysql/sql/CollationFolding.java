package dev.sterna.dialect.mysql.sql;

import dev.sterna.model.Column;
import dev.sterna.model.TextFolding;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What collations do not tell apart, which their names say. */
public final class CollationFolding {
    private static final Pattern COLLATE = Pattern.compile("collate\\s+[`'\"]?(\\w+)");
    private static final Pattern CHARSET = Pattern.compile("(?:character\\s+set|charset)\\s+[`'\"]?(\\w+)");

    private CollationFolding() {}

    /** Of a column's collation; none for what is no text. */
    public static TextFolding of(Column column) {
        String collation = collation(column);
        if (collation == null) {
            return TextFolding.NONE;
        }
        boolean caseless = collation.endsWith("_ci");
        boolean accentless = caseless && !collation.contains("_as_");
        boolean exactLength = collation.equals("binary")
                || collation.contains("nopad")
                || collation.startsWith("utf8mb4_0900")
                || collation.matches("utf8mb4_[a-z_]*0900_.*");
        return new TextFolding(caseless, accentless, !exactLength);
    }

    /** The collation of a text column; null for what is none. */
    private static String collation(Column column) {
        if (column.collation() != null) {
            return column.collation().toLowerCase(Locale.ROOT);
        }
        String declared = column.nativeType().toLowerCase(Locale.ROOT);
        Matcher named = COLLATE.matcher(declared);
        if (named.find()) {
            return named.group(1);
        }
        // The defaults of character sets see neither case nor accents, but for binary's.
        Matcher charset = CHARSET.matcher(declared);
        return charset.find() ? charset.group(1).equals("binary") ? "binary" : charset.group(1) + "_general_ci" : null;
    }
}
