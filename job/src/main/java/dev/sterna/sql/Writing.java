package dev.sterna.sql;

import dev.sterna.model.TableName;
import java.util.List;

/** How one engine writes what the engines write differently. What it has no equal for is {@link Untranslatable}. */
public interface Writing {
    /** A quoted name. */
    String identifier(String name);

    /** A table or view. */
    default String table(TableName name) {
        return identifier(name.schema()) + "." + identifier(name.name());
    }

    /** Constants. */
    Constants constants();

    /** Values that are compared with each other, as SQL of types that compare. */
    List<String> compared(List<Expression> values, SqlWriter writer) throws Untranslatable;

    /** Values of which one is the result, as SQL of one type. */
    List<String> unified(List<Expression> values, SqlWriter writer) throws Untranslatable;

    /** Whether two values are equal or both NULL. */
    String same(String left, String right);

    /** The exclusive or of two conditions. */
    String exclusiveOr(String left, String right);

    /** A condition that is a number. */
    String numberAsCondition(Expression number, SqlWriter writer) throws Untranslatable;

    /** A number that is a condition. */
    String conditionAsNumber(String condition);

    /** Refuses to look for a value in a query with LIMIT, where the engine does. */
    void requireLimitOfMembers() throws Untranslatable;

    /** Arithmetic. */
    String arithmetic(Expression.Arithmetic arithmetic, SqlWriter writer) throws Untranslatable;

    /** A pattern. */
    String like(Expression.Like like, SqlWriter writer) throws Untranslatable;

    /** A regular expression. */
    String regex(Expression.Regex regex, SqlWriter writer) throws Untranslatable;

    /** A function. */
    String call(Expression.Call call, SqlWriter writer) throws Untranslatable;

    /** A value as another type. */
    String cast(Expression.Cast cast, SqlWriter writer) throws Untranslatable;

    /** A part of a date or time. */
    String extract(Expression.Extract extract, SqlWriter writer) throws Untranslatable;

    /** A date or time moved. */
    String shift(Expression.Shift shift, SqlWriter writer) throws Untranslatable;

    /** An aggregate. */
    String aggregate(Expression.Aggregate aggregate, SqlWriter writer) throws Untranslatable;

    /** Refuses windows that only the other engine has. */
    void require(Expression.Window window) throws Untranslatable;

    /** What is sorted by, written so that NULLs come where they did. */
    String order(String sql, Query.Order order);

    /** What to group by. */
    List<Expression> groups(Query.Select select, List<Query.Order> order) throws Untranslatable;

    /** Refuses queries that only the other engine has. */
    void require(Query query) throws Untranslatable;

    /** Refuses columns of a subquery that the engine takes for one by their names. */
    default void requireApart(List<String> columns) throws Untranslatable {}

    /** Refuses joins that only the other engine has. */
    void require(Query.Join join) throws Untranslatable;

    /** Behind the rest. */
    String limit(String limit, String offset);
}
