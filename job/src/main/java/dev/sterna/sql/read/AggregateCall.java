package dev.sterna.sql.read;

import dev.sterna.sql.Expression;
import dev.sterna.sql.Query;
import java.util.List;

/**
 * A call of an aggregate, as it is written.
 *
 * @param name in lower case
 * @param arguments none for {@code count(*)}; a separator that is written as a keyword comes last
 * @param filter which rows, or null for all
 */
public record AggregateCall(
        String name, List<Expression> arguments, boolean distinct, List<Query.Order> order, Expression filter) {
    public AggregateCall {
        arguments = List.copyOf(arguments);
        order = List.copyOf(order);
    }

    /** As an aggregate that makes a list of texts. */
    public Expression.Aggregate list(Expression text, String separator) {
        return new Expression.Aggregate(
                Expression.AggregateFunction.LIST, List.of(text), distinct, order, separator, filter);
    }
}
