package dev.sterna.dialect.postgres.sql;

import dev.sterna.model.LogicalType;
import dev.sterna.sql.Arguments;
import dev.sterna.sql.Expression;
import dev.sterna.sql.Family;
import dev.sterna.sql.Function;
import dev.sterna.sql.Untranslatable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The functions of PostgreSQL that others have too. */
final class PostgresFunctions {
    /** Those of which every argument and result is as elsewhere: function, least and most arguments. */
    private static final Map<String, Known> PLAIN = Map.ofEntries(
            known("concat_ws", Function.CONCAT_SEPARATED, 2, 100),
            known("lower", Function.LOWER, 1, 1),
            known("upper", Function.UPPER, 1, 1),
            known("octet_length", Function.OCTET_LENGTH, 1, 1),
            known("replace", Function.REPLACE, 3, 3),
            known("reverse", Function.REVERSE, 1, 1),
            known("md5", Function.MD5, 1, 1),
            known("coalesce", Function.COALESCE, 1, 100),
            known("nullif", Function.NULLIF, 2, 2),
            known("greatest", Function.GREATEST_PRESENT, 1, 100),
            known("least", Function.LEAST_PRESENT, 1, 100),
            known("abs", Function.ABS, 1, 1),
            known("ceiling", Function.CEILING, 1, 1),
            known("ceil", Function.CEILING, 1, 1),
            known("floor", Function.FLOOR, 1, 1),
            known("sign", Function.SIGN, 1, 1),
            known("sqrt", Function.SQRT, 1, 1),
            known("power", Function.POWER, 2, 2),
            known("pow", Function.POWER, 2, 2),
            known("exp", Function.EXP, 1, 1),
            known("ln", Function.LN, 1, 1),
            known("strpos", Function.POSITION, 2, 2),
            known("now", Function.NOW, 0, 0),
            known("current_timestamp", Function.NOW, 0, 1),
            known("localtimestamp", Function.NOW, 0, 1),
            known("transaction_timestamp", Function.NOW, 0, 0),
            known("statement_timestamp", Function.NOW, 0, 0),
            known("clock_timestamp", Function.NOW, 0, 0),
            known("current_date", Function.TODAY, 0, 0),
            known("gen_random_uuid", Function.UUID, 0, 0),
            known("uuid_generate_v4", Function.UUID, 0, 0));

    private record Known(Function function, int least, int most) {}

    private PostgresFunctions() {}

    private static Map.Entry<String, Known> known(String name, Function function, int least, int most) {
        return Map.entry(name, new Known(function, least, most));
    }

    static Expression call(String name, List<Expression> arguments, PostgresReading reading) throws Untranslatable {
        Known known = PLAIN.get(name);
        if (known != null) {
            return Arguments.call(known.function, name, arguments, known.least, known.most);
        }
        return switch (name) {
            case "nextval", "currval", "lastval" -> throw new Untranslatable("it takes numbers from a sequence");
            case "length", "char_length", "character_length" -> {
                Arguments.require(name, arguments, 1, 1);
                boolean bytes = reading.families().of(arguments.get(0)) == Family.BYTES;
                yield new Expression.Call(bytes ? Function.OCTET_LENGTH : Function.CHARACTER_LENGTH, arguments);
            }
            case "mod" -> {
                Arguments.require(name, arguments, 2, 2);
                yield reading.arithmetic("%", arguments.get(0), arguments.get(1));
            }
            case "round", "trunc" -> rounded(name, arguments, reading);
            case "concat" -> concat(arguments, reading);
            case "timezone" -> inUtc(arguments);
            case "date_part" -> {
                Arguments.require(name, arguments, 2, 2);
                yield reading.extract(Arguments.text(name, arguments.get(0)), arguments.get(1));
            }
            case "date_trunc" -> truncated(arguments, reading);
            case "date" -> {
                Arguments.require(name, arguments, 1, 1);
                yield reading.cast(arguments.get(0), "date");
            }
            case "to_char" -> {
                Arguments.require(name, arguments, 2, 2);
                if (!reading.families().of(arguments.get(0)).isMoment()) {
                    throw new Untranslatable("it calls to_char with something that is no date");
                }
                String pattern = PostgresDatePattern.neutral(Arguments.text(name, arguments.get(1)));
                yield new Expression.Call(Function.DATE_TEXT, List.of(arguments.get(0), new Expression.Text(pattern)));
            }
            default -> text(name, arguments);
        };
    }

    private static Expression rounded(String name, List<Expression> arguments, PostgresReading reading)
            throws Untranslatable {
        Arguments.require(name, arguments, 1, 2);
        Family family = reading.families().of(arguments.get(0));
        if (family != Family.INT && family != Family.DECIMAL) {
            throw new Untranslatable("it rounds " + family.words());
        }
        List<Expression> both = new ArrayList<>(arguments);
        if (both.size() == 1) {
            both.add(new Expression.Number("0"));
        }
        return new Expression.Call(name.equals("round") ? Function.ROUND : Function.TRUNCATE, both);
    }

