package dev.sterna.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes queries. Every column of a result gets its name explicitly. */
final class QueryWriter {
    private final Writing writing;
    private final SqlWriter expressions;

    QueryWriter(Writing writing, SqlWriter expressions) {
        this.writing = writing;
        this.expressions = expressions;
    }

    String query(Query query) throws Untranslatable {
        writing.require(query);
        StringBuilder out = new StringBuilder();
        if (!query.commons().isEmpty()) {
            List<String> commons = new ArrayList<>();
            for (Query.Common common : query.commons()) {
                writing.requireApart(common.columns().isEmpty() ? names(common.query()) : common.columns());
                commons.add(writing.identifier(common.name()) + names(common.columns()) + " AS ("
                        + query(common.query()) + ")");
            }
            out.append(query.recursive() ? "WITH RECURSIVE " : "WITH ")
                    .append(String.join(", ", commons))
                    .append(' ');
        }
        out.append(body(query.body(), query.order()));
        if (!query.order().isEmpty()) {
            out.append(" ORDER BY ").append(expressions.order(query.order()));
        }
        return out.append(writing.limit(query.limit(), query.offset())).toString();
    }

    private static List<String> names(Query query) {
        return query.outputs().stream().map(Query.Item::name).toList();
    }

    private String names(List<String> columns) {
        return columns.isEmpty()
                ? ""
                : columns.stream().map(writing::identifier).collect(Collectors.joining(", ", " (", ")"));
    }

    private String body(Query.Body body, List<Query.Order> order) throws Untranslatable {
        if (body instanceof Query.Combined combined) {
            return combined(combined);
        }
        Query.Select select = (Query.Select) body;
        StringBuilder out = new StringBuilder(select.distinct() ? "SELECT DISTINCT " : "SELECT ");
        List<String> items = new ArrayList<>();
        for (Query.Item item : select.outputs()) {
            items.add(expressions.value(item.value()) + " AS " + writing.identifier(item.name()));
        }
        out.append(String.join(", ", items));
        if (select.from() != null) {
            out.append(" FROM ").append(source(select.from()));
        }
        if (select.where() != null) {
            out.append(" WHERE ").append(expressions.condition(select.where()));
        }
        List<Expression> groups = writing.groups(select, order);
        if (!groups.isEmpty()) {
            out.append(" GROUP BY ").append(String.join(", ", groups(groups)));
        }
        if (select.having() != null) {
            out.append(" HAVING ").append(expressions.condition(select.having()));
        }
        return out.toString();
    }

    /** A constant there would be a column's number. */
    private List<String> groups(List<Expression> by) throws Untranslatable {
        List<String> groups = new ArrayList<>();
        for (Expression group : by) {
            if (group instanceof Expression.Number || group instanceof Expression.Text) {
                throw new Untranslatable("it groups by a constant");
            }
            groups.add(expressions.value(group));
        }
        return groups;
    }

    /** The branches agree on types, or the stricter engine would refuse them. */
    private String combined(Query.Combined combined) throws Untranslatable {
        List<Query.Item> left = combined.left().outputs();
        List<Query.Item> right = combined.right().outputs();
        for (int i = 0; i < left.size(); i++) {
            writing.unified(
                    List.of(plain(left.get(i).value()), plain(right.get(i).value())), expressions);
            Family one = expressions.families().of(left.get(i).value());
            Family other = expressions.families().of(right.get(i).value());
            boolean fit = one == other
                    || one == Family.NULL
                    || other == Family.NULL
                    || one.isNumber() && other.isNumber()
                    || one.isMoment() && other.isMoment();
            if (!fit) {
                throw new Untranslatable(
                        "its queries give " + one.words() + " and " + other.words() + " in one column");
            }
        }
        return branch(combined.left()) + " " + combined.combination() + (combined.all() ? " ALL " : " ")
                + branch(combined.right());
    }

    private static Expression plain(Expression value) {
        return value instanceof Expression.Aggregate || value instanceof Expression.Window
                ? new Expression.Null()
                : value;
    }

    private String branch(Query query) throws Untranslatable {
        boolean bare = query.body() instanceof Query.Select
                && query.order().isEmpty()
                && query.limit() == null
                && query.offset() == null
                && query.commons().isEmpty();
        return bare ? query(query) : "(" + query(query) + ")";
    }

    private String source(Query.Source source) throws Untranslatable {
        if (source instanceof Query.Relation relation) {
            return writing.table(relation.target()) + " AS " + writing.identifier(relation.alias());
        }
        if (source instanceof Query.CommonRelation common) {
            return writing.identifier(common.name()) + " AS " + writing.identifier(common.alias());
        }
        if (source instanceof Query.Subquery subquery) {
            writing.requireApart(names(subquery.query()));
            return "(" + query(subquery.query()) + ") AS " + writing.identifier(subquery.alias());
        }
        Query.Join join = (Query.Join) source;
        writing.require(join);
        String words = switch (join.kind()) {
            case INNER -> " JOIN ";
            case LEFT -> " LEFT JOIN ";
            case RIGHT -> " RIGHT JOIN ";
            case CROSS -> " CROSS JOIN ";
            case FULL -> " FULL JOIN ";
        };
        String right = source(join.right());
        return source(join.left())
                + words
                + (join.right() instanceof Query.Join ? "(" + right + ")" : right)
                + (join.on() == null ? "" : " ON " + expressions.condition(join.on()));
    }
}
