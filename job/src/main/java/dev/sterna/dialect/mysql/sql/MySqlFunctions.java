package dev.sterna.dialect.mysql.sql;

import dev.sterna.sql.Arguments;
import dev.sterna.sql.DatePattern;
import dev.sterna.sql.Expression;
import dev.sterna.sql.Expression.Case;
import dev.sterna.sql.Expression.State;
import dev.sterna.sql.Expression.When;
import dev.sterna.sql.Family;
import dev.sterna.sql.Function;
import dev.sterna.sql.SafePattern;
import dev.sterna.sql.Untranslatable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The functions of MySQL and MariaDB that others have too. */
final class MySqlFunctions {
    /** Those of which every argument and result is as elsewhere: function, least and most arguments. */
    private static final Map<String, Known> PLAIN = Map.ofEntries(
            known("concat", Function.CONCAT, 1, 100),
            known("concat_ws", Function.CONCAT_SEPARATED, 2, 100),
            known("lower", Function.LOWER, 1, 1),
            known("lcase", Function.LOWER, 1, 1),
            known("upper", Function.UPPER, 1, 1),
            known("ucase", Function.UPPER, 1, 1),
            known("char_length", Function.CHARACTER_LENGTH, 1, 1),
            known("character_length", Function.CHARACTER_LENGTH, 1, 1),
            known("length", Function.OCTET_LENGTH, 1, 1),
            known("octet_length", Function.OCTET_LENGTH, 1, 1),
            known("replace", Function.REPLACE, 3, 3),
            known("reverse", Function.REVERSE, 1, 1),
            known("ltrim", Function.TRIM_START, 1, 1),
            known("rtrim", Function.TRIM_END, 1, 1),
            known("md5", Function.MD5, 1, 1),
            known("coalesce", Function.COALESCE, 1, 100),
            known("ifnull", Function.COALESCE, 2, 2),
            known("nvl", Function.COALESCE, 2, 2),
            known("nullif", Function.NULLIF, 2, 2),
            known("greatest", Function.GREATEST, 2, 100),
            known("least", Function.LEAST, 2, 100),
            known("abs", Function.ABS, 1, 1),
            known("ceiling", Function.CEILING, 1, 1),
            known("ceil", Function.CEILING, 1, 1),
            known("floor", Function.FLOOR, 1, 1),
            known("round", Function.ROUND, 1, 2),
            known("truncate", Function.TRUNCATE, 2, 2),
            known("sign", Function.SIGN, 1, 1),
            known("sqrt", Function.SQRT, 1, 1),
            known("pow", Function.POWER, 2, 2),
            known("power", Function.POWER, 2, 2),
            known("exp", Function.EXP, 1, 1),
            known("ln", Function.LN, 1, 1),
            known("now", Function.NOW, 0, 1),
            known("current_timestamp", Function.NOW, 0, 1),
            known("localtimestamp", Function.NOW, 0, 1),
            known("localtime", Function.NOW, 0, 1),
            known("utc_timestamp", Function.NOW_IN_UTC, 0, 1),
            known("curdate", Function.TODAY, 0, 0),
            known("current_date", Function.TODAY, 0, 0),
            known("datediff", Function.DAYS_BETWEEN, 2, 2),
            known("uuid", Function.UUID, 0, 0),
            known("json_valid", Function.IS_JSON, 1, 1));

    private record Known(Function function, int least, int most) {}

    private MySqlFunctions() {}

    private static Map.Entry<String, Known> known(String name, Function function, int least, int most) {
        return Map.entry(name, new Known(function, least, most));
    }

