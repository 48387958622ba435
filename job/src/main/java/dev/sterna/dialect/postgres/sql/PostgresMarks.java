package dev.sterna.dialect.postgres.sql;

import dev.sterna.sql.Expression;
import dev.sterna.sql.Untranslatable;
import dev.sterna.sql.read.MaskedSql;
import dev.sterna.sql.read.SqlCursor;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQL as PostgreSQL deparses it, with its constants, names and types put aside. */
final class PostgresMarks {
    /** Those that are reserved, or that the server quotes as a column's name for another reason. */
    private static final Set<String> WORDS =
            Set.copyOf(List.of(("select distinct on from where group having order limit"
                            + " offset union all intersect except as join inner left right full outer cross natural using and or"
                            + " not is null true false in between like ilike similar case when then else end any some array"
                            + " with asc desc collate current_date current_timestamp localtimestamp"
                            + " current_time localtime current_user session_user user lateral only window both leading trailing"
                            + " for fetch exists values")
                    .split(" ")));

    private static final Pattern TYPE = Pattern.compile(
            "\\s*((?:\"(?:[^\"]|\"\")+\"|\\w+)(?:\\.(?:\"(?:[^\"]|\"\")+\"|\\w+))?"
                    + "(?: varying| precision)?(?:\\(\\d+(?:,-?\\d+)?\\))?(?: with(?:out)? time zone)?"
                    + "(?: (?:year|month|day|hour|minute|second)(?: to (?:month|hour|minute|second))?(?:\\(\\d+\\))?)?(?:\\[\\])*)");

    private static final Pattern LIKE = Pattern.compile("(!?)~~(\\*?)(?![~*])");

    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?");

    private final SqlCursor sql;
    private final MaskedSql marked = new MaskedSql();
    private String last = "";
    private String secondLast = "";

    private PostgresMarks(String sql) {
        this.sql = new SqlCursor(sql);
    }

    static MaskedSql of(String sql) throws Untranslatable {
        PostgresMarks marks = new PostgresMarks(sql);
        while (!marks.sql.atEnd()) {
            marks.next();
        }
        return marks.marked;
    }

    private void next() throws Untranslatable {
        char letter = sql.letter();
        Matcher like = sql.ahead(LIKE);
        Matcher number = sql.ahead(NUMBER);
        if (Character.isWhitespace(letter)) {
            marked.raw(" ");
            sql.skip(1);
        } else if (letter == '\'') {
            marked.constant(new Expression.Text(sql.quoted()));
            seen("'");
        } else if (letter == '"') {
            marked.name(sql.quoted());
            seen("name");
        } else if (sql.sees("::")) {
            type();
        } else if (like != null) {
            marked.word((like.group(1).isEmpty() ? "" : "not ") + (like.group(2).isEmpty() ? "like" : "ilike"));
            sql.take(like);
            seen("like");
        } else if (number != null) {
            marked.raw(number.group());
            sql.take(number);
            seen("1");
        } else if (SqlCursor.isWord(letter)) {
            word();
        } else if (letter == '@' || letter == '#' || letter == '?') {
            throw new Untranslatable("MySQL has no operator " + letter);
        } else {
            marked.raw(String.valueOf(letter));
            sql.skip(1);
            seen(String.valueOf(letter));
        }
    }

    private void seen(String piece) {
        secondLast = last;
        last = piece;
    }

    private void word() throws Untranslatable {
        String word = sql.word();
        String lower = word.toLowerCase(Locale.ROOT);
        boolean beforeQuote = sql.letter() == '\'';
        if (beforeQuote && lower.equals("e")) {
            marked.constant(new Expression.Text(sql.quoted(PostgresMarks::escaped)));
            seen("'");
        } else if (beforeQuote && lower.equals("b")) {
            marked.constant(new Expression.Bits(sql.quoted()));
            seen("'");
        } else if (isSyntax(lower)) {
            marked.word(word);
            seen(lower);
        } else {
            marked.name(word);
            seen("name");
        }
    }

    private boolean isSyntax(String word) {
        String rest = sql.restWithoutBlanks().toLowerCase(Locale.ROOT);
        if (last.equals(".")) {
            return sql.letter() == '(';
        }
        boolean ahead = rest.startsWith("(");
        return switch (word) {
            case "first", "last" -> last.equals("nulls");
            case "nulls" -> rest.startsWith("first") || rest.startsWith("last");
            case "rows", "range" -> rest.matches("(?s)(between|unbounded|current|\\d).*");
            case "groups" -> false;
            case "unbounded" -> rest.startsWith("preceding") || rest.startsWith("following");
            case "preceding", "following" -> last.equals("unbounded") || last.equals("1");
            case "current" -> rest.startsWith("row");
            case "row" -> last.equals("current") || ahead;
            case "over" -> last.equals(")");
            case "partition" -> last.equals("(") && rest.startsWith("by");
            case "by" -> Set.of("group", "order", "partition").contains(last);
            case "recursive" -> last.equals("with");
            case "materialized" -> last.equals("as") || last.equals("not");
            case "unknown" -> last.equals("is") || last.equals("not");
            case "at" -> rest.startsWith("time zone");
            case "time" -> last.equals("at");
            case "zone" -> last.equals("time");
            case "escape" -> last.equals("'") || last.equals("type");
            // EXTRACT(year FROM d)
            case "year", "month", "day", "hour", "minute", "second", "quarter", "week", "dow", "doy", "epoch" ->
                last.equals("(") && secondLast.equals("extract");
            default -> WORDS.contains(word) || ahead && !last.equals("as");
        };
    }

    private void type() throws Untranslatable {
        sql.skip(2);
        Matcher type = sql.ahead(TYPE);
        if (type == null) {
            throw new Untranslatable("a type in it is not understood");
        }
        marked.raw("::");
        marked.name(type.group(1));
        sql.take(type);
        seen("type");
    }

    /** The server itself only doubles backslashes; the others are for SQL that a person wrote. */
    private static String escaped(char letter) throws Untranslatable {
        return switch (letter) {
            case '\\', '\'', '"' -> String.valueOf(letter);
            case 'b' -> "\b";
            case 'f' -> "\f";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            default -> throw new Untranslatable("an escape in a text of it is not understood");
        };
    }
}
