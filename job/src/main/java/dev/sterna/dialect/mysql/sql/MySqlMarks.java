package dev.sterna.dialect.mysql.sql;

import dev.sterna.sql.Expression;
import dev.sterna.sql.MaskedSql;
import dev.sterna.sql.Untranslatable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** SQL as the catalogues of MySQL and MariaDB have it, with its constants and names put aside. */
final class MySqlMarks {
    /** MySQL 8 shows some expressions with their quotes escaped once more. */
    private static final Pattern ESCAPED_ONCE_MORE = Pattern.compile("(^|[^\\\\\\w'])(_[a-z0-9]+)?\\\\'");

    private final String sql;
    private final MaskedSql marked = new MaskedSql();
    private int at;
    private String lastWord = "";
    private int depth;
    private final Deque<Integer> exists = new ArrayDeque<>();

    private MySqlMarks(String sql) {
        this.sql = ESCAPED_ONCE_MORE.matcher(outsideQuotes(sql)).find() ? unescaped(sql) : sql;
    }

    static MaskedSql of(String sql) throws Untranslatable {
        MySqlMarks marks = new MySqlMarks(sql);
        while (marks.at < marks.sql.length()) {
            marks.next();
        }
        return marks.marked;
    }

    /** The part before the first plain quote: where escaped ones are, plain ones are not. */
    private static String outsideQuotes(String sql) {
        int quote = sql.indexOf('\'');
        return quote > 0 && sql.charAt(quote - 1) != '\\' ? sql.substring(0, quote) : sql;
    }

    private static String unescaped(String sql) {
        return sql.replace("\\\\", "\0").replace("\\'", "'").replace("\0", "\\");
    }

