package dev.sterna.sql.read;

import dev.sterna.sql.Expression;
import dev.sterna.sql.Untranslatable;
import net.sf.jsqlparser.expression.IntervalExpression;

/** Spans of time. */
final class SpanReader {
    private final ExpressionReader expressions;

    SpanReader(ExpressionReader expressions) {
        this.expressions = expressions;
    }

    /** An interval of one unit. */
    Expression.Span read(IntervalExpression interval) throws Untranslatable {
        net.sf.jsqlparser.expression.Expression amount = interval.getExpression();
        String unit = interval.getIntervalQualifier() == null
                ? null
                : interval.getIntervalQualifier().toString();
        if (amount instanceof IntervalExpression within && !within.isUsingIntervalKeyword()) {
            amount = within.getExpression();
            unit = within.getIntervalQualifier().toString();
        }
        Expression count;
        if (amount != null) {
            count = expressions.value(amount);
        } else if (interval.getParameter() != null && interval.getParameter().matches("-?\\d+")) {
            count = new Expression.Number(interval.getParameter());
        } else {
            throw new Untranslatable("its interval is not understood");
        }
        Expression.Unit known = unit == null ? null : Arguments.unit(unit);
        if (known == null) {
            throw new Untranslatable("its interval is not of one unit");
        }
        return new Expression.Span(count, known);
    }
}
