package dev.sterna.dialect.postgres.sql;

import dev.sterna.model.LogicalType;
import dev.sterna.sql.Expression;
import dev.sterna.sql.Expression.State;
import dev.sterna.sql.Expression.Unit;
import dev.sterna.sql.Family;
import dev.sterna.sql.Function;
import dev.sterna.sql.Untranslatable;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The casts that PostgreSQL shows everywhere: most only say what a constant is. */
final class PostgresCasts {
    private static final Pattern SPAN =
            Pattern.compile("([+-]?\\d+) (year|mon|month|week|day|hour|minute|min|second|sec)s?\\s*");
    private static final Pattern CLOCK = Pattern.compile("(-?)(\\d+):(\\d\\d):(\\d\\d)\\s*");

    private PostgresCasts() {}

    static Expression constant(Expression.Text text, String type) throws Untranslatable {
        String value = text.value();
        if (type.endsWith("[]")) {
            return elements(value, type.substring(0, type.length() - 2));
        }
        if (type.equals("interval")) {
            return new Expression.Spans(spans(value));
        }
        if (type.matches("\"?bit\"?(\\(\\d+\\))?")) {
            if (!value.matches("[01]+")) {
                throw new Untranslatable("it has bits that are not understood");
            }
            return new Expression.Bits(value);
        }
        if (type.indexOf('.') >= 0 || type.equals("\"char\"")) {
            // An enum, or else the column it goes into has no equal.
            return text;
        }
        if (type.equals("bpchar") || type.equals("name")) {
            return text;
        }
        LogicalType logical = PostgresTypes.logical(type);
        return switch (logical.kind()) {
            case TEXT -> requireShort(text, ((LogicalType.Text) logical).maxCharacters());
            case CHAR -> requireShort(text, type.indexOf('(') < 0 ? 0 : ((LogicalType.Char) logical).length());
            case INT, DECIMAL, NUMERIC, REAL -> number(value, logical);
            case BOOL -> truth(value);
            case BYTES -> bytes(value);
            case DATE -> moment(Family.DATE, value, "\\d{4}-\\d\\d-\\d\\d");
            case TIME -> moment(Family.TIME, value, "\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?");
            case TIMESTAMP -> moment(Family.TIMESTAMP, value, "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d+)?");
            case INSTANT -> instant(value);
            case UUID -> new Expression.Text(value.toLowerCase(Locale.ROOT));
            case JSON -> text;
            case BIT, ENUM, SET, OPAQUE -> throw new Untranslatable("it has a constant of the type " + type);
        };
    }

    private static Expression requireShort(Expression.Text text, long most) throws Untranslatable {
        if (most > 0 && text.value().codePointCount(0, text.value().length()) > most) {
            throw new Untranslatable("it cuts a text off");
        }
        return text;
    }

    private static Expression number(String value, LogicalType type) throws Untranslatable {
        if (!value.matches("-?\\d+(\\.\\d+)?")) {
            throw new Untranslatable("it has a number that MySQL does not have: " + value);
        }
        return type instanceof LogicalType.Real ? new Expression.Number(value + "e0") : new Expression.Number(value);
    }

    private static Expression truth(String value) throws Untranslatable {
        return switch (value) {
            case "t", "true" -> new Expression.Bool(true);
            case "f", "false" -> new Expression.Bool(false);
            default -> throw new Untranslatable("it has a boolean that is not understood");
        };
    }

    private static Expression bytes(String value) throws Untranslatable {
        if (!value.matches("\\\\x([0-9a-fA-F]{2})*")) {
            throw new Untranslatable("it has bytes that are not understood");
        }
        return new Expression.Bytes(value.substring(2));
    }

    private static Expression moment(Family family, String value, String form) throws Untranslatable {
        if (!value.matches(form)) {
            throw new Untranslatable("it has a date or time that MySQL does not have: " + value);
        }
        return new Expression.Moment(family, value);
    }

