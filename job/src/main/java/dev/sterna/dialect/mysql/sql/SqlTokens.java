package dev.sterna.dialect.mysql.sql;

import java.util.ArrayList;
import java.util.List;

/** Cuts SQL of MySQL and MariaDB into words, quoted names, texts and signs; comments and blanks are left out. */
public final class SqlTokens {
    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private SqlTokens(String sql) {
        this.sql = sql;
    }

    /** What a token is. */
    public enum Kind {
        WORD,
        NAME,
        TEXT,
        SIGN
    }

    /**
     * One token.
     *
     * @param text of a name without its quotes
     * @param start where it begins, with its quotes
     * @param end behind its end
     */
    public record Token(Kind kind, String text, int start, int end) {
        public boolean is(String word) {
            return kind != Kind.NAME && kind != Kind.TEXT && text.equalsIgnoreCase(word);
        }

        public boolean names() {
            return kind == Kind.NAME || kind == Kind.WORD;
        }
    }

    public static List<Token> of(String sql) {
        SqlTokens cutting = new SqlTokens(sql);
        cutting.run();
        return cutting.tokens;
    }

    private void run() {
        while (at < sql.length()) {
            char here = sql.charAt(at);
            if (Character.isWhitespace(here)) {
                at++;
            } else if (here == '#' || sql.startsWith("-- ", at)) {
                at = after("\n");
            } else if (sql.startsWith("/*", at)) {
                at = after("*/");
            } else if (here == '`' || here == '\'' || here == '"') {
                quoted(here);
            } else if (isPartOfWord(here)) {
                int start = at;
                while (at < sql.length() && isPartOfWord(sql.charAt(at))) {
                    at++;
                }
                tokens.add(new Token(Kind.WORD, sql.substring(start, at), start, at));
            } else {
                tokens.add(new Token(Kind.SIGN, String.valueOf(here), at, at + 1));
                at++;
            }
        }
    }

    private void quoted(char quote) {
        int start = at;
        StringBuilder text = new StringBuilder();
        at++;
        while (at < sql.length()) {
            char here = sql.charAt(at);
            if (here == quote) {
                at++;
                if (at >= sql.length() || sql.charAt(at) != quote) {
                    break;
                }
            } else if (here == '\\' && quote != '`' && at + 1 < sql.length()) {
                at++;
                here = sql.charAt(at);
            }
            text.append(here);
            at++;
        }
        tokens.add(new Token(quote == '`' ? Kind.NAME : Kind.TEXT, text.toString(), start, at));
    }

    private int after(String end) {
        int found = sql.indexOf(end, at);
        return found < 0 ? sql.length() : found + end.length();
    }

    private static boolean isPartOfWord(char letter) {
        return Character.isLetterOrDigit(letter) || letter == '_' || letter == '$';
    }
}
