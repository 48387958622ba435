package dev.sterna.sql;

import dev.sterna.sql.Expression.Comparison;
import dev.sterna.sql.Expression.State;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes trees as SQL of one engine. Compounds stand in parentheses, so precedence is no matter. */
public final class SqlWriter {
    private final Writing writing;
    private final Lifetime lifetime;
    private final Families families = Families.ofTarget();

    /** Where the SQL will stand. */
    public enum Lifetime {
        /** Computed each time: only what gives the same for the same row. */
        LASTING,
        /** Computed once, when asked. */
        PASSING
    }

    public SqlWriter(Writing writing, Lifetime lifetime) {
        this.writing = writing;
        this.lifetime = lifetime;
    }

    /** The families of the target's columns. */
    public Families families() {
        return families;
    }

    /** Refuses what depends on the clock or the session where the result must last. */
    public void requirePassing(String what) throws Untranslatable {
        if (lifetime == Lifetime.LASTING) {
            throw new Untranslatable(what + " depends on the session or the clock, which is not allowed there");
        }
    }

    /** Whether only what gives the same for the same row may stand there. */
    public boolean isLasting() {
        return lifetime == Lifetime.LASTING;
    }

    /** Values. */
    public List<String> values(List<Expression> expressions) throws Untranslatable {
        List<String> values = new ArrayList<>();
        for (Expression expression : expressions) {
            values.add(value(expression));
        }
        return values;
    }

    /** A condition. */
    public String condition(Expression expression) throws Untranslatable {
        Family family = families.of(expression);
        if (family == Family.BOOL || family == Family.NULL) {
            return value(expression);
        }
        return writing.numberAsCondition(expression, this);
    }

    /** A value. */
    public String value(Expression expression) throws Untranslatable {
        if (expression instanceof Expression.ColumnValue column) {
            return named(column.qualifier(), column.pair().target().name());
        }
        if (expression instanceof Expression.OutputValue output) {
            return named(output.qualifier(), output.name());
        }
        if (expression instanceof Expression.Logic logic) {
            return logic(logic);
        }
        if (expression instanceof Expression.Compare compare) {
            List<String> both = writing.compared(List.of(compare.left(), compare.right()), this);
            return compare.comparison() == Comparison.SAME
                    ? "(" + writing.same(both.get(0), both.get(1)) + ")"
                    : "(" + both.get(0) + " " + compare.comparison().sql() + " " + both.get(1) + ")";
        }
        if (expression instanceof Expression.Not not) {
            return not(not.condition());
        }
        String predicate = predicate(expression, "");
        if (predicate != null) {
            return predicate;
        }
        if (expression instanceof Expression.Negative negative) {
            if (!families.of(negative.number()).isNumber()) {
                throw new Untranslatable("it has a minus before "
                        + families.of(negative.number()).words());
            }
            return "(- " + value(negative.number()) + ")";
        }
        if (expression instanceof Expression.NumberAsCondition number) {
            return writing.numberAsCondition(number.number(), this);
        }
        if (expression instanceof Expression.ConditionAsNumber number) {
            return writing.conditionAsNumber(condition(number.condition()));
        }
        if (expression instanceof Expression.Case branches) {
            return branches(branches);
        }
        return function(expression);
    }

    private String function(Expression expression) throws Untranslatable {
        if (expression instanceof Expression.Arithmetic arithmetic) {
            return "(" + writing.arithmetic(arithmetic, this) + ")";
        }
        if (expression instanceof Expression.Call call) {
            return writing.call(call, this);
        }
        if (expression instanceof Expression.Cast cast) {
            return writing.cast(cast, this);
        }
        if (expression instanceof Expression.Extract extract) {
            return writing.extract(extract, this);
        }
        if (expression instanceof Expression.Shift shift) {
            return writing.shift(shift, this);
        }
        if (expression instanceof Expression.Spans) {
            throw new Untranslatable("it has an interval where it moves no date");
        }
        if (expression instanceof Expression.Scalar scalar) {
            return "(" + query(scalar.query()) + ")";
        }
        if (expression instanceof Expression.Aggregate aggregate) {
            return writing.aggregate(aggregate, this);
        }
        if (expression instanceof Expression.Window window) {
            return window(window);
        }
        return writing.constants().alone((Expression.Constant) expression);
    }

    private String named(String qualifier, String name) {
        return (qualifier == null ? "" : writing.identifier(qualifier) + ".") + writing.identifier(name);
    }

    private String logic(Expression.Logic logic) throws Untranslatable {
        String left = condition(logic.left());
        String right = condition(logic.right());
        return switch (logic.connective()) {
            case AND -> "(" + left + " AND " + right + ")";
            case OR -> "(" + left + " OR " + right + ")";
            case XOR -> "(" + writing.exclusiveOr(left, right) + ")";
        };
    }