    static Expression call(String name, List<Expression> arguments, MySqlReading reading) throws Untranslatable {
        Known known = PLAIN.get(name);
        if (known != null) {
            return Arguments.call(known.function, name, arguments, known.least, known.most);
        }
        return switch (name) {
            case "if" -> {
                Arguments.require(name, arguments, 3, 3);
                Expression condition = reading.asCondition(arguments.get(0));
                yield new Case(null, List.of(new When(condition, arguments.get(1))), arguments.get(2));
            }
            case "isnull" -> {
                Arguments.require(name, arguments, 1, 1);
                yield new Expression.Is(arguments.get(0), State.NULL);
            }
            case "mod" -> {
                Arguments.require(name, arguments, 2, 2);
                yield reading.arithmetic("%", arguments.get(0), arguments.get(1));
            }
            case "regexp_like" -> {
                Arguments.require(name, arguments, 2, 2);
                yield new Expression.Regex(arguments.get(0), SafePattern.regex(arguments.get(1)), false);
            }
            case "year", "month", "day", "dayofmonth", "hour", "minute", "second", "quarter" -> {
                Arguments.require(name, arguments, 1, 1);
                yield reading.extract(name.equals("dayofmonth") ? "day" : name, arguments.get(0));
            }
            case "date" -> {
                Arguments.require(name, arguments, 1, 1);
                yield date(arguments.get(0), reading);
            }
            case "to_days" -> {
                Arguments.require(name, arguments, 1, 1);
                // Which numbers the first of January of the year 1 by 366.
                Expression first = new Expression.Moment(Family.DATE, "0001-01-01");
                yield new Expression.Arithmetic(
                        Expression.Operation.ADD,
                        new Expression.Call(Function.DAYS_BETWEEN, List.of(arguments.get(0), first)),
                        new Expression.Number("366"));
            }
            case "date_format", "monthname", "dayname" -> dateText(name, arguments, reading);
            default -> text(name, arguments);
        };
    }

    private static Expression date(Expression moment, MySqlReading reading) throws Untranslatable {
        Family family = reading.families().of(moment);
        if (!family.isMoment()) {
            throw new Untranslatable("it takes the date of " + family.words());
        }
        return new Expression.Call(Function.DATE, List.of(moment));
    }

    private static Expression dateText(String name, List<Expression> arguments, MySqlReading reading)
            throws Untranslatable {
        boolean given = name.equals("date_format");
        Arguments.require(name, arguments, given ? 2 : 1, given ? 2 : 1);
        if (!reading.families().of(arguments.get(0)).isMoment()) {
            throw new Untranslatable("it calls " + name + " with something that is no date");
        }
        String pattern = given ? Arguments.text(name, arguments.get(1)) : name.equals("monthname") ? "%M" : "%W";
        String inFull = pattern.replace("%T", "%H:%i:%s").replace("%r", "%h:%i:%s %p");
        return new Expression.Call(
                Function.DATE_TEXT, List.of(arguments.get(0), new Expression.Text(DatePattern.checked(inFull))));
    }

    private static Expression text(String name, List<Expression> arguments) throws Untranslatable {
        switch (name) {
            case "substring", "substr", "mid":
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
                Arguments.require(name, arguments, 3, 3);
                Arguments.requireAtLeast(0, name, arguments.get(1));
                return new Expression.Call(name.equals("lpad") ? Function.PAD_START : Function.PAD_END, arguments);
            case "trim", "trim_start", "trim_end":
                Arguments.require(name, arguments, 1, 2);
                // Elsewhere a longer text is a set of characters.
                if (arguments.size() == 2
                        && Arguments.text(name, arguments.get(1)).length() != 1) {
                    throw new Untranslatable("it trims more than one character");
                }
                return new Expression.Call(
                        name.equals("trim")
                                ? Function.TRIM
                                : name.equals("trim_start") ? Function.TRIM_START : Function.TRIM_END,
                        arguments);
            case "locate", "instr":
                Arguments.require(name, arguments, 2, 2);
                List<Expression> order = new ArrayList<>(arguments);
                if (name.equals("locate")) {
                    order = List.of(arguments.get(1), arguments.get(0));
                }
                return new Expression.Call(Function.POSITION, order);
            case "substring_index":
                Arguments.require(name, arguments, 3, 3);
                if (Arguments.text(name, arguments.get(1)).isEmpty()
                        || !(arguments.get(2) instanceof Expression.Number count)
                        || !count.digits().equals("1")) {
                    throw new Untranslatable("it calls substring_index with another count than 1");
                }
                return new Expression.Call(Function.BEFORE_FIRST, arguments.subList(0, 2));
            default:
                throw new Untranslatable("it calls " + name + ", which has no equal");
        }
    }
}
