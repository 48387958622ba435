package dev.sterna.sql;

import dev.sterna.model.TableName;
import java.util.List;

/**
 * What a view asks.
 *
 * @param commons queries with a name, for what follows them
 * @param limit null for all rows
 * @param offset null for none
 */
public record Query(
        List<Common> commons, boolean recursive, Body body, List<Order> order, String limit, String offset) {

    public Query {
        commons = List.copyOf(commons);
        order = List.copyOf(order);
    }

    /** Its columns; of a set operation the first query's. */
    public List<Item> outputs() {
        return body.outputs();
    }

    /** A query with a name. */
    public record Common(String name, List<String> columns, Query query) {
        public Common {
            columns = List.copyOf(columns);
        }
    }

    /** One SELECT, or several with a set operation between. */
    public sealed interface Body {
        /** Its columns. */
        List<Item> outputs();
    }

    /** A SELECT; what is not there is null, or empty. */
    public record Select(
            boolean distinct,
            List<Item> outputs,
            Source from,
            Expression where,
            List<Expression> groups,
            Expression having)
            implements Body {
        public Select {
            outputs = List.copyOf(outputs);
            groups = List.copyOf(groups);
        }
    }

    /** Two queries. */
    public record Combined(Combination combination, boolean all, Query left, Query right) implements Body {
        @Override
        public List<Item> outputs() {
            return left.outputs();
        }
    }

    /** Set operations. */
    public enum Combination {
        UNION,
        INTERSECT,
        EXCEPT
    }

    /** A column of the result. */
    public record Item(Expression value, String name) {}

    /** What is sorted by: a column of the result by its name, or a value. */
    public record Order(Expression value, String output, boolean descending, boolean nullsFirst) {}

    /** Where rows come from. */
    public sealed interface Source {}

    /** A table or view; {@code key} has the target's names of the columns of its primary key, if it has one. */
    public record Relation(TableName name, TableName target, String alias, List<String> key) implements Source {
        public Relation {
            key = List.copyOf(key);
        }
    }

    /** A query with a name, by this name. */
    public record CommonRelation(String name, String alias) implements Source {}

    /** A subquery. */
    public record Subquery(Query query, String alias, List<String> columns) implements Source {
        public Subquery {
            columns = List.copyOf(columns);
        }
    }

    /** Two sources; {@code on} null for every pair. */
    public record Join(JoinKind kind, Source left, Source right, Expression on) implements Source {}

    /** Joins. */
    public enum JoinKind {
        INNER,
        LEFT,
        RIGHT,
        CROSS,
        FULL
    }
}
