package dev.sterna.sql.read;

import dev.sterna.sql.Expression;
import dev.sterna.sql.Query;
import dev.sterna.sql.Scope;
import dev.sterna.sql.Untranslatable;
import java.util.ArrayList;
import java.util.List;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.WithItem;

/** Queries that stand before a query, with names. */
final class WithReader {
    private final Reading reading;
    private final MaskedSql marked;
    private final Scope scope;

    WithReader(Reading reading, MaskedSql marked, Scope scope) {
        this.reading = reading;
        this.marked = marked;
        this.scope = scope;
    }

    /** Those of a query, which its names know from then on. */
    List<Query.Common> read(Select select, Names names) throws Untranslatable {
        List<Query.Common> commons = new ArrayList<>();
        if (select.getWithItemsList() == null) {
            return commons;
        }
        for (WithItem<?> item : select.getWithItemsList()) {
            // Whether the server keeps its rows or not does not change them.
            if (item.getSearchClause() != null
                    || item.getCycleClause() != null
                    || item.getWithFunctionDeclaration() != null
                    || !(item.getParenthesedStatement() instanceof ParenthesedSelect within)) {
                throw new Untranslatable("a clause of its WITH is not understood");
            }
            String name = marked.nameOf(item.getAlias().getName());
            List<String> columns = new ArrayList<>();
            if (item.getWithItemList() != null) {
                for (SelectItem<?> column : item.getWithItemList()) {
                    columns.add(marked.nameOf(column.toString()));
                }
            }
            QueryReader reader = new QueryReader(reading, marked, scope, names);
            if (item.isRecursive() || isRecursive(select)) {
                forward(within.getSelect(), reader, name, columns, names);
            }
            Query query = reader.query(within);
            names.addCommon(name, outputs(query, columns));
            commons.add(new Query.Common(name, columns, query));
        }
        return commons;
    }

    static boolean isRecursive(Select select) {
        return select.getWithItemsList() != null
                && select.getWithItemsList().stream().anyMatch(WithItem::isRecursive);
    }

    /** The first part of a recursive query tells what its columns are. */
    private static void forward(Select within, QueryReader reader, String name, List<String> columns, Names names)
            throws Untranslatable {
        if (within instanceof SetOperationList list && !list.getSelects().isEmpty()) {
            Query first = reader.query(list.getSelects().get(0));
            names.addCommon(name, outputs(first, columns));
        }
    }

    private static List<Query.Item> outputs(Query query, List<String> columns) throws Untranslatable {
        List<Query.Item> outputs = query.outputs();
        if (!columns.isEmpty() && columns.size() != outputs.size()) {
            throw new Untranslatable("it names another number of columns than its subquery has");
        }
        List<Query.Item> named = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            String name = columns.isEmpty() ? outputs.get(i).name() : columns.get(i);
            named.add(new Query.Item(
                    new Expression.OutputValue(null, name, outputs.get(i).value()), name));
        }
        return named;
    }
}
