package dev.sterna.dialect.postgres.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts SQL as PostgreSQL writes it into words, so that a name is never looked for in a text or in a comment. */
public final class PostgresTokens {
    private static final String OPERATORS = "+-*/<>=~!@#%^&|`?";

    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private PostgresTokens(String sql) {
        this.sql = sql;
    }

    /** All tokens in their order; together they are the text. */
    public static List<Token> of(String sql) {
        PostgresTokens cutter = new PostgresTokens(sql);
        while (cutter.at < sql.length()) {
            cutter.next();
        }
        return cutter.tokens;
    }

    private void next() {
        int start = at;
        char c = sql.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
            add(Kind.SPACE, start, null);
        } else if (sql.startsWith("--", at)) {
            int end = sql.indexOf('\n', at);
            at = end < 0 ? sql.length() : end;
            add(Kind.SPACE, start, null);
        } else if (sql.startsWith("/*", at)) {
            skipComment();
            add(Kind.SPACE, start, null);
        } else if (c == '"') {
            at = closing('"', at + 1, false);
            add(Kind.NAME, start, sql.substring(start + 1, at - 1).replace("\"\"", "\""));
        } else if (c == '\'') {
            at = closing('\'', at + 1, false);
            add(Kind.TEXT, start, sql.substring(start + 1, at - 1).replace("''", "'"));
        } else if ((c == 'E' || c == 'e') && sql.startsWith("'", at + 1)) {
            at = closing('\'', at + 2, true);
            add(Kind.ESCAPED, start, null);
        } else if (c == '$' && quoted(start)) {
            return;
        } else if (isStart(c)) {
            while (at < sql.length() && (isStart(sql.charAt(at)) || isDigit(sql.charAt(at)) || sql.charAt(at) == '$')) {
                at++;
            }
            add(Kind.NAME, start, sql.substring(start, at).toLowerCase(Locale.ROOT));
        } else if (isDigit(c)) {
            while (at < sql.length() && (isDigit(sql.charAt(at)) || sql.charAt(at) == '.')) {
                at++;
            }
            add(Kind.OTHER, start, null);
        } else if (OPERATORS.indexOf(c) >= 0) {
            do {
                at++;
            } while (at < sql.length() && OPERATORS.indexOf(sql.charAt(at)) >= 0);
            add(Kind.OPERATOR, start, null);
        } else {
            at++;
            add(Kind.OTHER, start, null);
        }
    }

    private void add(Kind kind, int start, String value) {
        tokens.add(new Token(kind, sql.substring(start, at), value));
    }

    /** Just after the closing quote; a doubled quote closes nothing. */
    private int closing(char quote, int from, boolean escapes) {
        int i = from;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            if (escapes && c == '\\') {
                i += 2;
            } else if (c != quote) {
                i++;
            } else if (i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
                i += 2;
            } else {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("Cannot find the end of a quoted text in the catalogue's SQL");
    }

    private void skipComment() {
        int depth = 0;
        do {
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < sql.length());
    }

    /** Whether a dollar begins a quoted text here, which is taken then. */
    private boolean quoted(int start) {
        int end = start + 1;
        while (end < sql.length() && (isStart(sql.charAt(end)) || end > start + 1 && isDigit(sql.charAt(end)))) {
            end++;
        }
        if (end >= sql.length() || sql.charAt(end) != '$') {
            at++;
            add(Kind.OTHER, start, null);
            return true;
        }
        String tag = sql.substring(start, end + 1);
        int close = sql.indexOf(tag, end + 1);
        if (close < 0) {
            throw new IllegalArgumentException("Cannot find the end of a quoted text in the catalogue's SQL");
        }
        at = close + tag.length();
        add(Kind.BODY, start, sql.substring(end + 1, close));
        return true;
    }

    private static boolean isStart(char c) {
        return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** What a token is: a name, a text between single quotes, one with escapes, one between dollars, and the rest. */
    public enum Kind {
        NAME,
        TEXT,
        ESCAPED,
        BODY,
        OPERATOR,
        SPACE,
        OTHER
    }

    /**
     * A token.
     *
     * @param text as it stands
     * @param value the name as the catalogue has it, or the text between the quotes; else null
     */
    public record Token(Kind kind, String text, String value) {
        public boolean is(String symbol) {
            return kind == Kind.OTHER && text.equals(symbol);
        }

        /** Whether it is that word, unquoted. */
        public boolean isWord(String word) {
            return kind == Kind.NAME && text.equalsIgnoreCase(word);
        }
    }
}