    private String not(Expression condition) throws Untranslatable {
        if (condition instanceof Expression.Not again) {
            return condition(again.condition());
        }
        String predicate = condition instanceof Expression.Exists ? null : predicate(condition, "NOT ");
        return predicate != null ? predicate : "(NOT " + condition(condition) + ")";
    }

    /** What has a place for NOT in it; null for the rest. */
    private String predicate(Expression expression, String not) throws Untranslatable {
        if (expression instanceof Expression.Is is) {
            boolean isNull = is.state() == State.NULL;
            return "(" + (isNull ? value(is.value()) : condition(is.value())) + " IS " + not + is.state() + ")";
        }
        if (expression instanceof Expression.In in) {
            List<Expression> all = new ArrayList<>(in.values());
            all.add(0, in.value());
            List<String> written = writing.compared(all, this);
            return "(" + written.get(0) + " " + not + "IN (" + String.join(", ", written.subList(1, written.size()))
                    + "))";
        }
        if (expression instanceof Expression.InQuery in) {
            if (in.query().outputs().size() != 1) {
                throw new Untranslatable("it compares rows of values");
            }
            if (in.query().limit() != null) {
                writing.requireLimitOfMembers();
            }
            String value = writing.compared(
                            List.of(in.value(), in.query().outputs().get(0).value()), this)
                    .get(0);
            return "(" + value + " " + not + "IN (" + query(in.query()) + "))";
        }
        if (expression instanceof Expression.Exists exists) {
            return "EXISTS (" + query(exists.query()) + ")";
        }
        if (expression instanceof Expression.Between between) {
            List<String> written = writing.compared(List.of(between.value(), between.low(), between.high()), this);
            return "(" + written.get(0) + " " + not + "BETWEEN " + written.get(1) + " AND " + written.get(2) + ")";
        }
        if (expression instanceof Expression.Like like) {
            return negated(not, writing.like(like, this));
        }
        if (expression instanceof Expression.Regex regex) {
            return negated(not, writing.regex(regex, this));
        }
        return null;
    }

    private static String negated(String not, String predicate) {
        return not.isEmpty() ? predicate : "(NOT " + predicate + ")";
    }

    private String branches(Expression.Case branches) throws Untranslatable {
        StringBuilder out = new StringBuilder("CASE");
        List<Expression> whens = new ArrayList<>();
        List<Expression> results = new ArrayList<>();
        for (Expression.When branch : branches.branches()) {
            whens.add(branch.when());
            results.add(branch.then());
        }
        results.add(branches.otherwise() == null ? new Expression.Null() : branches.otherwise());
        List<String> conditions = new ArrayList<>();
        if (branches.subject() == null) {
            for (Expression when : whens) {
                conditions.add(condition(when));
            }
        } else {
            whens.add(0, branches.subject());
            List<String> compared = writing.compared(whens, this);
            out.append(' ').append(compared.get(0));
            conditions.addAll(compared.subList(1, compared.size()));
        }
        List<String> values = writing.unified(results, this);
        for (int i = 0; i < conditions.size(); i++) {
            out.append(" WHEN ").append(conditions.get(i)).append(" THEN ").append(values.get(i));
        }
        if (branches.otherwise() != null) {
            out.append(" ELSE ").append(values.get(values.size() - 1));
        }
        return out.append(" END").toString();
    }

    private String window(Expression.Window window) throws Untranslatable {
        writing.require(window);
        StringBuilder out = new StringBuilder();
        if (window.aggregate() != null) {
            out.append(writing.aggregate(window.aggregate(), this));
        } else {
            out.append(window.function())
                    .append('(')
                    .append(String.join(", ", values(window.arguments())))
                    .append(')');
        }
        List<String> clauses = new ArrayList<>();
        if (!window.partition().isEmpty()) {
            clauses.add("PARTITION BY " + String.join(", ", values(window.partition())));
        }
        if (!window.order().isEmpty()) {
            clauses.add("ORDER BY " + order(window.order()));
        }
        if (window.frame() != null) {
            clauses.add(window.frame());
        }
        return out + " OVER (" + String.join(" ", clauses) + ")";
    }

    /** What is sorted by. */
    public String order(List<Query.Order> order) throws Untranslatable {
        List<String> written = new ArrayList<>();
        for (Query.Order by : order) {
            String sql = by.output() != null ? writing.identifier(by.output()) : value(by.value());
            written.add(writing.order(sql, by));
        }
        return written.stream().collect(Collectors.joining(", "));
    }

    /** A query. */
    public String query(Query query) throws Untranslatable {
        requirePassing("a subquery");
        return new QueryWriter(writing, this).query(query);
    }
}
