package dev.sterna.sql.read;

import dev.sterna.sql.Expression;
import dev.sterna.sql.Family;
import dev.sterna.sql.Untranslatable;
import java.util.List;
import java.util.Locale;
import net.sf.jsqlparser.expression.BooleanValue;
import net.sf.jsqlparser.expression.DateTimeLiteralExpression;
import net.sf.jsqlparser.expression.DoubleValue;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.NullValue;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.TimeKeyExpression;

/** Constants, and clocks that are written without parentheses. */
final class ConstantReader {
    private final Reading reading;
    private final MaskedSql marked;

    ConstantReader(Reading reading, MaskedSql marked) {
        this.reading = reading;
        this.marked = marked;
    }

    /** Null where the node is none. */
    Expression read(net.sf.jsqlparser.expression.Expression node) throws Untranslatable {
        if (node instanceof StringValue text) {
            Expression constant = text.getPrefix() == null ? marked.constantOf(text.getValue()) : null;
            if (constant == null) {
                throw new Untranslatable("a text in it is not understood");
            }
            return constant;
        }
        if (node instanceof NullValue) {
            return new Expression.Null();
        }
        if (node instanceof BooleanValue truth) {
            return new Expression.Bool(truth.getValue());
        }
        if (node instanceof LongValue number) {
            return new Expression.Number(number.getStringValue());
        }
        if (node instanceof DoubleValue number) {
            return new Expression.Number(number.toString());
        }
        if (node instanceof DateTimeLiteralExpression moment) {
            return moment(moment);
        }
        if (node instanceof TimeKeyExpression key) {
            return reading.call(
                    key.getStringValue()
                            .toLowerCase(Locale.ROOT)
                            .replace("()", "")
                            .strip(),
                    List.of());
        }
        return null;
    }

    private Expression moment(DateTimeLiteralExpression node) throws Untranslatable {
        Expression constant = marked.constantOf(node.getValue().replace("'", ""));
        Family family = switch (node.getType()) {
            case DATE -> Family.DATE;
            case TIME -> Family.TIME;
            case TIMESTAMP, DATETIME -> Family.TIMESTAMP;
            case TIMESTAMPTZ -> null;
        };
        if (family == null || !(constant instanceof Expression.Text text)) {
            throw new Untranslatable("a date or time in it is not understood");
        }
        return new Expression.Moment(family, text.value());
    }
}
