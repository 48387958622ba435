package dev.sterna.sql;

import dev.sterna.model.Column;
import java.util.List;
import java.util.function.Function;

/** The family of every expression, as the one or the other database has it. */
public final class Families {
    private final Function<Scope.Pair, Column> side;

    private Families(Function<Scope.Pair, Column> side) {
        this.side = side;
    }

    /** By the types of the source's columns. */
    public static Families ofSource() {
        return new Families(Scope.Pair::source);
    }

    /** By the types of the target's columns. */
    public static Families ofTarget() {
        return new Families(Scope.Pair::target);
    }

    /** The family of an expression. */
    public Family of(Expression expression) {
        if (expression instanceof Expression.ColumnValue column) {
            return column(side.apply(column.pair()));
        }
        if (expression instanceof Expression.OutputValue output) {
            return of(output.origin());
        }
        if (expression instanceof Expression.Null) {
            return Family.NULL;
        }
        if (expression instanceof Expression.Number number) {
            return number(number.digits());
        }
        if (expression instanceof Expression.Text) {
            return Family.TEXT;
        }
        if (expression instanceof Expression.Bytes) {
            return Family.BYTES;
        }
        if (expression instanceof Expression.Bits) {
            return Family.BITS;
        }
        if (expression instanceof Expression.Moment moment) {
            return moment.family();
        }
        if (expression instanceof Expression.Negative negative) {
            return of(negative.number());
        }
        if (expression instanceof Expression.Arithmetic arithmetic) {
            return arithmetic(arithmetic);
        }
        if (expression instanceof Expression.Case branches) {
            return common(branches);
        }
        if (expression instanceof Expression.Cast cast) {
            return Family.of(cast.type());
        }
        if (expression instanceof Expression.Extract || expression instanceof Expression.ConditionAsNumber) {
            return Family.INT;
        }
        if (expression instanceof Expression.Shift shift) {
            Family moment = of(shift.moment());
            return moment == Family.DATE && !shift.wholeDays() ? Family.TIMESTAMP : moment;
        }
        if (expression instanceof Expression.Spans) {
            return Family.OTHER;
        }
        if (expression instanceof Expression.Scalar scalar) {
            return of(scalar.query().outputs().get(0).value());
        }
        if (expression instanceof Expression.Call call) {
            return call(call);
        }
        if (expression instanceof Expression.Aggregate aggregate) {
            return aggregate(aggregate);
        }
        if (expression instanceof Expression.Window window) {
            return window(window);
        }
        return Family.BOOL;
    }

    /** The family of a column. */
    public static Family column(Column column) {
        return Family.of(column.type());
    }

    private static Family number(String digits) {
        return digits.indexOf('e') >= 0 || digits.indexOf('E') >= 0
                ? Family.REAL
                : digits.indexOf('.') >= 0 ? Family.DECIMAL : Family.INT;
    }

    private Family arithmetic(Expression.Arithmetic arithmetic) {
        Family both = wider(of(arithmetic.left()), of(arithmetic.right()));
        return switch (arithmetic.operation()) {
            case DIVIDE -> both == Family.REAL ? Family.REAL : Family.DECIMAL;
            case DIVIDE_WHOLE, BITS_AND, BITS_OR -> Family.INT;
            case ADD, SUBTRACT, MULTIPLY, REMAINDER -> both;
        };
    }

    /** What both are together: of numbers the wider, of a text and something else a text. */
    public static Family wider(Family one, Family other) {
        if (one == Family.NULL || one == other) {
            return other;
        }
        if (other == Family.NULL) {
            return one;
        }
        if (one.isNumber() && other.isNumber()) {
            return one.compareTo(other) > 0 ? one : other;
        }
        if (one.isMoment() && other.isMoment()) {
            return one.compareTo(other) > 0 ? one : other;
        }
        if (one == Family.BOOL && other.isNumber()) {
            return other;
        }
        if (other == Family.BOOL && one.isNumber()) {
            return one;
        }
        return Family.TEXT;
    }

    private Family common(Expression.Case branches) {
        Family family = branches.otherwise() == null ? Family.NULL : of(branches.otherwise());
        for (Expression.When when : branches.branches()) {
            family = wider(family, of(when.then()));
        }
        return family;
    }

    /** What all are together. */
    public Family common(List<Expression> expressions) {
        Family family = Family.NULL;
        for (Expression expression : expressions) {
            family = wider(family, of(expression));
        }
        return family;
    }

    private Family call(Expression.Call call) {
        return switch (call.function()) {
            case CONCAT,
                    CONCAT_SEPARATED,
                    LOWER,
                    UPPER,
                    SUBSTRING,
                    LEFT,
                    RIGHT,
                    TRIM,
                    TRIM_START,
                    TRIM_END,
                    REPLACE,
                    REVERSE,
                    REPEAT,
                    PAD_START,
                    PAD_END,
                    BEFORE_FIRST,
                    MD5,
                    DATE_TEXT -> Family.TEXT;
            case CHARACTER_LENGTH, OCTET_LENGTH, POSITION, SIGN, DAYS_BETWEEN -> Family.INT;
            case COALESCE, GREATEST, LEAST, GREATEST_PRESENT, LEAST_PRESENT -> common(call.arguments());
            case NULLIF, ABS, CEILING, FLOOR, ROUND, TRUNCATE ->
                of(call.arguments().get(0));
            case SQRT, POWER, EXP, LN -> Family.REAL;
            case NOW -> Family.INSTANT;
            case NOW_IN_UTC -> Family.TIMESTAMP;
            case TODAY, DATE -> Family.DATE;
            case UUID -> Family.UUID;
            case IS_JSON -> Family.BOOL;
            case ARRAY -> Family.OTHER;
        };
    }

    private Family aggregate(Expression.Aggregate aggregate) {
        return switch (aggregate.function()) {
            case COUNT -> Family.INT;
            case LIST -> Family.TEXT;
            case MIN, MAX -> of(aggregate.arguments().get(0));
            case SUM -> {
                Family family = of(aggregate.arguments().get(0));
                yield family == Family.REAL ? family : Family.DECIMAL;
            }
            case AVG, STDDEV_POP, STDDEV_SAMP, VAR_POP, VAR_SAMP ->
                of(aggregate.arguments().get(0)) == Family.REAL ? Family.REAL : Family.DECIMAL;
        };
    }

    private Family window(Expression.Window window) {
        if (window.aggregate() != null) {
            return aggregate(window.aggregate());
        }
        return switch (window.function()) {
            case ROW_NUMBER, RANK, DENSE_RANK, NTILE -> Family.INT;
            case PERCENT_RANK, CUME_DIST -> Family.REAL;
            case LAG, LEAD, FIRST_VALUE, LAST_VALUE, NTH_VALUE ->
                of(window.arguments().get(0));
        };
    }
}
