package dev.sterna.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.GroupByElement;
import net.sf.jsqlparser.statement.select.Limit;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperation;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.WithItem;

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
        List<Query.Common> commons = commons(body, names);
        boolean recursive = body.getWithItemsList() != null
                && body.getWithItemsList().stream().anyMatch(WithItem::isRecursive);
        if (body instanceof PlainSelect plain) {
            return select(plain, names, commons, recursive);
        }
        if (body instanceof SetOperationList list) {
            return combined(list, names, commons, recursive);
        }
        throw new Untranslatable("its query is no SELECT");
    }

    private static boolean isBare(ParenthesedSelect within) throws Untranslatable {
        if (within.getPivot() != null || within.getUnPivot() != null || within.getSampleClause() != null) {
            throw new Untranslatable("a clause of its subquery is not understood");
        }
        return within.getWithItemsList() == null || within.getWithItemsList().isEmpty();
    }

    private List<Query.Common> commons(Select select, Names names) throws Untranslatable {
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
            names.addCommon(name, outputs(query, columns, null));
            commons.add(new Query.Common(name, columns, query));
        }
        return commons;
    }

    private static boolean isRecursive(Select select) {
        return select.getWithItemsList().stream().anyMatch(WithItem::isRecursive);
    }

    /** The first part of a recursive query tells what its columns are. */
    private static void forward(Select within, QueryReader reader, String name, List<String> columns, Names names)
            throws Untranslatable {
        if (within instanceof SetOperationList list && !list.getSelects().isEmpty()) {
            Query first = reader.query(list.getSelects().get(0));
            names.addCommon(name, outputs(first, columns, null));
        }
    }

    private static List<Query.Item> outputs(Query query, List<String> columns, String qualifier) throws Untranslatable {
        List<Query.Item> outputs = query.outputs();
        if (!columns.isEmpty() && columns.size() != outputs.size()) {
            throw new Untranslatable("it names another number of columns than its subquery has");
        }
        List<Query.Item> named = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            String name = columns.isEmpty() ? outputs.get(i).name() : columns.get(i);
            named.add(new Query.Item(
                    new Expression.OutputValue(qualifier, name, outputs.get(i).value()), name));
        }
        return named;
    }

    private Query combined(SetOperationList list, Names names, List<Query.Common> commons, boolean recursive)
            throws Untranslatable {
        QueryReader reader = new QueryReader(reading, marked, scope, names);
        List<Select> selects = new ArrayList<>(list.getSelects());
        // The parser takes what stands behind the last SELECT for a part of it.
        Select last = selects.get(selects.size() - 1);
        Limit limit = list.getLimit();
        List<OrderByElement> order = list.getOrderByElements();
        net.sf.jsqlparser.statement.select.Offset offset = list.getOffset();
        if (last instanceof PlainSelect plain) {
            if (limit == null) {
                limit = plain.getLimit();
                plain.setLimit(null);
            }
            if (offset == null) {
                offset = plain.getOffset();
                plain.setOffset(null);
            }
            if (order == null) {
                order = plain.getOrderByElements();
                plain.setOrderByElements(null);
            }
        }
        Query query = reader.query(selects.get(0));
        for (int i = 1; i < selects.size(); i++) {
            SetOperation operation = list.getOperation(i - 1);
            String words = operation.toString().strip().toLowerCase(Locale.ROOT);
            Query.Combination combination = switch (words) {
                case "union", "union all", "union distinct" -> Query.Combination.UNION;
                case "intersect" -> Query.Combination.INTERSECT;
                case "except" -> Query.Combination.EXCEPT;
                default -> throw new Untranslatable("it has " + words + ", which is not understood");
            };
            if (combination == Query.Combination.INTERSECT && i > 1) {
                throw new Untranslatable("it has INTERSECT after another set operation");
            }
            Query right = reader.query(selects.get(i));
            if (right.outputs().size() != query.outputs().size()) {
                throw new Untranslatable("its queries have different numbers of columns");
            }
            query = new Query(
                    List.of(),
                    false,
                    new Query.Combined(combination, words.endsWith("all"), query, right),
                    List.of(),
                    null,
                    null);
        }
        if (list.getFetch() != null || last.getFetch() != null) {
            throw new Untranslatable("its FETCH is not understood");
        }
        return new Query(
                commons,
                recursive,
                query.body(),
                outputOrder(order, query.outputs()),
                number(limit == null ? null : limit.getRowCount()),
                offset(limit, offset));
    }

    private List<Query.Order> outputOrder(List<OrderByElement> elements, List<Query.Item> outputs)
            throws Untranslatable {
        List<Query.Order> order = new ArrayList<>();
        for (OrderByElement element : elements == null ? List.<OrderByElement>of() : elements) {
            Query.Item output = output(element.getExpression(), outputs);
            if (output == null) {
                throw new Untranslatable("it sorts a set operation by something that is no column of it");
            }
            order.add(calls(outer).order(element, output.value(), output.name()));
        }
        return order;
    }

    /** The column of the result that is meant by a name alone or by its number; or null. */
    private Query.Item output(net.sf.jsqlparser.expression.Expression by, List<Query.Item> outputs) {
        if (by instanceof LongValue number && number.getValue() >= 1 && number.getValue() <= outputs.size()) {
            return outputs.get((int) number.getValue() - 1);
        }
        if (by instanceof Column column && column.getTable() == null) {
            String name = marked.nameOf(column.getColumnName());
            return outputs.stream()
                    .filter(item -> reading.isSameName(item.name(), name))
                    .findFirst()
                    .orElse(null);
        }
        return null;
    }

    private CallReader calls(Names names) {
        return new CallReader(new ExpressionReader(reading, marked, scope, names), reading);
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
            Query.Item output = output(element.getExpression(), items);
            Expression value = output != null
                    ? output.value()
                    : new ExpressionReader(reading, marked, scope, after).value(element.getExpression());
            order.add(calls(after).order(element, value, output == null ? null : output.name()));
        }
        boolean distinct = node.getDistinct() != null;
        return new Query(
                commons,
                recursive,
                new Query.Select(distinct, items, from, where, groups, having),
                order,
                number(node.getLimit() == null ? null : node.getLimit().getRowCount()),
                offset(node.getLimit(), node.getOffset()));
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
            Query.Item output = by instanceof LongValue || !isColumn(by, names) ? output(by, items) : null;
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

    private static String number(net.sf.jsqlparser.expression.Expression number) throws Untranslatable {
        if (number == null
                || number.toString().equalsIgnoreCase("null")
                || number.toString().equalsIgnoreCase("all")) {
            return null;
        }
        if (number instanceof LongValue) {
            return number.toString();
        }
        throw new Untranslatable("its LIMIT is no number");
    }

    private static String offset(Limit limit, net.sf.jsqlparser.statement.select.Offset offset) throws Untranslatable {
        if (limit != null && limit.getOffset() != null) {
            return number(limit.getOffset());
        }
        return offset == null ? null : number(offset.getOffset());
    }
}
