package dev.sterna.dialect.mysql.sql;

import dev.sterna.model.LogicalType;
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
import java.util.Locale;
import java.util.Set;

/**
 * What MySQL and MariaDB mean by what they write. Their conditions are numbers and their numbers conditions. Texts
 * compare by collation, which the tree does not carry: see {@link dev.sterna.sql.Differences}.
 */
final class MySqlReading implements Reading {
    private static final AggregateTable AGGREGATES = new AggregateTable()
            .with(Expression.AggregateFunction.STDDEV_POP, "std", "stddev")
            .with(Expression.AggregateFunction.VAR_POP, "variance");

    private final Families families = Families.ofSource();

    @Override
    public MaskedSql marks(String sql) throws Untranslatable {
        return MySqlMarks.of(sql);
    }

    @Override
    public boolean isSameName(String one, String other) {
        return one.equalsIgnoreCase(other);
    }

    @Override
    public Expression asValue(Expression read) {
        if (read instanceof Expression.Bool constant) {
            return new Expression.Number(constant.value() ? "1" : "0");
        }
        return isCondition(read) ? new Expression.ConditionAsNumber(read) : read;
    }

    private boolean isCondition(Expression read) {
        return families.of(read) == Family.BOOL
                && !(read instanceof Expression.ColumnValue)
                && !(read instanceof Expression.OutputValue)
                && !(read instanceof Expression.Case)
                && !(read instanceof Expression.Scalar)
                && !(read instanceof Expression.Aggregate)
                && !(read instanceof Expression.Window);
    }

    @Override
    public Expression asCondition(Expression read) throws Untranslatable {
        if (read instanceof Expression.ConditionAsNumber number) {
            return number.condition();
        }
        if (isCondition(read) || read instanceof Expression.Null) {
            return read;
        }
        if (read instanceof Expression.Number number && number.digits().matches("[01]")) {
            return new Expression.Bool(number.digits().equals("1"));
        }
        Family family = families.of(read);
        if (!family.isNumber() && family != Family.BOOL && family != Family.BITS) {
            throw new Untranslatable("it takes " + family.words() + " for a condition");
        }
        return new Expression.NumberAsCondition(read);
    }

    @Override
    public Expression arithmetic(String operator, Expression left, Expression right) throws Untranslatable {
        Operation operation = switch (operator) {
            case "+" -> Operation.ADD;
            case "-" -> Operation.SUBTRACT;
            case "*" -> Operation.MULTIPLY;
            case "/" -> Operation.DIVIDE;
            case "div" -> Operation.DIVIDE_WHOLE;
            case "%" -> Operation.REMAINDER;
            case "&" -> Operation.BITS_AND;
            case "|" -> Operation.BITS_OR;
            default -> throw new Untranslatable("it has the operator " + operator);
        };
        return new Expression.Arithmetic(operation, number(left, operator), number(right, operator));
    }

    private Expression number(Expression operand, String operator) throws Untranslatable {
        Family family = families.of(operand);
        if (operand instanceof Expression.Text text && text.value().matches("-?\\d+(\\.\\d+)?")) {
            // In arithmetic a text is a floating number.
            return new Expression.Number(text.value() + "e0");
        }
        if (!family.isNumber() && family != Family.NULL && family != Family.BOOL) {
            throw new Untranslatable("it calculates with " + family.words() + " by the operator " + operator);
        }
        return operand;
    }

    @Override
    public Expression like(String keyword, Expression value, Expression pattern, Expression escape)
            throws Untranslatable {
        return switch (keyword) {
            case "like" ->
                new Expression.Like(value, pattern, escape == null ? "\\" : Arguments.text("escape", escape), false);
            case "regexp", "rlike" -> new Expression.Regex(value, SafePattern.regex(pattern), false);
            default -> throw new Untranslatable("it has the operator " + keyword);
        };
    }

    @Override
    public Expression call(String name, List<Expression> arguments) throws Untranslatable {
        return MySqlFunctions.TABLE.call(name, arguments, this);
    }

    @Override
    public Expression cast(Expression value, String type) throws Untranslatable {
        String name = type.toLowerCase(Locale.ROOT).replaceAll("\\s+", "");
        Family family = families.of(value);
        if (name.startsWith("char")) {
            return new Expression.Cast(value, new LogicalType.Text(number(name)));
        }
        if (name.equals("date")) {
            return new Expression.Call(Function.DATE, List.of(value));
        }
        if (name.startsWith("datetime") && family.isMoment()) {
            return new Expression.Cast(value, new LogicalType.Timestamp((int) number(name)));
        }
        if (!family.isNumber() && family != Family.BOOL) {
            throw new Untranslatable("it makes " + family.words() + " a " + type);
        }
        return switch (name.replaceFirst("\\(.*", "")) {
            case "signed", "signedinteger", "int" -> whole(value, family);
            case "unsigned", "unsignedinteger" ->
                throw new Untranslatable("it makes a number an unsigned one, which wraps around below zero");
            case "decimal" -> decimal(value, name);
            case "double" -> new Expression.Cast(value, new LogicalType.Real(64));
            default -> throw new Untranslatable("it makes something a " + type);
        };
    }

    private static Expression whole(Expression value, Family family) throws Untranslatable {
        if (family == Family.REAL) {
            throw new Untranslatable("it rounds a floating number to an integer");
        }
        return new Expression.Cast(value, new LogicalType.Int(64, false));
    }

    private static Expression decimal(Expression value, String name) {
        String[] bounds = name.contains("(")
                ? name.substring(name.indexOf('(') + 1, name.indexOf(')')).split(",")
                : new String[] {"10"};
        return new Expression.Cast(
                value,
                new LogicalType.Decimal(
                        Integer.parseInt(bounds[0]), bounds.length > 1 ? Integer.parseInt(bounds[1]) : 0));
    }

    private static long number(String type) {
        return type.contains("(") ? Long.parseLong(type.substring(type.indexOf('(') + 1, type.indexOf(')'))) : 0;
    }

    @Override
    public Expression collated(Expression value, String collation) {
        return value;
    }

    @Override
    public Expression extract(String unit, Expression moment) throws Untranslatable {
        return Arguments.part(unit, moment, Set.of(Expression.Unit.WEEK));
    }

    @Override
    public Expression shift(Expression moment, Expression.Span span, boolean back) throws Untranslatable {
        if (!families.of(moment).isMoment()) {
            throw new Untranslatable(
                    "it adds a span of time to " + families.of(moment).words());
        }
        if (families.of(span.amount()) != Family.INT) {
            throw new Untranslatable("it adds a span of time that is no whole number");
        }
        Expression amount = back ? Expression.Negative.of(span.amount()) : span.amount();
        return new Expression.Shift(moment, amount, span.unit(), span.unit().isWholeDays());
    }

    @Override
    public Expression.Aggregate aggregate(AggregateCall call) throws Untranslatable {
        if (call.name().equals("group_concat")) {
            List<Expression> texts = new ArrayList<>(call.arguments());
            // The catalogue always shows the separator.
            String separator = Arguments.text(call.name(), texts.remove(texts.size() - 1));
            if (texts.isEmpty()) {
                throw new Untranslatable("its group_concat has no separator");
            }
            Expression text = texts.size() == 1 ? texts.get(0) : new Expression.Call(Function.CONCAT, texts);
            return call.list(text, separator);
        }
        Expression.Aggregate aggregate = AGGREGATES.call(call);
        if (call.arguments().size() > 1) {
            throw new Untranslatable("it counts several values together");
        }
        return aggregate;
    }

    @Override
    public boolean nullsFirst(boolean descending) {
        return !descending;
    }
}
