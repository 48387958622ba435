package dev.sterna.dialect.mysql.catalog;

import dev.sterna.dialect.mysql.sql.MySqlTokens;
import dev.sterna.sql.SqlToken;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** An expression as the catalogue of MySQL 8 keeps it. */
final class StoredExpression {
    private static final String USUAL = "_utf8mb4";

    /** Sets in which letters of ASCII are other octets, or no letters. */
    private static final Set<String> APART = Set.of("_ucs2", "_utf16", "_utf16le", "_utf32", "_binary");

    private StoredExpression() {}

    /**
     * As it was written. Quotes and backslashes are escaped once more than SQL wants it, and each literal is told to be in
     * the character set that it was sent in, or in that of the column beside it, by whether CREATE or ALTER brought it. So
     * what is said of texts in utf8mb4, the set of every connection of ours, is left out, and of texts in ASCII, which
     * nearly all sets write alike.
     */
    static String meant(String text) {
        return plain(text.indexOf('\\') < 0 ? text : unescaped(text));
    }

    /** A text that is escaped once, without what it says of character sets. */
    static String plain(String sql) {
        if (sql.indexOf("_") < 0) {
            return sql;
        }
        StringBuilder out = new StringBuilder();
        List<SqlToken> tokens = MySqlTokens.of(sql);
        int copied = 0;
        for (int i = 0; i + 1 < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            if (isSuperfluous(token, tokens.get(i + 1))) {
                out.append(sql, copied, token.start());
                copied = tokens.get(i + 1).start();
            }
        }
        return out.append(sql.substring(copied)).toString();
    }

    private static boolean isSuperfluous(SqlToken set, SqlToken text) {
        return set.kind() == SqlToken.Kind.WORD
                && set.plain().startsWith("_")
                && text.kind() == SqlToken.Kind.TEXT
                && set.end() == text.start()
                && (set.is(USUAL)
                        || text.plain().chars().allMatch(letter -> letter < 128)
                                && !APART.contains(set.plain().toLowerCase(Locale.ROOT)));
    }

    private static String unescaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            if (at == '\\' && i + 1 < text.length()) {
                i++;
                at = switch (text.charAt(i)) {
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case '0' -> '\0';
                    case 'Z' -> '\u001a';
                    default -> text.charAt(i);
                };
            }
            out.append(at);
        }
        return out.toString();
    }
}
