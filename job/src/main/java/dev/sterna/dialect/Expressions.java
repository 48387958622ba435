package dev.sterna.dialect;

import dev.sterna.model.Column;
import dev.sterna.sql.Expression;
import dev.sterna.sql.Query;
import dev.sterna.sql.Scope;
import dev.sterna.sql.Untranslatable;

/**
 * SQL of this engine as trees, and trees as SQL of this engine. Nothing is ever translated by half: what is not wholly
 * understood, or has no equal here, is {@link Untranslatable}.
 */
public interface Expressions {
    /**
     * A default, check, generated column, index expression or predicate, as this engine's catalogue has it.
     *
     * @param table what bare column names belong to; null where there are none
     */
    Expression expression(String sql, Scope.Relation table, Scope scope) throws Untranslatable;

    /** The query of a view. */
    Query query(String sql, Scope scope) throws Untranslatable;

    /** A condition for a check, or the predicate of an index. */
    String condition(Expression expression) throws Untranslatable;

    /** What a column of this engine is given: its default, or what it is computed by. */
    String value(Expression expression, Column column) throws Untranslatable;

    /** The expression of an index. */
    String key(Expression expression) throws Untranslatable;

    /** The query of a view of this engine. */
    String query(Query query) throws Untranslatable;
}
