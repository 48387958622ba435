package dev.sterna.sql;

import dev.sterna.sql.LexicalRules.Habit;
import dev.sterna.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts one SQL text into tokens, so that a name is never looked for in a text or in a comment. */
final class SqlLexer {
    private final LexicalRules rules;
    private final String sql;
    private final List<SqlToken> tokens = new ArrayList<>();
    private int at;

    SqlLexer(LexicalRules rules, String sql) {
        this.rules = rules;
        this.sql = sql;
    }

    List<SqlToken> tokens() {
        while (at < sql.length()) {
            next();
        }
        return tokens;
    }

    private void next() {
        int start = at;
        char letter = sql.charAt(at);
        if (Character.isWhitespace(letter)) {
            at++;
            add(Kind.BLANK, start, null);
        } else if (isLineComment(letter)) {
            int end = sql.indexOf('\n', at);
            at = end < 0 ? sql.length() : end;
            add(Kind.BLANK, start, null);
        } else if (sql.startsWith("/*", at)) {
            skipComment();
            add(Kind.BLANK, start, null);
        } else if (letter == rules.nameQuote()) {
            String name = quoted(letter, false);
            add(Kind.NAME, start, name);
        } else if (rules.textQuotes().indexOf(letter) >= 0) {
            String text = quoted(letter, rules.has(Habit.BACKSLASHES));
            add(Kind.TEXT, start, text);
        } else if (rules.has(Habit.ESCAPED_TEXTS) && isEscapedText(letter)) {
            at++;
            quoted('\'', true);
            add(Kind.ESCAPED, start, null);
        } else if (letter == '$' && rules.has(Habit.DOLLAR_QUOTES)) {
            dollar();
        } else if (beginsWord(letter)) {
            word();
        } else if (isDigit(letter)) {
            while (at < sql.length() && (isDigit(sql.charAt(at)) || sql.charAt(at) == '.')) {
                at++;
            }
            add(Kind.NUMBER, start, null);
        } else if (isOperator(letter)) {
            while (at < sql.length() && isOperator(sql.charAt(at))) {
                at++;
            }
            add(Kind.OPERATOR, start, null);
        } else {
            at++;
            add(Kind.SIGN, start, null);
        }
    }

    private void add(Kind kind, int start, String value) {
        tokens.add(new SqlToken(kind, sql.substring(start, at), value, start, at));
    }

    private boolean isLineComment(char letter) {
        return letter == '#' && rules.has(Habit.HASH_COMMENTS)
                || sql.startsWith(rules.has(Habit.BLANK_BEHIND_DASHES) ? "-- " : "--", at);
    }

    private boolean isEscapedText(char letter) {
        return (letter == 'E' || letter == 'e') && sql.startsWith("'", at + 1);
    }

    private void skipComment() {
        int depth = 0;
        do {
            if (sql.startsWith("/*", at)) {
                depth = rules.has(Habit.NESTED_COMMENTS) ? depth + 1 : 1;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < sql.length());
    }

    /** What is between the quote here and the one that closes it; a doubled quote closes nothing. */
    private String quoted(char quote, boolean backslashes) {
        StringBuilder value = new StringBuilder();
        for (at++; at < sql.length(); at++) {
            char letter = sql.charAt(at);
            if (letter == quote) {
                if (at + 1 >= sql.length() || sql.charAt(at + 1) != quote) {
                    at++;
                    return value.toString();
                }
                at++;
            } else if (letter == '\\' && backslashes && at + 1 < sql.length()) {
                at++;
            }
            value.append(sql.charAt(at));
        }
        if (!rules.has(Habit.OPEN_QUOTES)) {
            throw unclosed();
        }
        return value.toString();
    }

    private static IllegalArgumentException unclosed() {
        return new IllegalArgumentException("Cannot find the end of a quoted text in the catalogue's SQL");
    }

    /** A text between dollars, or a dollar that begins none. */
    private void dollar() {
        int start = at;
        int end = start + 1;
        while (end < sql.length() && (isLetter(sql.charAt(end)) || end > start + 1 && isDigit(sql.charAt(end)))) {
            end++;
        }
        if (end >= sql.length() || sql.charAt(end) != '$') {
            at++;
            add(Kind.SIGN, start, null);
            return;
        }
        String tag = sql.substring(start, end + 1);
        int close = sql.indexOf(tag, end + 1);
        if (close < 0) {
            throw unclosed();
        }
        at = close + tag.length();
        add(Kind.BODY, start, sql.substring(end + 1, close));
    }

    private void word() {
        int start = at;
        while (at < sql.length() && isPartOfWord(sql.charAt(at))) {
            at++;
        }
        String word = sql.substring(start, at);
        add(Kind.WORD, start, rules.has(Habit.LOWER_CASE_WORDS) ? word.toLowerCase(Locale.ROOT) : word);
    }

    private boolean beginsWord(char letter) {
        return isLetter(letter) || rules.has(Habit.WORDS_BEGIN_WITH_DIGITS) && isPartOfWord(letter);
    }

    private static boolean isPartOfWord(char letter) {
        return isLetter(letter) || isDigit(letter) || letter == '$';
    }

    private boolean isOperator(char letter) {
        return rules.operators().indexOf(letter) >= 0;
    }

    private static boolean isLetter(char letter) {
        return letter == '_' || letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z' || letter >= 0x80;
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }
}
