package dev.sterna.dialect;

import dev.sterna.model.Column;
import dev.sterna.sql.Expression;
import dev.sterna.sql.Query;
import dev.sterna.sql.Scope;
import dev.sterna.sql.SqlWriter;
import dev.sterna.sql.Untranslatable;
import dev.sterna.sql.Writing;
import dev.sterna.sql.read.Reading;
import dev.sterna.sql.read.SqlReader;
import java.util.Map;

/**
 * SQL of this engine as trees, and trees as SQL of this engine. Nothing is ever translated by half: what is not wholly
 * understood, or has no equal here, is {@link Untranslatable}.
 */
public interface Expressions {
    /** What this engine's SQL means. */
    Reading reading();

    /** How this engine's SQL is written. */
    Writing writing();

    /**
     * A default, check, generated column, index expression or predicate, as this engine's catalogue has it.
     *
     * @param table what bare column names belong to; null where there are none
     */
    default Expression expression(String sql, Scope.Relation table, Scope scope) throws Untranslatable {
        return new SqlReader(reading()).expression(sql, table, scope);
    }

    /**
     * The same where columns of the table are called otherwise.
     *
     * @param called what the SQL calls them, by their own names
     */
    default Expression expression(String sql, Scope.Relation table, Scope scope, Map<String, String> called)
            throws Untranslatable {
        return new SqlReader(reading()).expression(sql, table, scope, called);
    }

    /** The query of a view. */
    default Query query(String sql, Scope scope) throws Untranslatable {
        return new SqlReader(reading()).query(sql, scope);
    }

    /** A condition for a check, or the predicate of an index. */
    String condition(Expression expression) throws Untranslatable;

    /** What a column of this engine is given: its default, or what it is computed by. */
    String value(Expression expression, Column column) throws Untranslatable;

    /** The expression of an index. */
    default String key(Expression expression) throws Untranslatable {
        return "(" + lasting().value(expression) + ")";
    }

    /** The query of a view of this engine. */
    default String query(Query query) throws Untranslatable {
        return passing().query(query);
    }

    /** Writes what gives the same for the same row. */
    default SqlWriter lasting() {
        return new SqlWriter(writing(), SqlWriter.Lifetime.LASTING);
    }

    /** Writes what is computed once, when asked. */
    default SqlWriter passing() {
        return new SqlWriter(writing(), SqlWriter.Lifetime.PASSING);
    }
}
