package dev.sterna.dialect.mysql.convert;

import dev.sterna.dialect.mysql.sql.MySqlTokens;
import dev.sterna.model.TableName;
import dev.sterna.sql.SqlToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names and literals as PostgreSQL's catalogue writes them. */
final class PostgresText {
    private static final String PART = "(\"(?:[^\"]|\"\")+\"|[^\"'.()\\[\\] ]+)";
    private static final Pattern QUALIFIED = Pattern.compile(PART + "\\." + PART);
    private static final Pattern LITERAL = Pattern.compile("(E?)'((?:[^']|'')*)'(::.+)?");
    /** The next value of a sequence, as the catalogue writes it. */
    static final Pattern NEXT_VALUE = Pattern.compile("nextval\\('((?:[^']|'')+)'::regclass\\)");

    private PostgresText() {}

    /** The name of a type or relation that stands in a schema; nothing for a built-in type or an array. */
    static Optional<TableName> qualified(String name) {
        Matcher parts = QUALIFIED.matcher(name);
        return parts.matches()
                ? Optional.of(new TableName(unquoted(parts.group(1)), unquoted(parts.group(2))))
                : Optional.empty();
    }

    private static String unquoted(String part) {
        return part.startsWith("\"") ? part.substring(1, part.length() - 1).replace("\"\"", "\"") : part;
    }

    /** The sequence whose next value an expression takes, if that is all that it does. */
    static Optional<TableName> nextValueOf(String sql) {
        Matcher next = NEXT_VALUE.matcher(sql.strip());
        return next.matches() ? qualified(next.group(1).replace("''", "'")) : Optional.empty();
    }

    /** The text of a literal, whatever type it is made. */
    static Optional<String> literal(String sql) {
        Matcher literal = LITERAL.matcher(sql.strip());
        if (!literal.matches() || literal.group(3) != null && literal.group(3).indexOf('\'') >= 0) {
            return Optional.empty();
        }
        String text = literal.group(2).replace("''", "'");
        return Optional.of(literal.group(1).isEmpty() ? text : text.replace("\\\\", "\\"));
    }

    /**
     * The values in the parentheses that begin at that place, each as it is written; null is not among them, but a word
     * such as {@code NULL} or {@code MAXVALUE}.
     */
    static List<String> list(String sql, int open) {
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        for (int i = open + 1; i < sql.length(); i++) {
            char here = sql.charAt(i);
            if (here == '\'') {
                quoted = !quoted;
            } else if (!quoted && (here == ',' || here == ')')) {
                values.add(value.toString().strip());
                value.setLength(0);
                if (here == ')') {
                    return values;
                }
                continue;
            }
            value.append(here);
        }
        throw new IllegalArgumentException("Cannot read a list that does not end");
    }

    /** The columns that an expression of this engine names; it quotes every one. */
    static List<String> columnsOf(String translated) {
        return MySqlTokens.of(translated).stream()
                .filter(token -> token.kind() == SqlToken.Kind.NAME)
                .map(SqlToken::plain)
                .toList();
    }
}
