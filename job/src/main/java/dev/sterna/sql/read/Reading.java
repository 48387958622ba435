package dev.sterna.sql.read;

import dev.sterna.sql.Expression;
import dev.sterna.sql.Untranslatable;
import java.util.List;

/** What one engine means by what all engines write. */
public interface Reading {
    /** Puts aside what only this engine knows how to read. */
    MaskedSql marks(String sql) throws Untranslatable;

    /** Whether both name one column. */
    boolean isSameName(String one, String other);

    /** Something read, where a value stands. */
    Expression asValue(Expression read) throws Untranslatable;

    /** Something read, where a condition stands. */
    Expression asCondition(Expression read) throws Untranslatable;

    /** Two values with {@code + - * / %} or another operator between. */
    Expression arithmetic(String operator, Expression left, Expression right) throws Untranslatable;

    /** {@code LIKE} and what else is spelt like it, by its keyword in lower case; {@code escape} null for the default. */
    Expression like(String keyword, Expression value, Expression pattern, Expression escape) throws Untranslatable;

    /** A function, by its name in lower case. */
    Expression call(String name, List<Expression> arguments) throws Untranslatable;

    /** A value as one of the type that is named. */
    Expression cast(Expression value, String type) throws Untranslatable;

    /** A value with a collation. */
    Expression collated(Expression value, String collation) throws Untranslatable;

    /** A part of a date or time, by its name in lower case. */
    Expression extract(String unit, Expression moment) throws Untranslatable;

    /** A date or time moved by a span. */
    Expression shift(Expression moment, Expression.Span span, boolean back) throws Untranslatable;

    /** An aggregate. */
    Expression.Aggregate aggregate(AggregateCall call) throws Untranslatable;

    /** Whether NULLs come first where the query does not say. */
    boolean nullsFirst(boolean descending);
}
