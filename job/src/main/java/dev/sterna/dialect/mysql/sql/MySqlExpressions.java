package dev.sterna.dialect.mysql.sql;

import dev.sterna.dialect.Expressions;
import dev.sterna.model.Column;
import dev.sterna.sql.Expression;
import dev.sterna.sql.Untranslatable;
import dev.sterna.sql.Writing;
import dev.sterna.sql.read.Reading;

/** SQL of MySQL and MariaDB as trees, and back. */
public final class MySqlExpressions implements Expressions {
    @Override
    public Reading reading() {
        return new MySqlReading();
    }

    @Override
    public Writing writing() {
        return new MySqlWriting();
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
}
