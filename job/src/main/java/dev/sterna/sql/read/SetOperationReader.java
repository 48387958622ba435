package dev.sterna.sql.read;

import dev.sterna.sql.Query;
import dev.sterna.sql.Scope;
import dev.sterna.sql.Untranslatable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.sf.jsqlparser.statement.select.Limit;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SetOperation;
import net.sf.jsqlparser.statement.select.SetOperationList;

/** Queries that are joined by UNION, INTERSECT or EXCEPT. */
final class SetOperationReader {
    private final Reading reading;
    private final MaskedSql marked;
    private final Scope scope;

    SetOperationReader(Reading reading, MaskedSql marked, Scope scope) {
        this.reading = reading;
        this.marked = marked;
        this.scope = scope;
    }

    Query read(SetOperationList list, Names names, List<Query.Common> commons, boolean recursive)
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
                LimitReader.number(limit == null ? null : limit.getRowCount()),
                LimitReader.offset(limit, offset));
    }

    private List<Query.Order> outputOrder(List<OrderByElement> elements, List<Query.Item> outputs)
            throws Untranslatable {
        List<Query.Order> order = new ArrayList<>();
        for (OrderByElement element : elements == null ? List.<OrderByElement>of() : elements) {
            Query.Item output = new OutputReader(reading, marked).output(element.getExpression(), outputs);
            if (output == null) {
                throw new Untranslatable("it sorts a set operation by something that is no column of it");
            }
            order.add(new OrderReader(reading).order(element, output.value(), output.name()));
        }
        return order;
    }
}
