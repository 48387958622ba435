package dev.sterna.dialect.postgres.sql;

import dev.sterna.dialect.Expressions;
import dev.sterna.model.Column;
import dev.sterna.sql.Expression;
import dev.sterna.sql.Untranslatable;
import dev.sterna.sql.Writing;
import dev.sterna.sql.read.Reading;

/** SQL of PostgreSQL as trees, and back. */
public final class PostgresExpressions implements Expressions {
    @Override
    public Reading reading() {
        return new PostgresReading();
    }

    @Override
    public Writing writing() {
        return new PostgresWriting();
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
}
