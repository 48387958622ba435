package dev.sterna.dialect.postgres.sql;

import dev.sterna.dialect.Expressions;
import dev.sterna.model.Column;
import dev.sterna.sql.Expression;
import dev.sterna.sql.Query;
import dev.sterna.sql.Scope;
import dev.sterna.sql.SqlReader;
import dev.sterna.sql.SqlWriter;
import dev.sterna.sql.Untranslatable;

/** SQL of PostgreSQL as trees, and back. */
public final class PostgresExpressions implements Expressions {
    @Override
    public Expression expression(String sql, Scope.Relation table, Scope scope) throws Untranslatable {
        return new SqlReader(new PostgresReading()).expression(sql, table, scope);
    }

    @Override
    public Query query(String sql, Scope scope) throws Untranslatable {
        return new SqlReader(new PostgresReading()).query(sql, scope);
    }

    @Override
    public String condition(Expression expression) throws Untranslatable {
        Expression condition =
                expression instanceof Expression.ConditionAsNumber number ? number.condition() : expression;
        return lasting().condition(condition);
    }

    @Override
    public String value(Expression expression, Column column) throws Untranslatable {
        boolean computed = column.generated() == Column.Generated.COMPUTED;
        return new PostgresDefaults(computed ? lasting() : passing(), column).value(expression);
    }

    @Override
    public String key(Expression expression) throws Untranslatable {
        return "(" + lasting().value(expression) + ")";
    }

    @Override
    public String query(Query query) throws Untranslatable {
        return passing().query(query);
    }

    private static SqlWriter lasting() {
        return new SqlWriter(new PostgresWriting(), SqlWriter.Lifetime.LASTING);
    }

    private static SqlWriter passing() {
        return new SqlWriter(new PostgresWriting(), SqlWriter.Lifetime.PASSING);
    }
}
