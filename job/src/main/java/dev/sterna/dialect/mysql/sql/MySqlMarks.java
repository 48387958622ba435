package dev.sterna.dialect.mysql.sql;

import dev.sterna.sql.Expression;
import dev.sterna.sql.Untranslatable;
import dev.sterna.sql.read.MaskedSql;
import dev.sterna.sql.read.SqlCursor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQL as the catalogues of MySQL and MariaDB have it, with its constants and names put aside. */
final class MySqlMarks {
    /** MySQL 8 shows some expressions with their quotes escaped once more. */
    private static final Pattern ESCAPED_ONCE_MORE = Pattern.compile("(^|[^\\\\\\w'])(_[a-z0-9]+)?\\\\'");

    private static final Pattern NUMBER = Pattern.compile("0x([0-9a-fA-F]*)|(?=\\.?[0-9])[0-9.]+(?:[eE][-+]?[0-9]*)?");

    private final SqlCursor sql;
    private final MaskedSql marked = new MaskedSql();
    private String lastWord = "";
    private int depth;
    private final Deque<Integer> exists = new ArrayDeque<>();

    private MySqlMarks(String sql) {
        boolean escaped = ESCAPED_ONCE_MORE.matcher(outsideQuotes(sql)).find();
        this.sql = new SqlCursor(escaped ? unescaped(sql) : sql);
    }

    static MaskedSql of(String sql) throws Untranslatable {
        MySqlMarks marks = new MySqlMarks(sql);
        while (!marks.sql.atEnd()) {
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
        char letter = sql.letter();
        Matcher number = sql.ahead(NUMBER);
        if (letter == '`') {
            marked.name(sql.quoted());
            lastWord = "";
        } else if (letter == '\'' || letter == '"') {
            marked.constant(new Expression.Text(text()));
            lastWord = "";
        } else if (number != null) {
            sql.take(number);
            if (number.group(1) != null) {
                hex(number.group(1));
            } else {
                marked.raw(number.group());
            }
        } else if (SqlCursor.isWord(letter)) {
            word();
        } else if (letter == '\\' || letter == '@' || letter == '#') {
            throw new Untranslatable("its part at " + letter + " is not understood");
        } else if (sql.sees("||")) {
            marked.word("or");
            sql.skip(2);
        } else if (sql.sees("&&")) {
            marked.word("and");
            sql.skip(2);
        } else {
            depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
            marked.raw(String.valueOf(letter));
            if (letter == ')' && !exists.isEmpty() && exists.peek() == depth) {
                exists.pop();
                marked.raw(")");
            }
            sql.skip(1);
            lastWord = Character.isWhitespace(letter) ? lastWord : "";
        }
    }

    private void word() throws Untranslatable {
        String word = sql.word();
        String lower = word.toLowerCase(Locale.ROOT);
        boolean beforeQuote = sql.letter() == '\'';
        if (beforeQuote && lower.equals("b")) {
            marked.constant(new Expression.Bits(text()));
        } else if (beforeQuote && lower.equals("x")) {
            hex(text());
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
        sql.skipBlanks();
        if (sql.word().equalsIgnoreCase("binary")) {
            throw new Untranslatable("it makes octets of a text");
        }
    }

    private boolean quoteAfterBlanks() {
        String rest = sql.restWithoutBlanks();
        return rest.startsWith("'") || rest.startsWith("x'") || rest.startsWith("0x");
    }

    private boolean before(char letter) {
        String rest = sql.restWithoutBlanks();
        return !rest.isEmpty() && rest.charAt(0) == letter;
    }

    /** A text with its character set before it; the catalogue itself is in Unicode. */
    private void introduced(String charset) throws Untranslatable {
        sql.skipBlanks();
        if (sql.letter() != '\'') {
            throw new Untranslatable("it has a text as octets of the character set " + charset.substring(1));
        }
        String text = text();
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

    private String text() throws Untranslatable {
        // A pattern's own escapes stay as they are.
        return sql.quoted(letter -> letter == '%' || letter == '_' ? "\\" + letter : String.valueOf(escaped(letter)));
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
