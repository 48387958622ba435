package dev.sterna.sql.read;

import dev.sterna.sql.Expression;
import dev.sterna.sql.Query;
import dev.sterna.sql.Untranslatable;
import java.util.ArrayList;
import java.util.List;
import net.sf.jsqlparser.statement.select.OrderByElement;

/** What is sorted by. */
final class OrderReader {
    private final Reading reading;

    OrderReader(Reading reading) {
        this.reading = reading;
    }

    /** By values. */
    List<Query.Order> order(List<OrderByElement> elements, ExpressionReader expressions) throws Untranslatable {
        List<Query.Order> order = new ArrayList<>();
        for (OrderByElement element : elements == null ? List.<OrderByElement>of() : elements) {
            order.add(order(element, expressions.value(element.getExpression()), null));
        }
        return order;
    }

    /**
     * By a value.
     *
     * @param output the name of the column of the result that it is, or null
     */
    Query.Order order(OrderByElement element, Expression value, String output) throws Untranslatable {
        if (element.isMysqlWithRollup() || element.getWithFill() != null) {
            throw new Untranslatable("a clause of its ORDER BY is not understood");
        }
        boolean descending = !element.isAsc();
        boolean nullsFirst = element.getNullOrdering() == null
                ? reading.nullsFirst(descending)
                : element.getNullOrdering() == OrderByElement.NullOrdering.NULLS_FIRST;
        return new Query.Order(value, output, descending, nullsFirst);
    }
}
