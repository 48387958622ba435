package dev.sterna.dialect.postgres.sql;

import dev.sterna.sql.Expression;
import dev.sterna.sql.MaskedSql;
import dev.sterna.sql.Untranslatable;
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

    private final String sql;
    private final MaskedSql marked = new MaskedSql();
    private int at;
    private String last = "";
    private String secondLast = "";

    private PostgresMarks(String sql) {
        this.sql = sql;
    }

    static MaskedSql of(String sql) throws Untranslatable {
        PostgresMarks marks = new PostgresMarks(sql);
        while (marks.at < sql.length()) {
            marks.next();
        }
        return marks.marked;
    }

    private void next() throws Untranslatable {
        char letter = sql.charAt(at);
        Matcher like = LIKE.matcher(sql).region(at, sql.length());
        if (Character.isWhitespace(letter)) {
            marked.raw(" ");
            at++;
        } else if (letter == '\'') {
            marked.constant(new Expression.Text(text(false)));
            seen("'");
        } else if (letter == '"') {
            marked.name(quoted());
            seen("name");
        } else if (sql.startsWith("::", at)) {
            type();
        } else if (like.lookingAt()) {
            marked.word((like.group(1).isEmpty() ? "" : "not ") + (like.group(2).isEmpty() ? "like" : "ilike"));
            at = like.end();
            seen("like");
        } else if (Character.isDigit(letter)) {
            Matcher number = Pattern.compile("\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?")
                    .matcher(sql)
                    .region(at, sql.length());
            number.lookingAt();
            marked.raw(number.group());
            at = number.end();
            seen("1");
        } else if (isWord(letter)) {
            word();
        } else if (letter == '$' || letter == '@' || letter == '#' || letter == '?') {
            throw new Untranslatable("MySQL has no operator " + letter);
        } else {
            marked.raw(String.valueOf(letter));
            at++;
            seen(String.valueOf(letter));
        }
    }

    private void seen(String piece) {
        secondLast = last;
        last = piece;
    }

    private static boolean isWord(char letter) {
        return Character.isLetterOrDigit(letter) || letter == '_' || letter == '$';
    }

    private void word() throws Untranslatable {
        int from = at;
        while (at < sql.length() && isWord(sql.charAt(at))) {
            at++;
        }
        String word = sql.substring(from, at);
        String lower = word.toLowerCase(Locale.ROOT);
        if (at < sql.length() && sql.charAt(at) == '\'' && lower.equals("e")) {
            marked.constant(new Expression.Text(text(true)));
            seen("'");
        } else if (at < sql.length() && sql.charAt(at) == '\'' && lower.equals("b")) {
            marked.constant(new Expression.Bits(text(false)));
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
        String rest = sql.substring(at).stripLeading().toLowerCase(Locale.ROOT);
        if (last.equals(".")) {
            return rest.startsWith("(") && at < sql.length() && sql.charAt(at) == '(';
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
        Matcher type = TYPE.matcher(sql).region(at + 2, sql.length());
        if (!type.lookingAt()) {
            throw new Untranslatable("a type in it is not understood");
        }
        marked.raw("::");
        marked.name(type.group(1));
        at = type.end();
        seen("type");
    }

    private String quoted() throws Untranslatable {
        StringBuilder out = new StringBuilder();
        for (at++; at < sql.length(); at++) {
            if (sql.charAt(at) == '"') {
                if (at + 1 >= sql.length() || sql.charAt(at + 1) != '"') {
                    at++;
                    return out.toString();
                }
                at++;
            }
            out.append(sql.charAt(at));
        }
        throw new Untranslatable("a quote in it is not closed");
    }

    private String text(boolean withEscapes) throws Untranslatable {
        StringBuilder out = new StringBuilder();
        for (at++; at < sql.length(); at++) {
            char letter = sql.charAt(at);
            if (letter == '\'') {
                if (at + 1 >= sql.length() || sql.charAt(at + 1) != '\'') {
                    at++;
                    return out.toString();
                }
                at++;
            } else if (withEscapes && letter == '\\' && at + 1 < sql.length()) {
                at++;
                letter = escaped(sql.charAt(at));
            }
            out.append(letter);
        }
        throw new Untranslatable("a quote in it is not closed");
    }

    /** The server itself only doubles backslashes; the others are for SQL that a person wrote. */
    private static char escaped(char letter) throws Untranslatable {
        return switch (letter) {
            case '\\', '\'', '"' -> letter;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> throw new Untranslatable("an escape in a text of it is not understood");
        };
    }
}
