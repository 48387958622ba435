package dev.sterna.dialect.mysql.sql;

import dev.sterna.sql.DatePattern;
import dev.sterna.sql.Expression;
import dev.sterna.sql.Expression.Case;
import dev.sterna.sql.Expression.State;
import dev.sterna.sql.Expression.When;
import dev.sterna.sql.Families;
import dev.sterna.sql.Family;
import dev.sterna.sql.Function;
import dev.sterna.sql.Untranslatable;
import dev.sterna.sql.read.Arguments;
import dev.sterna.sql.read.FunctionTable;
import dev.sterna.sql.read.Reading;
import dev.sterna.sql.read.SafePattern;
import dev.sterna.sql.read.SharedFunctions;
import java.util.List;

/** The functions of MySQL and MariaDB that others have too. */
final class MySqlFunctions {
    private static final int MANY = FunctionTable.MANY;
    /** Elsewhere a longer text is a set of characters. */
    private static final String SEVERAL = "more than one character";

    static final FunctionTable TABLE = new FunctionTable()
            .with(Function.CONCAT, 1, MANY, "concat")
            .with(Function.LOWER, 1, 1, "lcase")
            .with(Function.UPPER, 1, 1, "ucase")
            .with(Function.CHARACTER_LENGTH, 1, 1, "char_length", "character_length")
            .with(Function.OCTET_LENGTH, 1, 1, "length")
            .with(Function.COALESCE, 2, 2, "ifnull", "nvl")
            .with(Function.GREATEST, 2, MANY, "greatest")
            .with(Function.LEAST, 2, MANY, "least")
            .with(Function.ROUND, 1, 2, "round")
            .with(Function.TRUNCATE, 2, 2, "truncate")
            .with(Function.NOW, 0, 1, "now", "localtime")
            .with(Function.NOW_IN_UTC, 0, 1, "utc_timestamp")
            .with(Function.TODAY, 0, 0, "curdate")
            .with(Function.DAYS_BETWEEN, 2, 2, "datediff")
            .with(Function.UUID, 0, 0, "uuid")
            .with(Function.IS_JSON, 1, 1, "json_valid")
            .with(Function.TRIM_START, 1, 1, "ltrim")
            .with(Function.TRIM_END, 1, 1, "rtrim")
            .with(SharedFunctions.trimmed(Function.TRIM, SEVERAL), 1, 2, "trim")
            .with(SharedFunctions.trimmed(Function.TRIM_START, SEVERAL), 1, 2, "trim_start")
            .with(SharedFunctions.trimmed(Function.TRIM_END, SEVERAL), 1, 2, "trim_end")
            .with(SharedFunctions.padded(Function.PAD_START), 3, 3, "lpad")
            .with(SharedFunctions.padded(Function.PAD_END), 3, 3, "rpad")
            .with(Function.POSITION, 2, 2, "instr")
            .with(SharedFunctions::substring, 2, 3, "mid")
            .with(MySqlFunctions::beforeFirst, 3, 3, "substring_index")
            .with(MySqlFunctions::branch, 3, 3, "if")
            .with((name, arguments, reading) -> new Expression.Is(arguments.get(0), State.NULL), 1, 1, "isnull")
            .with(MySqlFunctions::regex, 2, 2, "regexp_like")
            .with(MySqlFunctions::part, 1, 1, "year", "quarter", "month", "day", "hour", "minute", "second")
            .with((name, arguments, reading) -> part("day", arguments, reading), 1, 1, "dayofmonth")
            .with(MySqlFunctions::date, 1, 1, "date")
            .with(MySqlFunctions::days, 1, 1, "to_days")
            .with(MySqlFunctions::dateText, 2, 2, "date_format")
            .with(named("%M"), 1, 1, "monthname")
            .with(named("%W"), 1, 1, "dayname");

    private MySqlFunctions() {}

    private static Expression branch(String name, List<Expression> arguments, Reading reading) throws Untranslatable {
        Expression condition = reading.asCondition(arguments.get(0));
        return new Case(null, List.of(new When(condition, arguments.get(1))), arguments.get(2));
    }

    private static Expression regex(String name, List<Expression> arguments, Reading reading) throws Untranslatable {
        return new Expression.Regex(arguments.get(0), SafePattern.regex(arguments.get(1)), false);
    }

    private static Expression part(String unit, List<Expression> arguments, Reading reading) throws Untranslatable {
        return reading.extract(unit, arguments.get(0));
    }

    private static Expression date(String name, List<Expression> arguments, Reading reading) throws Untranslatable {
        Family family = Families.ofSource().of(arguments.get(0));
        if (!family.isMoment()) {
            throw new Untranslatable("it takes the date of " + family.words());
        }
        return new Expression.Call(Function.DATE, arguments);
    }

    /** It numbers the first of January of the year 1 by 366. */
    private static Expression days(String name, List<Expression> arguments, Reading reading) {
        Expression first = new Expression.Moment(Family.DATE, "0001-01-01");
        return new Expression.Arithmetic(
                Expression.Operation.ADD,
                new Expression.Call(Function.DAYS_BETWEEN, List.of(arguments.get(0), first)),
                new Expression.Number("366"));
    }

    private static FunctionTable.Meaning named(String pattern) {
        return (name, arguments, reading) -> dateText(Arguments.moment(name, arguments.get(0)), pattern);
    }

    private static Expression dateText(String name, List<Expression> arguments, Reading reading) throws Untranslatable {
        Expression moment = Arguments.moment(name, arguments.get(0));
        String pattern = Arguments.text(name, arguments.get(1));
        return dateText(moment, pattern.replace("%T", "%H:%i:%s").replace("%r", "%h:%i:%s %p"));
    }

    private static Expression dateText(Expression moment, String pattern) throws Untranslatable {
        return new Expression.Call(
                Function.DATE_TEXT, List.of(moment, new Expression.Text(DatePattern.checked(pattern))));
    }

    private static Expression beforeFirst(String name, List<Expression> arguments, Reading reading)
            throws Untranslatable {
        if (Arguments.text(name, arguments.get(1)).isEmpty() || !new Expression.Number("1").equals(arguments.get(2))) {
            throw new Untranslatable("it calls substring_index with another count than 1");
        }
        return new Expression.Call(Function.BEFORE_FIRST, arguments.subList(0, 2));
    }
}
