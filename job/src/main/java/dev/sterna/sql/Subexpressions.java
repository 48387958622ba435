package dev.sterna.sql;

import java.util.ArrayList;
import java.util.List;

/** The expressions that an expression is made of. */
final class Subexpressions {
    private Subexpressions() {}

    /** The next ones within; those of subqueries not. */
    static List<Expression> of(Expression expression) {
        List<Expression> parts = new ArrayList<>();
        if (expression instanceof Expression.Not not) {
            parts.add(not.condition());
        } else if (expression instanceof Expression.Negative negative) {
            parts.add(negative.number());
        } else if (expression instanceof Expression.Compare compare) {
            parts.addAll(List.of(compare.left(), compare.right()));
        } else if (expression instanceof Expression.Logic logic) {
            parts.addAll(List.of(logic.left(), logic.right()));
        } else if (expression instanceof Expression.Arithmetic arithmetic) {
            parts.addAll(List.of(arithmetic.left(), arithmetic.right()));
        } else if (expression instanceof Expression.Is is) {
            parts.add(is.value());
        } else if (expression instanceof Expression.In in) {
            parts.add(in.value());
            parts.addAll(in.values());
        } else if (expression instanceof Expression.InQuery in) {
            parts.add(in.value());
        } else if (expression instanceof Expression.Between between) {
            parts.addAll(List.of(between.value(), between.low(), between.high()));
        } else if (expression instanceof Expression.Like like) {
            parts.addAll(List.of(like.value(), like.pattern()));
        } else if (expression instanceof Expression.Regex regex) {
            parts.add(regex.value());
        } else if (expression instanceof Expression.Case branches) {
            branches(branches, parts);
        } else {
            functions(expression, parts);
        }
        return parts;
    }

    private static void branches(Expression.Case branches, List<Expression> parts) {
        if (branches.subject() != null) {
            parts.add(branches.subject());
        }
        for (Expression.When when : branches.branches()) {
            parts.addAll(List.of(when.when(), when.then()));
        }
        if (branches.otherwise() != null) {
            parts.add(branches.otherwise());
        }
    }

    private static void functions(Expression expression, List<Expression> parts) {
        if (expression instanceof Expression.Call call) {
            parts.addAll(call.arguments());
        } else if (expression instanceof Expression.Cast cast) {
            parts.add(cast.value());
        } else if (expression instanceof Expression.Extract extract) {
            parts.add(extract.moment());
        } else if (expression instanceof Expression.Shift shift) {
            parts.addAll(List.of(shift.moment(), shift.amount()));
        } else if (expression instanceof Expression.ConditionAsNumber number) {
            parts.add(number.condition());
        } else if (expression instanceof Expression.NumberAsCondition number) {
            parts.add(number.number());
        } else if (expression instanceof Expression.Aggregate aggregate) {
            aggregate(aggregate, parts);
        } else if (expression instanceof Expression.Window window) {
            if (window.aggregate() != null) {
                aggregate(window.aggregate(), parts);
            }
            parts.addAll(window.arguments());
            parts.addAll(window.partition());
            window.order().forEach(by -> parts.add(by.value()));
        }
    }

    private static void aggregate(Expression.Aggregate aggregate, List<Expression> parts) {
        parts.addAll(aggregate.arguments());
        aggregate.order().forEach(by -> parts.add(by.value()));
        if (aggregate.filter() != null) {
            parts.add(aggregate.filter());
        }
    }

    /** The query within, or null. */
    static Query query(Expression expression) {
        if (expression instanceof Expression.Scalar scalar) {
            return scalar.query();
        }
        if (expression instanceof Expression.Exists exists) {
            return exists.query();
        }
        return expression instanceof Expression.InQuery in ? in.query() : null;
    }

    /** Whether an aggregate is within, but not one over a window. */
    static boolean hasAggregate(Expression expression) {
        if (expression instanceof Expression.Aggregate) {
            return true;
        }
        List<Expression> parts = of(expression);
        if (expression instanceof Expression.Window window && window.aggregate() != null) {
            parts = of(window.aggregate());
        }
        return parts.stream().anyMatch(Subexpressions::hasAggregate);
    }
}
