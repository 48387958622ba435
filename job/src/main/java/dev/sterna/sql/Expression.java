package dev.sterna.sql;

import dev.sterna.model.LogicalType;
import java.util.List;

/**
 * A value or a condition, with a meaning that no engine owns: where the engines differ (division, NULL among arguments,
 * what an integer is as a condition), there is a node for each meaning.
 */
public sealed interface Expression {

    /** A value that is the same for every row. */
    sealed interface Constant extends Expression {}

    /** NULL. */
    record Null() implements Constant {}

    /** TRUE or FALSE. */
    record Bool(boolean value) implements Constant {}

    /** An exact number, or with an exponent a floating one. */
    record Number(String digits) implements Constant {}

    /** A text. */
    record Text(String value) implements Constant {}

    /** Octets, as hexadecimal digits. */
    record Bytes(String hex) implements Constant {}

    /** A string of zeros and ones. */
    record Bits(String bits) implements Constant {}

    /** A date, a time or both, in ISO's form; an instant in UTC. */
    record Moment(Family family, String text) implements Constant {}

    /** A column of a table or view; {@code qualifier} null where none is needed. */
    record ColumnValue(String qualifier, Scope.Pair pair) implements Expression {}

    /** A column of a subquery. */
    record OutputValue(String qualifier, String name, Expression origin) implements Expression {}

    /** The opposite of a condition. */
    record Not(Expression condition) implements Expression {}

    /** The opposite of a number. */
    record Negative(Expression number) implements Expression {
        /** The opposite; of a constant a constant. */
        public static Expression of(Expression number) {
            if (number instanceof Number constant) {
                String digits = constant.digits();
                return new Number(digits.startsWith("-") ? digits.substring(1) : "-" + digits);
            }
            return new Negative(number);
        }
    }

    /** Two values compared. */
    record Compare(Comparison comparison, Expression left, Expression right) implements Expression {}

    /** Two conditions. */
    record Logic(Connective connective, Expression left, Expression right) implements Expression {}

    /** Two numbers. */
    record Arithmetic(Operation operation, Expression left, Expression right) implements Expression {}

    /** {@code IS NULL}, {@code IS TRUE}, {@code IS FALSE}. */
    record Is(Expression value, State state) implements Expression {}

    /** One of a list of values. */
    record In(Expression value, List<Expression> values) implements Expression {
        public In {
            values = List.copyOf(values);
        }
    }

    /** One of the values of a query. */
    record InQuery(Expression value, Query query) implements Expression {}

    /** Whether a query has rows. */
    record Exists(Query query) implements Expression {}

    /** The only value of a query. */
    record Scalar(Query query) implements Expression {}

    /** Both bounds count. */
    record Between(Expression value, Expression low, Expression high) implements Expression {}

    /** A pattern of {@code %} and {@code _}; {@code escape} takes their meaning, null: nothing does. */
    record Like(Expression value, Expression pattern, String escape, boolean anyCase) implements Expression {}

    /** A regular expression of the kind that all engines read alike. */
    record Regex(Expression value, String pattern, boolean anyCase) implements Expression {}

    /** {@code subject} null where every branch has a condition; {@code otherwise} null for NULL. */
    record Case(Expression subject, List<When> branches, Expression otherwise) implements Expression {
        public Case {
            branches = List.copyOf(branches);
        }
    }

    /** A branch of a case. */
    record When(Expression when, Expression then) {}

    /** A function. */
    record Call(Function function, List<Expression> arguments) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** A value as one of another type. */
    record Cast(Expression value, LogicalType type) implements Expression {}

    /** A part of a date or time, as an integer. */
    record Extract(Unit unit, Expression moment) implements Expression {}

    /** A date or time moved by a number of units; a date stays one where {@code wholeDays}. */
    record Shift(Expression moment, Expression amount, Unit unit, boolean wholeDays) implements Expression {}

    /** A span of time, which is only understood where it moves a date or time. */
    record Spans(List<Span> spans) implements Expression {
        public Spans {
            spans = List.copyOf(spans);
        }
    }

    /** So many of a unit. */
    record Span(Expression amount, Unit unit) {}

    /** A condition as 1 or 0. */
    record ConditionAsNumber(Expression condition) implements Expression {}

    /** A number as a condition: whether it is not zero. */
    record NumberAsCondition(Expression number) implements Expression {}

    /**
     * An aggregate.
     *
     * @param arguments none for {@code count(*)}
     * @param order of a list of texts
     * @param separator of a list of texts, else null
     * @param filter which rows, or null for all
     */
    record Aggregate(
            AggregateFunction function,
            List<Expression> arguments,
            boolean distinct,
            List<Query.Order> order,
            String separator,
            Expression filter)
            implements Expression {
        public Aggregate {
            arguments = List.copyOf(arguments);
            order = List.copyOf(order);
        }
    }

    /** A function over a window: {@code aggregate} or else {@code function} with arguments. */
    record Window(
            Aggregate aggregate,
            WindowFunction function,
            List<Expression> arguments,
            List<Expression> partition,
            List<Query.Order> order,
            String frame)
            implements Expression {
        public Window {
            arguments = List.copyOf(arguments);
            partition = List.copyOf(partition);
            order = List.copyOf(order);
        }
    }

    /** Comparisons. SAME takes two NULLs for equal. */
    enum Comparison {
        EQUAL("="),
        DIFFERENT("<>"),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">="),
        SAME(null);

        private final String sql;

        Comparison(String sql) {
            this.sql = sql;
        }

        /** As all engines write it, null for SAME. */
        public String sql() {
            return sql;
        }
    }

    /** What joins conditions. */
    enum Connective {
        AND,
        OR,
        XOR
    }

    /** Arithmetic. */
    enum Operation {
        ADD,
        SUBTRACT,
        MULTIPLY,
        /** With digits after the point; of exact numbers exact, of floating ones floating. */
        DIVIDE,
        /** Towards zero, of integers. */
        DIVIDE_WHOLE,
        REMAINDER,
        BITS_AND,
        BITS_OR
    }

    /** What a value may be. */
    enum State {
        NULL,
        TRUE,
        FALSE
    }

    /** Parts of dates and times. */
    enum Unit {
        YEAR,
        QUARTER,
        MONTH,
        WEEK,
        DAY,
        HOUR,
        MINUTE,
        SECOND;

        /** Whether it is made of whole days. */
        public boolean isWholeDays() {
            return compareTo(DAY) <= 0;
        }
    }

    /** Aggregates. */
    enum AggregateFunction {
        COUNT,
        SUM,
        AVG,
        MIN,
        MAX,
        /** Texts in a row, with a separator between. */
        LIST,
        STDDEV_POP,
        STDDEV_SAMP,
        VAR_POP,
        VAR_SAMP
    }

    /** Functions that need a window. */
    enum WindowFunction {
        ROW_NUMBER,
        RANK,
        DENSE_RANK,
        PERCENT_RANK,
        CUME_DIST,
        NTILE,
        LAG,
        LEAD,
        FIRST_VALUE,
        LAST_VALUE,
        NTH_VALUE
    }
}