    /** This one, unlike the operator, leaves NULLs out. */
    private static Expression concat(List<Expression> arguments, PostgresReading reading) throws Untranslatable {
        List<Expression> texts = new ArrayList<>();
        for (Expression argument : arguments) {
            Family family = reading.families().of(argument);
            if (family == Family.BOOL
                    || family == Family.REAL
                    || family == Family.TIMESTAMP
                    || family == Family.INSTANT
                    || family == Family.BYTES
                    || family == Family.JSON) {
                throw new Untranslatable("it calls concat with " + family.words());
            }
            texts.add(
                    argument instanceof Expression.Text
                            ? argument
                            : new Expression.Call(
                                    Function.COALESCE,
                                    List.of(
                                            family == Family.TEXT
                                                    ? argument
                                                    : new Expression.Cast(argument, new LogicalType.Text(0)),
                                            new Expression.Text(""))));
        }
        return new Expression.Call(Function.CONCAT, texts);
    }

    private static Expression inUtc(List<Expression> arguments) throws Untranslatable {
        if (arguments.size() == 2
                && arguments.get(0) instanceof Expression.Text zone
                && zone.value().equalsIgnoreCase("utc")
                && arguments.get(1) instanceof Expression.Call now
                && now.function() == Function.NOW) {
            return new Expression.Call(Function.NOW_IN_UTC, List.of());
        }
        throw new Untranslatable("it takes a time to another time zone");
    }

    private static Expression truncated(List<Expression> arguments, PostgresReading reading) throws Untranslatable {
        Arguments.require("date_trunc", arguments, 2, 2);
        String unit = Arguments.text("date_trunc", arguments.get(0));
        String pattern = switch (unit) {
            case "year" -> "%Y-01-01 00:00:00";
            case "month" -> "%Y-%m-01 00:00:00";
            case "day" -> "%Y-%m-%d 00:00:00";
            case "hour" -> "%Y-%m-%d %H:00:00";
            case "minute" -> "%Y-%m-%d %H:%i:00";
            default -> throw new Untranslatable("it cuts a date off to its " + unit);
        };
        if (!reading.families().of(arguments.get(1)).isMoment()) {
            throw new Untranslatable("it cuts off something that is no date");
        }
        return new Expression.Cast(
                new Expression.Call(Function.DATE_TEXT, List.of(arguments.get(1), new Expression.Text(pattern))),
                new LogicalType.Timestamp(0));
    }

    private static Expression text(String name, List<Expression> arguments) throws Untranslatable {
        switch (name) {
            case "substring", "substr":
                Arguments.require(name, arguments, 2, 3);
                Arguments.requireAtLeast(1, name, arguments.get(1));
                if (arguments.size() == 3) {
                    Arguments.requireAtLeast(0, name, arguments.get(2));
                }
                return new Expression.Call(Function.SUBSTRING, arguments);
            case "left", "right":
                Arguments.require(name, arguments, 2, 2);
                Arguments.requireAtLeast(0, name, arguments.get(1));
                return new Expression.Call(name.equals("left") ? Function.LEFT : Function.RIGHT, arguments);
            case "repeat":
                Arguments.require(name, arguments, 2, 2);
                Arguments.requireAtLeast(0, name, arguments.get(1));
                return new Expression.Call(Function.REPEAT, arguments);
            case "lpad", "rpad":
                Arguments.require(name, arguments, 2, 3);
                Arguments.requireAtLeast(0, name, arguments.get(1));
                List<Expression> all = new ArrayList<>(arguments);
                if (all.size() == 2) {
                    all.add(new Expression.Text(" "));
                }
                return new Expression.Call(name.equals("lpad") ? Function.PAD_START : Function.PAD_END, all);
            case "trim", "btrim", "trim_start", "ltrim", "trim_end", "rtrim":
                Arguments.require(name, arguments, 1, 2);
                if (arguments.size() == 2
                        && Arguments.text(name, arguments.get(1)).length() != 1) {
                    throw new Untranslatable("it trims a set of characters");
                }
                Function function = name.contains("btrim") || name.equals("trim")
                        ? Function.TRIM
                        : name.matches("ltrim|trim_start") ? Function.TRIM_START : Function.TRIM_END;
                return new Expression.Call(function, arguments);
            case "locate":
                Arguments.require(name, arguments, 2, 2);
                return new Expression.Call(Function.POSITION, List.of(arguments.get(1), arguments.get(0)));
            case "split_part":
                Arguments.require(name, arguments, 3, 3);
                if (!new Expression.Number("1").equals(arguments.get(2))
                        || Arguments.text(name, arguments.get(1)).isEmpty()) {
                    throw new Untranslatable("it takes another part than the first");
                }
                return new Expression.Call(Function.BEFORE_FIRST, arguments.subList(0, 2));
            default:
                throw new Untranslatable("it calls " + name + ", which has no equal");
        }
    }
}
