package dev.sterna.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a grouped query has one value a group for all that it gives: a column by which it groups, or one that such a
 * column determines. MySQL finds that out by itself, or can be told not to care, and then gives any of the group's
 * values; other engines want every column named.
 */
public final class GroupedColumns {
    private final List<Expression> groups;
    private final Map<String, Query.Relation> relations = new HashMap<>();
    private final Set<String> own = new HashSet<>();
    private final List<List<Expression.ColumnValue>> equal = new ArrayList<>();
    private final Set<Expression.ColumnValue> determined = new HashSet<>();
    private final Set<String> whole = new HashSet<>();
    private final Set<Expression> added = new LinkedHashSet<>();

    private GroupedColumns(Query.Select select) {
        this.groups = select.groups();
        if (select.from() != null) {
            collect(select.from(), false);
        }
        if (select.where() != null) {
            equalities(select.where());
        }
        follow();
    }

    /**
     * What to group by: what the query does, and what that determines and the query gives. Determined are the columns of
     * a table of which the primary key is, and what must equal a determined column.
     *
     * @throws Untranslatable when it gives something else
     */
    public static List<Expression> of(Query.Select select, List<Query.Order> order) throws Untranslatable {
        List<Expression> all = new ArrayList<>();
        select.outputs().forEach(item -> all.add(item.value()));
        order.forEach(by -> all.add(by.value()));
        if (select.having() != null) {
            all.add(select.having());
        }
        if (select.groups().isEmpty()
                && select.having() == null
                && all.stream().noneMatch(Subexpressions::hasAggregate)) {
            return List.of();
        }
        GroupedColumns columns = new GroupedColumns(select);
        for (Expression expression : all) {
            columns.require(expression);
        }
        List<Expression> groups = new ArrayList<>(select.groups());
        groups.addAll(columns.added);
        return groups;
    }

    private void collect(Query.Source source, boolean maybeMissing) {
        if (source instanceof Query.Join join) {
            boolean left = join.kind() == Query.JoinKind.RIGHT || join.kind() == Query.JoinKind.FULL;
            boolean right = join.kind() == Query.JoinKind.LEFT || join.kind() == Query.JoinKind.FULL;
            collect(join.left(), maybeMissing || left);
            collect(join.right(), maybeMissing || right);
            if (!maybeMissing && !left && !right && join.on() != null) {
                equalities(join.on());
            }
        } else if (source instanceof Query.Relation relation) {
            relations.put(relation.alias(), relation);
            own.add(relation.alias());
        } else if (source instanceof Query.CommonRelation common) {
            own.add(common.alias());
        } else if (source instanceof Query.Subquery subquery) {
            own.add(subquery.alias());
        }
    }

    /** Texts may be equal and yet differ, by their collation. */
    private void equalities(Expression condition) {
        if (condition instanceof Expression.Logic logic && logic.connective() == Expression.Connective.AND) {
            equalities(logic.left());
            equalities(logic.right());
        } else if (condition instanceof Expression.Compare compare
                && compare.comparison() == Expression.Comparison.EQUAL
                && compare.left() instanceof Expression.ColumnValue left
                && compare.right() instanceof Expression.ColumnValue right
                && Families.ofSource().of(left).isNumber()) {
            equal.add(List.of(left, right));
        }
    }

    private void follow() {
        int before = -1;
        groups.stream()
                .filter(Expression.ColumnValue.class::isInstance)
                .forEach(group -> determined.add((Expression.ColumnValue) group));
        while (before != determined.size() + whole.size()) {
            before = determined.size() + whole.size();
            for (Query.Relation relation : relations.values()) {
                boolean keyed = !relation.key().isEmpty()
                        && relation.key().stream()
                                .allMatch(key -> determined.stream()
                                        .anyMatch(column -> relation.alias().equals(column.qualifier())
                                                && column.pair().target().name().equals(key)));
                if (keyed) {
                    whole.add(relation.alias());
                }
            }
            for (List<Expression.ColumnValue> both : equal) {
                if (both.stream().anyMatch(this::isDetermined)) {
                    determined.addAll(both);
                }
            }
        }
    }

    private boolean isDetermined(Expression.ColumnValue column) {
        return determined.contains(column) || whole.contains(column.qualifier());
    }

    private void require(Expression expression) throws Untranslatable {
        if (groups.contains(expression) || expression instanceof Expression.Aggregate) {
            return;
        }
        if (expression instanceof Expression.ColumnValue column && own.contains(column.qualifier())) {
            if (groups.isEmpty() || !isDetermined(column)) {
                throw ungrouped(column.pair().source().name());
            }
            added.add(column);
        }
        if (expression instanceof Expression.OutputValue output && own.contains(output.qualifier())) {
            throw ungrouped(output.name());
        }
        Query query = Subexpressions.query(expression);
        if (query != null) {
            requireWithin(query);
        }
        List<Expression> parts = expression instanceof Expression.Window window && window.aggregate() != null
                ? windowParts(window)
                : Subexpressions.of(expression);
        for (Expression part : parts) {
            require(part);
        }
    }

    private static List<Expression> windowParts(Expression.Window window) {
        List<Expression> parts = new ArrayList<>(window.aggregate().arguments());
        parts.addAll(window.partition());
        window.order().forEach(by -> parts.add(by.value()));
        return parts;
    }

    /** A subquery may ask for columns of this one too. */
    private void requireWithin(Query query) throws Untranslatable {
        if (query.body() instanceof Query.Select select) {
            GroupedColumns within = new GroupedColumns(select);
            Set<String> outer = new HashSet<>(own);
            outer.removeAll(within.own);
            List<Expression> all = new ArrayList<>();
            select.outputs().forEach(item -> all.add(item.value()));
            if (select.where() != null) {
                all.add(select.where());
            }
            for (Expression expression : all) {
                requireOuter(expression, outer);
            }
        }
    }

    private void requireOuter(Expression expression, Set<String> outer) throws Untranslatable {
        if (expression instanceof Expression.ColumnValue column && outer.contains(column.qualifier())) {
            require(column);
        }
        for (Expression part : Subexpressions.of(expression)) {
            requireOuter(part, outer);
        }
    }

    private static Untranslatable ungrouped(String column) {
        return new Untranslatable("it gives any value of a group for " + column + ", by which it does not group");
    }
}
