package dev.sterna.sql.read;

import net.sf.jsqlparser.expression.AnyComparisonExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.statement.select.Select;

/** ANY or ALL of a query or of the elements of an array. */
record Quantified(boolean any, Select query, Expression elements) {

    /** Null where the node is neither. */
    static Quantified of(Expression node) {
        if (node instanceof AnyComparisonExpression quantified) {
            boolean any = switch (quantified.getAnyType()) {
                case ANY, SOME -> true;
                case ALL -> false;
            };
            return new Quantified(any, quantified.getSelect(), null);
        }
        if (node instanceof Function function
                && function.getName() != null
                && function.getName().matches("(?i)any|some|all")
                && function.getParameters() != null
                && function.getParameters().size() == 1) {
            Expression only = function.getParameters().get(0);
            while (only instanceof net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList<?> list
                    && list.size() == 1) {
                only = list.get(0);
            }
            return new Quantified(!function.getName().equalsIgnoreCase("all"), null, only);
        }
        return null;
    }
}
