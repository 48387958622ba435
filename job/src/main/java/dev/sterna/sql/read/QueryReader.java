package dev.sterna.sql.read;

import dev.sterna.sql.Expression;
import dev.sterna.sql.Query;
import dev.sterna.sql.Scope;
import dev.sterna.sql.Untranslatable;
import java.util.ArrayList;
import java.util.List;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.GroupByElement;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;

/** Turns the parser's queries into ours. */
final class QueryReader {
    private final Reading reading;
    private final MaskedSql marked;
    private final Scope scope;
    private final Names outer;

    QueryReader(Reading reading, MaskedSql marked, Scope scope, Names outer) {
        this.reading = reading;
        this.marked = marked;
        this.scope = scope;
        this.outer = outer;
    }

    /** The columns of a table or view, as what they are named by. */
    static List<Query.Item> columns(Scope.Relation relation, String qualifier) {
        List<Query.Item> columns = new ArrayList<>();
        for (Scope.Pair pair : relation.columns()) {
            columns.add(new Query.Item(
                    new Expression.ColumnValue(qualifier, pair), pair.source().name()));
        }
        return columns;
    }

    Query query(Select select) throws Untranslatable {
        Select body = select;
        if (select instanceof ParenthesedSelect within && isBare(within)) {
            Query query = query(within.getSelect());
            if (within.getOrderByElements() == null && within.getLimit() == null && within.getOffset() == null) {
                return query;
            }
            throw new Untranslatable("its ORDER BY or LIMIT stands behind a query in parentheses");
        }
        Names names = new Names(outer, reading);
        List<Query.Common> commons = new WithReader(reading, marked, scope).read(body, names);
        boolean recursive = WithReader.isRecursive(body);
        if (body instanceof PlainSelect plain) {
            return select(plain, names, commons, recursive);
        }
        if (body instanceof SetOperationList list) {
            return new SetOperationReader(reading, marked, scope).read(list, names, commons, recursive);
        }
        throw new Untranslatable("its query is no SELECT");
    }

    private static boolean isBare(ParenthesedSelect within) throws Untranslatable {
        if (within.getPivot() != null || within.getUnPivot() != null || within.getSampleClause() != null) {
            throw new Untranslatable("a clause of its subquery is not understood");
        }
        return within.getWithItemsList() == null || within.getWithItemsList().isEmpty();
    }

    private Query select(PlainSelect node, Names names, List<Query.Common> commons, boolean recursive)
            throws Untranslatable {
        requireWhole(node);
        Query.Source from =
                node.getFromItem() == null ? null : sources(names).from(node.getFromItem(), node.getJoins());
        ExpressionReader reader = new ExpressionReader(reading, marked, scope, names);
        Expression where = node.getWhere() == null ? null : reader.condition(node.getWhere());
        List<Query.Item> items = new ArrayList<>();
        for (SelectItem<?> item : node.getSelectItems()) {
            items.add(item(item, reader, items.size() + 1));
        }
        List<Expression> groups = groups(node.getGroupBy(), reader, items, names);
        Names after = names.after(items);
        Expression having = node.getHaving() == null
                ? null
                : new ExpressionReader(reading, marked, scope, after).condition(node.getHaving());
        List<Query.Order> order = new ArrayList<>();
        for (OrderByElement element :
                node.getOrderByElements() == null ? List.<OrderByElement>of() : node.getOrderByElements()) {
            Query.Item output = new OutputReader(reading, marked).output(element.getExpression(), items);
            Expression value = output != null
                    ? output.value()
                    : new ExpressionReader(reading, marked, scope, after).value(element.getExpression());
            order.add(new OrderReader(reading).order(element, value, output == null ? null : output.name()));
        }
        boolean distinct = node.getDistinct() != null;
        return new Query(
                commons,
                recursive,
                new Query.Select(distinct, items, from, where, groups, having),
                order,
                LimitReader.number(
                        node.getLimit() == null ? null : node.getLimit().getRowCount()),
                LimitReader.offset(node.getLimit(), node.getOffset()));
    }

    private SourceReader sources(Names names) {
        return new SourceReader(reading, marked, scope, names);
    }

    private static void requireWhole(PlainSelect node) throws Untranslatable {
        PlainSelect again = new PlainSelect();
        again.setWithItemsList(node.getWithItemsList());
        again.setDistinct(node.getDistinct());
        again.setSelectItems(node.getSelectItems());
        again.setFromItem(node.getFromItem());
        again.setJoins(node.getJoins());
        again.setWhere(node.getWhere());
        again.setGroupByElement(node.getGroupBy());
        again.setHaving(node.getHaving());
        again.setOrderByElements(node.getOrderByElements());
        again.setLimit(node.getLimit());
        again.setOffset(node.getOffset());
        ClauseCheck.require(node, again, "its SELECT");
        if (node.getDistinct() != null
                && (node.getDistinct().isUseUnique()
                        || node.getDistinct().getOnSelectItems() != null
                                && !node.getDistinct().getOnSelectItems().isEmpty())) {
            throw new Untranslatable("it has DISTINCT ON");
        }
        if (node.isUsingOnly()) {
            throw new Untranslatable("it reads a table without those that inherit from it");
        }
    }

    private Query.Item item(SelectItem<?> item, ExpressionReader reader, int position) throws Untranslatable {
        Expression value = reader.value(item.getExpression());
        if (item.getAlias() != null) {
            return new Query.Item(value, marked.nameOf(item.getAlias().getName()));
        }
        if (item.getExpression() instanceof Column column) {
            return new Query.Item(value, marked.nameOf(column.getColumnName()));
        }
        return new Query.Item(value, "column" + position);
    }

    private List<Expression> groups(GroupByElement node, ExpressionReader reader, List<Query.Item> items, Names names)
            throws Untranslatable {
        List<Expression> groups = new ArrayList<>();
        if (node == null) {
            return groups;
        }
        if (node.isMysqlWithRollup()
                || node.hasGroupBySortDirections()
                || node.getGroupingSets() != null && !node.getGroupingSets().isEmpty()) {
            throw new Untranslatable("it groups with rollup or grouping sets");
        }
        for (net.sf.jsqlparser.expression.Expression by : node.getGroupByExpressionList()) {
            Query.Item output = by instanceof LongValue || !isColumn(by, names)
                    ? new OutputReader(reading, marked).output(by, items)
                    : null;
            groups.add(output != null ? output.value() : reader.value(by));
        }
        return groups;
    }

    /** A column goes before a name of the result. */
    private boolean isColumn(net.sf.jsqlparser.expression.Expression by, Names names) {
        if (by instanceof Column column && column.getTable() == null) {
            String name = marked.nameOf(column.getColumnName());
            return names.visible().stream()
                    .flatMap(source -> source.columns().stream())
                    .anyMatch(item -> reading.isSameName(item.name(), name));
        }
        return true;
    }
}
