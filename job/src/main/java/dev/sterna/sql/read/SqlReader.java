package dev.sterna.sql.read;

import dev.sterna.sql.Expression;
import dev.sterna.sql.Query;
import dev.sterna.sql.Scope;
import dev.sterna.sql.Untranslatable;
import java.util.List;
import java.util.Map;
import net.sf.jsqlparser.statement.select.Select;

/** Reads SQL of one engine. Every piece must be understood; a piece that is not is named. */
public final class SqlReader {
    private final Reading reading;

    public SqlReader(Reading reading) {
        this.reading = reading;
    }

    /** See {@code dev.sterna.dialect.Expressions}. */
    public Expression expression(String sql, Scope.Relation table, Scope scope) throws Untranslatable {
        return expression(sql, table, scope, Map.of());
    }

    /** See {@code dev.sterna.dialect.Expressions}. */
    public Expression expression(String sql, Scope.Relation table, Scope scope, Map<String, String> called)
            throws Untranslatable {
        MaskedSql marked = reading.marks(sql);
        Names names = new Names(null, reading);
        if (table != null) {
            List<Query.Item> columns = QueryReader.columns(table, null).stream()
                    .map(column -> new Query.Item(column.value(), called.getOrDefault(column.name(), column.name())))
                    .toList();
            names.add(new Names.Visible(table.source().schema(), table.source().name(), columns));
        }
        return new ExpressionReader(reading, marked, scope, names).value(SqlParser.expression(marked));
    }

    /** See {@code dev.sterna.dialect.Expressions}. */
    public Query query(String sql, Scope scope) throws Untranslatable {
        MaskedSql marked = reading.marks(sql);
        Select select = SqlParser.query(marked);
        return new QueryReader(reading, marked, scope, new Names(null, reading)).query(select);
    }
}
