package dev.sterna.sql.read;

import dev.sterna.sql.Expression;
import dev.sterna.sql.Function;
import dev.sterna.sql.Untranslatable;
import java.util.ArrayList;
import java.util.List;

/** Functions that every engine has by the same name, and what a function of any engine may need. */
public final class SharedFunctions {
    private SharedFunctions() {}

    static void addTo(FunctionTable table) {
        table.with(Function.CONCAT_SEPARATED, 2, FunctionTable.MANY, "concat_ws")
                .with(Function.LOWER, 1, 1, "lower")
                .with(Function.UPPER, 1, 1, "upper")
                .with(Function.OCTET_LENGTH, 1, 1, "octet_length")
                .with(Function.REPLACE, 3, 3, "replace")
                .with(Function.REVERSE, 1, 1, "reverse")
                .with(Function.MD5, 1, 1, "md5")
                .with(Function.COALESCE, 1, FunctionTable.MANY, "coalesce")
                .with(Function.NULLIF, 2, 2, "nullif")
                .with(Function.ABS, 1, 1, "abs")
                .with(Function.CEILING, 1, 1, "ceiling", "ceil")
                .with(Function.FLOOR, 1, 1, "floor")
                .with(Function.SIGN, 1, 1, "sign")
                .with(Function.SQRT, 1, 1, "sqrt")
                .with(Function.POWER, 2, 2, "power", "pow")
                .with(Function.EXP, 1, 1, "exp")
                .with(Function.LN, 1, 1, "ln")
                .with(Function.NOW, 0, 1, "current_timestamp", "localtimestamp")
                .with(Function.TODAY, 0, 0, "current_date")
                .with(SharedFunctions::substring, 2, 3, "substring", "substr")
                .with(counted(Function.LEFT), 2, 2, "left")
                .with(counted(Function.RIGHT), 2, 2, "right")
                .with(counted(Function.REPEAT), 2, 2, "repeat")
                .with(SharedFunctions::remainder, 2, 2, "mod")
                .with(SharedFunctions::position, 2, 2, "locate");
    }

    /** A text from a position, and at most so many characters. */
    public static Expression substring(String name, List<Expression> arguments, Reading reading) throws Untranslatable {
        Arguments.requireAtLeast(1, name, arguments.get(1));
        if (arguments.size() == 3) {
            Arguments.requireAtLeast(0, name, arguments.get(2));
        }
        return new Expression.Call(Function.SUBSTRING, arguments);
    }

    private static Expression remainder(String name, List<Expression> arguments, Reading reading)
            throws Untranslatable {
        return reading.arithmetic("%", arguments.get(0), arguments.get(1));
    }

    /** Where the first text is in the second. */
    private static Expression position(String name, List<Expression> arguments, Reading reading) {
        return new Expression.Call(Function.POSITION, List.of(arguments.get(1), arguments.get(0)));
    }

    private static FunctionTable.Meaning counted(Function function) {
        return (name, arguments, reading) -> {
            Arguments.requireAtLeast(0, name, arguments.get(1));
            return new Expression.Call(function, arguments);
        };
    }

    /** A padding, with blanks where no third argument says with what. */
    public static FunctionTable.Meaning padded(Function function) {
        return (name, arguments, reading) -> {
            Arguments.requireAtLeast(0, name, arguments.get(1));
            List<Expression> all = new ArrayList<>(arguments);
            if (all.size() == 2) {
                all.add(new Expression.Text(" "));
            }
            return new Expression.Call(function, all);
        };
    }

    /**
     * A trimming of blanks, or of one character.
     *
     * @param several what more than one character would mean to the engine, which is not what it means elsewhere
     */
    public static FunctionTable.Meaning trimmed(Function function, String several) {
        return (name, arguments, reading) -> {
            if (arguments.size() == 2 && Arguments.text(name, arguments.get(1)).length() != 1) {
                throw new Untranslatable("it trims " + several);
            }
            return new Expression.Call(function, arguments);
        };
    }
}