    private static Expression instant(String value) throws Untranslatable {
        try {
            OffsetDateTime time = OffsetDateTime.parse(
                    value.replaceFirst(" ", "T"), DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSSSSS][.SSS]X"));
            return new Expression.Moment(
                    Family.INSTANT,
                    time.withOffsetSameInstant(ZoneOffset.UTC)
                            .format(DateTimeFormatter.ofPattern(
                                    time.getNano() == 0 ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss.SSSSSS")));
        } catch (DateTimeParseException other) {
            throw new Untranslatable("it has a date or time that MySQL does not have: " + value);
        }
    }

    private static Expression elements(String value, String type) throws Untranslatable {
        if (!value.matches("\\{([\\w -]+(,[\\w -]+)*)?\\}")) {
            throw new Untranslatable("it has an array, which MySQL does not have");
        }
        List<Expression> elements = new ArrayList<>();
        for (String element : value.substring(1, value.length() - 1).split(",")) {
            if (element.equalsIgnoreCase("null")) {
                throw new Untranslatable("it has an array with NULL in it");
            }
            elements.add(constant(new Expression.Text(element), type));
        }
        return new Expression.Call(Function.ARRAY, elements);
    }

    private static List<Expression.Span> spans(String value) throws Untranslatable {
        List<Expression.Span> spans = new ArrayList<>();
        int at = 0;
        while (at < value.length()) {
            Matcher span = SPAN.matcher(value).region(at, value.length());
            Matcher clock = CLOCK.matcher(value).region(at, value.length());
            if (span.lookingAt()) {
                spans.add(new Expression.Span(
                        new Expression.Number(span.group(1).replace("+", "")), unit(span.group(2))));
                at = span.end();
            } else if (clock.lookingAt()) {
                for (int i = 2; i <= 4; i++) {
                    int amount = Integer.parseInt(clock.group(i));
                    if (amount != 0) {
                        spans.add(new Expression.Span(
                                new Expression.Number(clock.group(1) + amount),
                                Unit.values()[Unit.HOUR.ordinal() + i - 2]));
                    }
                }
                at = clock.end();
            } else {
                throw new Untranslatable("its interval is not understood: " + value);
            }
        }
        return spans;
    }

    private static Unit unit(String word) {
        return switch (word) {
            case "mon" -> Unit.MONTH;
            case "min" -> Unit.MINUTE;
            case "sec" -> Unit.SECOND;
            default -> Unit.valueOf(word.toUpperCase(Locale.ROOT));
        };
    }

    static Expression value(Expression value, Family from, String type) throws Untranslatable {
        if (from == Family.NULL || value instanceof Expression.Call call && call.function() == Function.ARRAY) {
            return value;
        }
        if (type.equals("bpchar") || type.equals("\"bit\"") || type.equals("bit")) {
            return value;
        }
        LogicalType to = PostgresTypes.logical(type);
        Family family = Family.of(to);
        boolean bounded = type.indexOf('(') >= 0;
        if (family == Family.TEXT) {
            return text(value, from, bounded, type);
        }
        if (value instanceof Expression.Number number && family == Family.REAL && from != Family.REAL) {
            return new Expression.Number(number.digits() + "e0");
        }
        if (family == from && (!bounded || from == Family.INT)) {
            return value;
        }
        boolean exact = switch (family) {
            case INT -> from == Family.DECIMAL;
            // Of a floating number 15 digits count, which the target is told to tell.
            case DECIMAL -> from.isNumber();
            case REAL -> from == Family.INT || from == Family.DECIMAL;
            case TIMESTAMP -> from == Family.DATE;
            default -> false;
        };
        if (exact) {
            return new Expression.Cast(value, to);
        }
        if (family == Family.INSTANT && from == Family.DATE) {
            // Only its date and time of day are looked at: beside instants it is refused.
            return new Expression.Cast(value, new LogicalType.Timestamp(0));
        }
        if (family == Family.DATE && from.isMoment()) {
            return new Expression.Call(Function.DATE, List.of(value));
        }
        if (family == Family.TIMESTAMP && value instanceof Expression.Call now && now.function() == Function.NOW) {
            return value;
        }
        if (family == Family.INT && from == Family.BOOL) {
            return new Expression.ConditionAsNumber(value);
        }
        if (family == Family.BOOL && from == Family.INT) {
            return new Expression.NumberAsCondition(value);
        }
        throw new Untranslatable("it makes " + from.words() + " a " + type);
    }

    private static Expression text(Expression value, Family from, boolean bounded, String type) throws Untranslatable {
        if (bounded) {
            throw new Untranslatable("it cuts a text off to be a " + type);
        }
        return switch (from) {
            case TEXT -> value;
            case ENUM, INT, DECIMAL, UUID, DATE -> new Expression.Cast(value, new LogicalType.Text(0));
            case BOOL ->
                new Expression.Case(
                        null,
                        List.of(
                                new Expression.When(new Expression.Is(value, State.TRUE), new Expression.Text("true")),
                                new Expression.When(
                                        new Expression.Is(value, State.FALSE), new Expression.Text("false"))),
                        null);
            default -> throw new Untranslatable("it makes " + from.words() + " a text");
        };
    }
}
