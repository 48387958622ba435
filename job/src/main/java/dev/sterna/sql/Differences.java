package dev.sterna.sql;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a translated expression does otherwise on purpose, because the engines cannot be brought to agree: to be told to
 * the user with the object that has it.
 */
public final class Differences {
    private final Set<String> found = new LinkedHashSet<>();

    private Differences() {}

    /** Of an expression. */
    public static List<String> of(Expression expression) {
        Differences differences = new Differences();
        differences.add(expression);
        return List.copyOf(differences.found);
    }

    /** Of a query. */
    public static List<String> of(Query query) {
        Differences differences = new Differences();
        differences.add(query);
        return List.copyOf(differences.found);
    }

    /** Whether the source compares this text without telling upper from lower case. */
    public static boolean isCaseFolded(Expression expression) {
        if (expression instanceof Expression.ColumnValue column) {
            return column.pair().folding().caseless();
        }
        if (expression instanceof Expression.OutputValue output) {
            return isCaseFolded(output.origin());
        }
        if (expression instanceof Expression.Scalar scalar) {
            return isCaseFolded(scalar.query().outputs().get(0).value());
        }
        // What counts texts is none itself.
        boolean number = (expression instanceof Expression.Aggregate || expression instanceof Expression.Window)
                && Families.ofSource().of(expression).isNumber();
        if (expression instanceof Expression.Call
                || expression instanceof Expression.Case
                || expression instanceof Expression.Cast
                || expression instanceof Expression.Aggregate
                || expression instanceof Expression.Window) {
            return !number && Subexpressions.of(expression).stream().anyMatch(Differences::isCaseFolded);
        }
        return false;
    }

    /** Of each column that a query gives, whether the source compares it without telling upper from lower case. */
    private static List<Boolean> foldedOutputs(Query query) {
        List<Boolean> folded = new ArrayList<>();
        if (query.body() instanceof Query.Combined combined) {
            List<Boolean> right = foldedOutputs(combined.right());
            folded.addAll(foldedOutputs(combined.left()));
            for (int i = 0; i < Math.min(folded.size(), right.size()); i++) {
                folded.set(i, folded.get(i) || right.get(i));
            }
        } else {
            query.outputs().forEach(item -> folded.add(isCaseFolded(item.value())));
        }
        return folded;
    }

    /** Whether it chooses among texts, or puts equal ones together. */
    private static boolean chooses(Expression expression) {
        if (expression instanceof Expression.Aggregate aggregate) {
            boolean extreme = aggregate.function() == Expression.AggregateFunction.MIN
                    || aggregate.function() == Expression.AggregateFunction.MAX;
            return (extreme || aggregate.distinct())
                            && aggregate.arguments().stream().anyMatch(Differences::isCaseFolded)
                    || aggregate.order().stream().anyMatch(by -> isCaseFolded(by.value()));
        }
        if (expression instanceof Expression.Window window) {
            return window.partition().stream().anyMatch(Differences::isCaseFolded)
                    || window.order().stream().anyMatch(by -> isCaseFolded(by.value()))
                    || window.aggregate() != null && chooses(window.aggregate());
        }
        return expression instanceof Expression.Call call
                && Set.of(
                                Function.GREATEST,
                                Function.LEAST,
                                Function.GREATEST_PRESENT,
                                Function.LEAST_PRESENT,
                                Function.NULLIF)
                        .contains(call.function())
                && call.arguments().stream().anyMatch(Differences::isCaseFolded);
    }

    private void add(Expression expression) {
        if (chooses(expression)) {
            found.add(
                    "it sorts or counts texts by a collation that does not tell upper from lower case; the target tells");
        }
        boolean compares = expression instanceof Expression.Compare
                || expression instanceof Expression.In
                || expression instanceof Expression.InQuery
                || expression instanceof Expression.Between
                || expression instanceof Expression.Case branches && branches.subject() != null;
        if (compares && Subexpressions.of(expression).stream().anyMatch(Differences::isCaseFolded)) {
            found.add("it compares texts by a collation that does not tell upper from lower case; the target tells");
        }
        if ((expression instanceof Expression.Like || expression instanceof Expression.Regex)
                && Subexpressions.of(expression).stream().anyMatch(Differences::isCaseFolded)) {
            found.add("its pattern does not tell letters from those with accents; the target tells");
        }
        if (expression instanceof Expression.Arithmetic arithmetic
                && arithmetic.operation() == Expression.Operation.DIVIDE) {
            found.add("its quotients have another number of digits");
        }
        if (isRoundedFloat(expression)) {
            found.add("it rounds floating numbers, of which the last digit may differ");
        }
        Query query = Subexpressions.query(expression);
        if (query != null) {
            add(query);
        }
        Subexpressions.of(expression).forEach(this::add);
    }

    private static boolean isRoundedFloat(Expression expression) {
        Families families = Families.ofTarget();
        if (expression instanceof Expression.Cast cast) {
            return Family.of(cast.type()) == Family.DECIMAL && families.of(cast.value()) == Family.REAL;
        }
        return expression instanceof Expression.Call call
                && (call.function() == Function.ROUND || call.function() == Function.TRUNCATE)
                && families.of(call.arguments().get(0)) == Family.REAL;
    }

    private void add(Query query) {
        query.commons().forEach(common -> add(common.query()));
        if (query.limit() != null && query.order().stream().anyMatch(by -> isFolded(by, query))) {
            found.add(
                    "it takes the first rows by a collation that does not tell upper from lower case; the target tells");
        }
        if (query.body() instanceof Query.Combined combined) {
            add(combined.left());
            add(combined.right());
            boolean one = !combined.all() || combined.combination() != Query.Combination.UNION;
            if (one && foldedOutputs(query).contains(true)) {
                found.add(
                        "it takes texts for one by a collation that does not tell upper from lower case; the target tells");
            }
        } else if (query.body() instanceof Query.Select select) {
            select.outputs().forEach(item -> add(item.value()));
            if (select.from() != null) {
                add(select.from());
            }
            if (select.where() != null) {
                add(select.where());
            }
            if (select.having() != null) {
                add(select.having());
            }
            boolean folded = select.groups().stream().anyMatch(Differences::isCaseFolded)
                    || select.distinct() && select.outputs().stream().anyMatch(item -> isCaseFolded(item.value()));
            if (folded) {
                found.add("it groups texts by a collation that does not tell upper from lower case; the target tells");
            }
        }
    }

    private static boolean isFolded(Query.Order by, Query query) {
        return by.value() != null
                ? isCaseFolded(by.value())
                : query.outputs().stream()
                        .anyMatch(item -> by.output() != null
                                && by.output().equalsIgnoreCase(item.name())
                                && isCaseFolded(item.value()));
    }

    private void add(Query.Source source) {
        if (source instanceof Query.Join join) {
            add(join.left());
            add(join.right());
            if (join.on() != null) {
                add(join.on());
            }
        } else if (source instanceof Query.Subquery subquery) {
            add(subquery.query());
        }
    }
}
