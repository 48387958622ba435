package dev.sterna.dialect.postgres.sql;

import dev.sterna.sql.Expression;
import dev.sterna.sql.Expression.Operation;
import dev.sterna.sql.Families;
import dev.sterna.sql.Family;
import dev.sterna.sql.Function;
import dev.sterna.sql.Untranslatable;
import dev.sterna.sql.read.AggregateCall;
import dev.sterna.sql.read.AggregateTable;
import dev.sterna.sql.read.Arguments;
import dev.sterna.sql.read.MaskedSql;
import dev.sterna.sql.read.Reading;
import dev.sterna.sql.read.SafePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What PostgreSQL means by what it writes. */
final class PostgresReading implements Reading {
    private static final AggregateTable AGGREGATES = new AggregateTable()
            .with(Expression.AggregateFunction.MIN, "bool_and", "every")
            .with(Expression.AggregateFunction.MAX, "bool_or")
            .with(Expression.AggregateFunction.STDDEV_SAMP, "stddev")
            .with(Expression.AggregateFunction.VAR_SAMP, "variance");

    private final Families families = Families.ofSource();

    @Override
    public MaskedSql marks(String sql) throws Untranslatable {
        return PostgresMarks.of(sql);
    }

    @Override
    public boolean isSameName(String one, String other) {
        return one.equals(other);
    }

    @Override
    public Expression asValue(Expression read) {
        return read;
    }

    @Override
    public Expression asCondition(Expression read) {
        return read;
    }

    @Override
    public Expression arithmetic(String operator, Expression left, Expression right) throws Untranslatable {
        Family one = families.of(left);
        Family other = families.of(right);
        if (operator.equals("||")) {
            return concat(left, one, right, other);
        }
        if (right instanceof Expression.Spans spans && one.isMoment() && operator.matches("[+-]")) {
            Expression moved = left;
            for (Expression.Span span : spans.spans()) {
                moved = shift(moved, span, operator.equals("-"));
            }
            return moved;
        }
        if (operator.equals("*") && right instanceof Expression.Spans spans && one == Family.INT) {
            return multiplied(spans, left);
        }
        if (one == Family.DATE && other == Family.DATE && operator.equals("-")) {
            return new Expression.Call(Function.DAYS_BETWEEN, List.of(left, right));
        }
        if (one == Family.DATE && other == Family.INT && operator.matches("[+-]")) {
            return new Expression.Shift(
                    left, operator.equals("-") ? Expression.Negative.of(right) : right, Expression.Unit.DAY, true);
        }
        if (!isNumber(one) || !isNumber(other)) {
            throw new Untranslatable(
                    "it has the operator " + operator + " between " + one.words() + " and " + other.words());
        }
        return new Expression.Arithmetic(operation(operator, one, other), left, right);
    }

    private static boolean isNumber(Family family) {
        return family.isNumber() || family == Family.NULL;
    }

    private static Operation operation(String operator, Family one, Family other) throws Untranslatable {
        return switch (operator) {
            case "+" -> Operation.ADD;
            case "-" -> Operation.SUBTRACT;
            case "*" -> Operation.MULTIPLY;
            case "/" -> one == Family.INT && other == Family.INT ? Operation.DIVIDE_WHOLE : Operation.DIVIDE;
            case "%" -> Operation.REMAINDER;
            default -> throw new Untranslatable("it has the operator " + operator);
        };
    }

    private static Expression concat(Expression left, Family one, Expression right, Family other)
            throws Untranslatable {
        for (Family family : List.of(one, other)) {
            boolean shown = family == Family.TEXT
                    || family == Family.ENUM
                    || family == Family.INT
                    || family == Family.DECIMAL
                    || family == Family.DATE
                    || family == Family.UUID;
            if (!shown) {
                throw new Untranslatable("it has the operator || with " + family.words());
            }
        }
        List<Expression> texts = new ArrayList<>();
        for (Expression text : List.of(left, right)) {
            if (text instanceof Expression.Call call && call.function() == Function.CONCAT) {
                texts.addAll(call.arguments());
            } else {
                texts.add(text);
            }
        }
        return new Expression.Call(Function.CONCAT, texts);
    }

    private static Expression multiplied(Expression.Spans spans, Expression times) throws Untranslatable {
        List<Expression.Span> multiplied = new ArrayList<>();
        for (Expression.Span span : spans.spans()) {
            if (!span.amount().equals(new Expression.Number("1"))) {
                throw new Untranslatable("it multiplies an interval");
            }
            multiplied.add(new Expression.Span(times, span.unit()));
        }
        return new Expression.Spans(multiplied);
    }

    @Override
    public Expression like(String keyword, Expression value, Expression pattern, Expression escape)
            throws Untranslatable {
        Expression text = families.of(value) == Family.ENUM ? null : value;
        if (text == null || families.of(value) != Family.TEXT) {
            throw new Untranslatable("it compares " + families.of(value).words() + " with a pattern");
        }
        String by = escape == null ? "\\" : Arguments.text("escape", escape);
        return switch (keyword) {
            case "like" -> new Expression.Like(value, pattern, by.isEmpty() ? null : by, false);
            case "ilike" -> new Expression.Like(value, pattern, by.isEmpty() ? null : by, true);
            case "~" -> new Expression.Regex(value, SafePattern.regex(pattern), false);
            case "~*" -> new Expression.Regex(value, SafePattern.regex(pattern), true);
            case "!~" -> new Expression.Not(new Expression.Regex(value, SafePattern.regex(pattern), false));
            case "!~*" -> new Expression.Not(new Expression.Regex(value, SafePattern.regex(pattern), true));
            default -> throw new Untranslatable("it has the operator " + keyword);
        };
    }

    @Override
    public Expression call(String name, List<Expression> arguments) throws Untranslatable {
        return PostgresFunctions.TABLE.call(name, arguments, this);
    }

    @Override
    public Expression cast(Expression value, String type) throws Untranslatable {
        return value instanceof Expression.Text text
                ? PostgresCasts.constant(text, type)
                : PostgresCasts.value(value, families.of(value), type);
    }

    /** Texts of the target compare by code point, as those of the collation C do. */
    @Override
    public Expression collated(Expression value, String collation) throws Untranslatable {
        if (collation.equals("C") || collation.equals("POSIX") || collation.equals("default")) {
            return value;
        }
        throw new Untranslatable("it has the collation " + collation);
    }

    @Override
    public Expression extract(String unit, Expression moment) throws Untranslatable {
        return Arguments.part(unit, moment, Set.of(Expression.Unit.WEEK, Expression.Unit.SECOND));
    }

    @Override
    public Expression shift(Expression moment, Expression.Span span, boolean back) {
        return new Expression.Shift(
                moment, back ? Expression.Negative.of(span.amount()) : span.amount(), span.unit(), false);
    }

    @Override
    public Expression.Aggregate aggregate(AggregateCall call) throws Untranslatable {
        List<Expression> arguments = call.arguments();
        if (call.name().equals("string_agg")) {
            Arguments.require(call.name(), arguments, 2, 2);
            Family family = families.of(arguments.get(0));
            if (family != Family.TEXT) {
                throw new Untranslatable("it calls string_agg with " + family.words());
            }
            return call.list(arguments.get(0), Arguments.text(call.name(), arguments.get(1)));
        }
        Expression.Aggregate aggregate = AGGREGATES.call(call);
        boolean rows = aggregate.function() == Expression.AggregateFunction.COUNT;
        Arguments.require(call.name(), arguments, rows ? 0 : 1, 1);
        return aggregate;
    }

    @Override
    public boolean nullsFirst(boolean descending) {
        return descending;
    }
}