    private void next() throws Untranslatable {
        char letter = sql.charAt(at);
        if (letter == '`') {
            marked.name(quoted('`'));
            lastWord = "";
        } else if (letter == '\'' || letter == '"') {
            marked.constant(new Expression.Text(text(letter)));
            lastWord = "";
        } else if (isDigit(letter) || letter == '.' && at + 1 < sql.length() && isDigit(sql.charAt(at + 1))) {
            number();
        } else if (isWord(letter)) {
            word();
        } else if (letter == '\\' || letter == '@' || letter == '#' || letter == '"') {
            throw new Untranslatable("its part at " + letter + " is not understood");
        } else if (sql.startsWith("||", at)) {
            marked.word("or");
            at += 2;
        } else if (sql.startsWith("&&", at)) {
            marked.word("and");
            at += 2;
        } else {
            depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
            marked.raw(String.valueOf(letter));
            if (letter == ')' && !exists.isEmpty() && exists.peek() == depth) {
                exists.pop();
                marked.raw(")");
            }
            at++;
            lastWord = Character.isWhitespace(letter) ? lastWord : "";
        }
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    private static boolean isWord(char letter) {
        return Character.isLetterOrDigit(letter) || letter == '_' || letter == '$';
    }

    private void number() throws Untranslatable {
        int from = at;
        if (sql.startsWith("0x", at)) {
            at += 2;
            from = at;
            while (at < sql.length() && Character.digit(sql.charAt(at), 16) >= 0) {
                at++;
            }
            hex(sql.substring(from, at));
            return;
        }
        while (at < sql.length() && (isDigit(sql.charAt(at)) || sql.charAt(at) == '.')) {
            at++;
        }
        if (at < sql.length() && (sql.charAt(at) == 'e' || sql.charAt(at) == 'E')) {
            at++;
            at += at < sql.length() && (sql.charAt(at) == '-' || sql.charAt(at) == '+') ? 1 : 0;
            while (at < sql.length() && isDigit(sql.charAt(at))) {
                at++;
            }
        }
        marked.raw(sql.substring(from, at));
    }

    private void word() throws Untranslatable {
        int from = at;
        while (at < sql.length() && isWord(sql.charAt(at))) {
            at++;
        }
        String word = sql.substring(from, at);
        String lower = word.toLowerCase(Locale.ROOT);
        boolean beforeQuote = at < sql.length() && sql.charAt(at) == '\'';
        if (beforeQuote && (lower.equals("x") || lower.equals("b"))) {
            String digits = text('\'');
            if (lower.equals("b")) {
                marked.constant(new Expression.Bits(digits));
            } else {
                hex(digits);
            }
        } else if (lower.startsWith("_") && quoteAfterBlanks()) {
            introduced(lower);
        } else if (lower.equals("mod") && !before('(')) {
            marked.raw("%");
        } else if (lower.equals("charset") && lastWord.matches("char|\\)|")) {
            charset();
        } else if (lower.equals("binary") && before('`')) {
            throw new Untranslatable("it compares by octets with the operator binary");
        } else if (lower.equals("exists")) {
            // MySQL asks whether it IS FALSE, which the parser does not know.
            exists.push(depth);
            marked.raw("(");
            marked.word(word);
            lastWord = lower;
        } else {
            marked.word(word);
            lastWord = lower;
        }
    }

    /** In a cast; all our texts are in Unicode. */
    private void charset() throws Untranslatable {
        at = sql.indexOf(sql.substring(at).strip().charAt(0), at);
        int from = at;
        while (at < sql.length() && isWord(sql.charAt(at))) {
            at++;
        }
        if (sql.substring(from, at).equalsIgnoreCase("binary")) {
            throw new Untranslatable("it makes octets of a text");
        }
    }

    private boolean quoteAfterBlanks() {
        String rest = sql.substring(at).stripLeading();
        return rest.startsWith("'") || rest.startsWith("x'") || rest.startsWith("0x");
    }

    private boolean before(char letter) {
        String rest = sql.substring(at).stripLeading();
        return !rest.isEmpty() && rest.charAt(0) == letter;
    }

    /** A text with its character set before it; the catalogue itself is in Unicode. */
    private void introduced(String charset) throws Untranslatable {
        at = sql.length() - sql.substring(at).stripLeading().length();
        if (sql.charAt(at) != '\'') {
            throw new Untranslatable("it has a text as octets of the character set " + charset.substring(1));
        }
        String text = text('\'');
        if (!charset.equals("_binary")) {
            marked.constant(new Expression.Text(text));
        } else if (text.chars().allMatch(letter -> letter < 128)) {
            marked.constant(new Expression.Bytes(HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII))));
        } else {
            throw new Untranslatable("the catalogue shows octets as if they were text");
        }
    }

    private void hex(String digits) {
        marked.constant(
                new Expression.Bytes((digits.length() % 2 == 0 ? digits : "0" + digits).toLowerCase(Locale.ROOT)));
    }

    private String quoted(char quote) throws Untranslatable {
        StringBuilder out = new StringBuilder();
        for (at++; at < sql.length(); at++) {
            if (sql.charAt(at) == quote) {
                if (at + 1 >= sql.length() || sql.charAt(at + 1) != quote) {
                    at++;
                    return out.toString();
                }
                at++;
            }
            out.append(sql.charAt(at));
        }
        throw new Untranslatable("a quote in it is not closed");
    }

    private String text(char quote) throws Untranslatable {
        StringBuilder out = new StringBuilder();
        for (at++; at < sql.length(); at++) {
            char letter = sql.charAt(at);
            if (letter == quote) {
                if (at + 1 >= sql.length() || sql.charAt(at + 1) != quote) {
                    at++;
                    return out.toString();
                }
                at++;
            } else if (letter == '\\' && at + 1 < sql.length()) {
                at++;
                letter = sql.charAt(at);
                // A pattern's own escapes stay as they are.
                if (letter == '%' || letter == '_') {
                    out.append('\\');
                }
                letter = escaped(letter);
            }
            out.append(letter);
        }
        throw new Untranslatable("a quote in it is not closed");
    }

    private static char escaped(char letter) {
        return switch (letter) {
            case '0' -> '\0';
            case 'b' -> '\b';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'Z' -> '\u001a';
            default -> letter;
        };
    }
}
