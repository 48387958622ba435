package dev.sterna.dialect.mysql.sql;

import dev.sterna.dialect.Expressions;
import dev.sterna.model.Column;
import dev.sterna.sql.Expression;
import dev.sterna.sql.Query;
import dev.sterna.sql.Scope;
import dev.sterna.sql.SqlReader;
import dev.sterna.sql.SqlWriter;
import dev.sterna.sql.Untranslatable;

/** SQL of MySQL and MariaDB as trees, and back. */
public final class MySqlExpressions implements Expressions {
    @Override
    public Expression expression(String sql, Scope.Relation table, Scope scope) throws Untranslatable {
        return new SqlReader(new MySqlReading()).expression(sql, table, scope);
    }

    @Override
    public Query query(String sql, Scope scope) throws Untranslatable {
        return new SqlReader(new MySqlReading()).query(sql, scope);
    }

    @Override
    public String condition(Expression expression) throws Untranslatable {
        // MySQL takes for a check only what it knows to be a condition.
        boolean known = !(expression instanceof Expression.ColumnValue)
                && !(expression instanceof Expression.Case)
                && !(expression instanceof Expression.Call);
        return known ? lasting().condition(expression) : "(" + lasting().condition(expression) + " <> 0)";
    }

    @Override
    public String value(Expression expression, Column column) throws Untranslatable {
        return column.generated() == Column.Generated.COMPUTED
                ? new MySqlDefaults(lasting(), column).computed(expression)
                : new MySqlDefaults(passing(), column).value(expression);
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
        return new SqlWriter(new MySqlWriting(), SqlWriter.Lifetime.LASTING);
    }

    private static SqlWriter passing() {
        return new SqlWriter(new MySqlWriting(), SqlWriter.Lifetime.PASSING);
    }
}
