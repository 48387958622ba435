package dev.sterna.migration;

import java.util.Locale;

/** Texts of SQL in a form in which those that mean the same by their look are equal. */
final class SqlForm {
    private SqlForm() {}

    /**
     * Without white space, quotes around plain names, parentheses around all of it, and in one case; what stands in single
     * quotes stays as it is.
     */
    static String of(String sql) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c == '\'') {
                int end = endOfText(sql, i);
                out.append(sql, i, end);
                i = end - 1;
            } else if (c == '"' || c == '`') {
                int end = sql.indexOf(c, i + 1);
                String name = end < 0 ? "" : sql.substring(i + 1, end);
                if (name.matches("[a-z_][a-z0-9_]*")) {
                    out.append(name);
                    i = end;
                } else {
                    out.append(c);
                }
            } else if (!Character.isWhitespace(c)) {
                out.append(c);
            } else if (out.length() > 0 && isWord(out.charAt(out.length() - 1)) && nextIsWord(sql, i)) {
                out.append(' ');
            }
        }
        return unwrapped(lowerOutsideTexts(out.toString()));
    }

    private static int endOfText(String sql, int start) {
        int at = start + 1;
        while (at < sql.length()) {
            if (sql.charAt(at) != '\'') {
                at++;
            } else if (at + 1 < sql.length() && sql.charAt(at + 1) == '\'') {
                at += 2;
            } else {
                return at + 1;
            }
        }
        return sql.length();
    }

    private static boolean nextIsWord(String sql, int from) {
        int at = from;
        while (at < sql.length() && Character.isWhitespace(sql.charAt(at))) {
            at++;
        }
        return at < sql.length() && (isWord(sql.charAt(at)) || sql.charAt(at) == '"' || sql.charAt(at) == '`');
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static String lowerOutsideTexts(String sql) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < sql.length(); i++) {
            if (sql.charAt(i) == '\'') {
                int end = endOfText(sql, i);
                out.append(sql, i, end);
                i = end - 1;
            } else {
                out.append(String.valueOf(sql.charAt(i)).toLowerCase(Locale.ROOT));
            }
        }
        return out.toString();
    }

    private static String unwrapped(String sql) {
        String text = sql;
        while (text.startsWith("(") && closing(text) == text.length() - 1) {
            text = text.substring(1, text.length() - 1);
        }
        return text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
    }

    private static int closing(String sql) {
        int depth = 0;
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c == '\'') {
                i = endOfText(sql, i) - 1;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }
}
