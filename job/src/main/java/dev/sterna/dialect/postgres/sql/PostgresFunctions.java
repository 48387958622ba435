package dev.sterna.dialect.postgres.sql;

import dev.sterna.model.LogicalType;
import dev.sterna.sql.Expression;
import dev.sterna.sql.Families;
import dev.sterna.sql.Family;
import dev.sterna.sql.Function;
import dev.sterna.sql.Untranslatable;
import dev.sterna.sql.read.Arguments;
import dev.sterna.sql.read.FunctionTable;
import dev.sterna.sql.read.Reading;
import dev.sterna.sql.read.SharedFunctions;
import java.util.ArrayList;
import java.util.List;

/** The functions of PostgreSQL that others have too. */
final class PostgresFunctions {
    private static final int MANY = FunctionTable.MANY;
    private static final String SEVERAL = "a set of characters";
    private static final Families FAMILIES = Families.ofSource();

    static final FunctionTable TABLE = new FunctionTable()
            .with(Function.GREATEST_PRESENT, 1, MANY, "greatest")
            .with(Function.LEAST_PRESENT, 1, MANY, "least")
            .with(Function.POSITION, 2, 2, "strpos")
            .with(Function.NOW, 0, 0, "now", "transaction_timestamp", "statement_timestamp", "clock_timestamp")
            .with(Function.UUID, 0, 0, "gen_random_uuid", "uuid_generate_v4")
            .with(SharedFunctions.trimmed(Function.TRIM, SEVERAL), 1, 2, "trim", "btrim")
            .with(SharedFunctions.trimmed(Function.TRIM_START, SEVERAL), 1, 2, "trim_start", "ltrim")
            .with(SharedFunctions.trimmed(Function.TRIM_END, SEVERAL), 1, 2, "trim_end", "rtrim")
            .with(SharedFunctions.padded(Function.PAD_START), 2, 3, "lpad")
            .with(SharedFunctions.padded(Function.PAD_END), 2, 3, "rpad")
            .with(PostgresFunctions::length, 1, 1, "length", "char_length", "character_length")
            .with(PostgresFunctions::beforeFirst, 3, 3, "split_part")
            .with(PostgresFunctions::concat, 0, Integer.MAX_VALUE, "concat")
            .with(rounded(Function.ROUND), 1, 2, "round")
            .with(rounded(Function.TRUNCATE), 1, 2, "trunc")
            .with(PostgresFunctions::inUtc, 0, Integer.MAX_VALUE, "timezone")
            .with(PostgresFunctions::part, 2, 2, "date_part")
            .with(PostgresFunctions::truncated, 2, 2, "date_trunc")
            .with((name, arguments, reading) -> reading.cast(arguments.get(0), "date"), 1, 1, "date")
            .with(PostgresFunctions::dateText, 2, 2, "to_char")
            .with(PostgresFunctions::sequence, 0, Integer.MAX_VALUE, "nextval", "currval", "lastval");

    private PostgresFunctions() {}

    private static Expression sequence(String name, List<Expression> arguments, Reading reading) throws Untranslatable {
        throw new Untranslatable("it takes numbers from a sequence");
    }

    private static Expression length(String name, List<Expression> arguments, Reading reading) {
        boolean bytes = FAMILIES.of(arguments.get(0)) == Family.BYTES;
        return new Expression.Call(bytes ? Function.OCTET_LENGTH : Function.CHARACTER_LENGTH, arguments);
    }

    private static Expression part(String name, List<Expression> arguments, Reading reading) throws Untranslatable {
        return reading.extract(Arguments.text(name, arguments.get(0)), arguments.get(1));
    }

    private static Expression dateText(String name, List<Expression> arguments, Reading reading) throws Untranslatable {
        Expression moment = Arguments.moment(name, arguments.get(0));
        String pattern = PostgresDatePattern.neutral(Arguments.text(name, arguments.get(1)));
        return new Expression.Call(Function.DATE_TEXT, List.of(moment, new Expression.Text(pattern)));
    }

    private static FunctionTable.Meaning rounded(Function function) {
        return (name, arguments, reading) -> {
            Family family = FAMILIES.of(arguments.get(0));
            if (family != Family.INT && family != Family.DECIMAL) {
                throw new Untranslatable("it rounds " + family.words());
            }
            List<Expression> both = new ArrayList<>(arguments);
            if (both.size() == 1) {
                both.add(new Expression.Number("0"));
            }
            return new Expression.Call(function, both);
        };
    }

    /** This one, unlike the operator, leaves NULLs out. */
    private static Expression concat(String name, List<Expression> arguments, Reading reading) throws Untranslatable {
        List<Expression> texts = new ArrayList<>();
        for (Expression argument : arguments) {
            Family family = FAMILIES.of(argument);
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

    private static Expression inUtc(String name, List<Expression> arguments, Reading reading) throws Untranslatable {
        if (arguments.size() == 2
                && arguments.get(0) instanceof Expression.Text zone
                && zone.value().equalsIgnoreCase("utc")
                && arguments.get(1) instanceof Expression.Call now
                && now.function() == Function.NOW) {
            return new Expression.Call(Function.NOW_IN_UTC, List.of());
        }
        throw new Untranslatable("it takes a time to another time zone");
    }

    private static Expression truncated(String name, List<Expression> arguments, Reading reading)
            throws Untranslatable {
        String unit = Arguments.text(name, arguments.get(0));
        String pattern = switch (unit) {
            case "year" -> "%Y-01-01 00:00:00";
            case "month" -> "%Y-%m-01 00:00:00";
            case "day" -> "%Y-%m-%d 00:00:00";
            case "hour" -> "%Y-%m-%d %H:00:00";
            case "minute" -> "%Y-%m-%d %H:%i:00";
            default -> throw new Untranslatable("it cuts a date off to its " + unit);
        };
        if (!FAMILIES.of(arguments.get(1)).isMoment()) {
            throw new Untranslatable("it cuts off something that is no date");
        }
        return new Expression.Cast(
                new Expression.Call(Function.DATE_TEXT, List.of(arguments.get(1), new Expression.Text(pattern))),
                new LogicalType.Timestamp(0));
    }

    private static Expression beforeFirst(String name, List<Expression> arguments, Reading reading)
            throws Untranslatable {
        if (!new Expression.Number("1").equals(arguments.get(2))
                || Arguments.text(name, arguments.get(1)).isEmpty()) {
            throw new Untranslatable("it takes another part than the first");
        }
        return new Expression.Call(Function.BEFORE_FIRST, arguments.subList(0, 2));
    }
}
