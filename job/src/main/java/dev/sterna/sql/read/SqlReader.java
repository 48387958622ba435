package dev.sterna.sql.read;

import dev.sterna.sql.Expression;
import dev.sterna.sql.Query;
import dev.sterna.sql.Scope;
import dev.sterna.sql.Untranslatable;
import net.sf.jsqlparser.statement.select.Select;

/** Reads SQL of one engine. Every piece must be understood; a piece that is not is named. */
public final class SqlReader {
    private final Reading reading;

    public SqlReader(Reading reading) {
        this.reading = reading;
    }

    /** See {@code dev.sterna.dialect.Expressions}. */
    public Expression expression(String sql, Scope.Relation table, Scope scope) throws Untranslatable {
        MaskedSql marked = reading.marks(sql);
        Names names = new Names(null, reading);
        if (table != null) {
            names.add(new Names.Visible(
                    table.source().schema(), table.source().name(), QueryReader.columns(table, null)));
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
