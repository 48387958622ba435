package dev.sterna.sql.read;

import dev.sterna.sql.Expression;
import dev.sterna.sql.Function;
import dev.sterna.sql.Query;
import dev.sterna.sql.Scope;
import dev.sterna.sql.Untranslatable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.ArrayConstructor;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.CaseExpression;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.CollateExpression;
import net.sf.jsqlparser.expression.ExtractExpression;
import net.sf.jsqlparser.expression.IntervalExpression;
import net.sf.jsqlparser.expression.SignedExpression;
import net.sf.jsqlparser.expression.TimezoneExpression;
import net.sf.jsqlparser.expression.TranscodingFunction;
import net.sf.jsqlparser.expression.TrimFunction;
import net.sf.jsqlparser.expression.WhenClause;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.Select;

/** Turns the parser's expressions into ours, by a list of the nodes that are understood. */
final class ExpressionReader {
    private final Reading reading;
    private final MaskedSql marked;
    private final Scope scope;
    private final Names names;

    ExpressionReader(Reading reading, MaskedSql marked, Scope scope, Names names) {
        this.reading = reading;
        this.marked = marked;
        this.scope = scope;
        this.names = names;
    }

    MaskedSql marked() {
        return marked;
    }

    Expression value(net.sf.jsqlparser.expression.Expression node) throws Untranslatable {
        return reading.asValue(read(node));
    }

    Expression condition(net.sf.jsqlparser.expression.Expression node) throws Untranslatable {
        return reading.asCondition(read(node));
    }

    List<Expression> values(Iterable<? extends net.sf.jsqlparser.expression.Expression> nodes) throws Untranslatable {
        List<Expression> values = new ArrayList<>();
        for (net.sf.jsqlparser.expression.Expression node : nodes) {
            values.add(value(node));
        }
        return values;
    }

    Query query(Select select) throws Untranslatable {
        return new QueryReader(reading, marked, scope, names).query(select);
    }

    private Expression read(net.sf.jsqlparser.expression.Expression node) throws Untranslatable {
        if (node instanceof ParenthesedExpressionList<?> list) {
            if (list.size() != 1) {
                throw new Untranslatable("it compares rows of values");
            }
            return read(list.get(0));
        }
        if (node instanceof Column column) {
            return column(column);
        }
        Expression condition = new ConditionReader(this, reading).read(node);
        if (condition != null) {
            return condition;
        }
        if (node instanceof BinaryExpression binary) {
            return arithmetic(binary);
        }
        Expression constant = new ConstantReader(reading, marked).read(node);
        if (constant != null) {
            return constant;
        }
        Expression function = new CallReader(this, reading).read(node);
        return function != null ? function : other(node);
    }

    private Expression column(Column column) throws Untranslatable {
        if (column.getArrayConstructor() != null || column.getCommentText() != null) {
            throw new Untranslatable("it takes an element out of an array");
        }
        String schema = null;
        String qualifier = null;
        if (column.getTable() != null) {
            List<String> parts = parts(column.getTable());
            qualifier = parts.get(parts.size() - 1);
            schema = parts.size() > 1 ? parts.get(0) : null;
        }
        String name = marked.nameOf(column.getColumnName());
        if (schema == null && qualifier == null && name.equals(column.getColumnName())) {
            // No name of a column is left bare.
            return reading.call(name.toLowerCase(Locale.ROOT), List.of());
        }
        return names.column(schema, qualifier, name);
    }

    private List<String> parts(net.sf.jsqlparser.schema.Table table) {
        List<String> parts = new ArrayList<>();
        // The parser has the last one first.
        for (String part : table.getNameParts()) {
            parts.add(0, marked.nameOf(part));
        }
        return parts;
    }

    private Expression arithmetic(BinaryExpression node) throws Untranslatable {
        String operator = node.getStringExpression().strip().toLowerCase(Locale.ROOT);
        if (node.getRightExpression() instanceof IntervalExpression interval
                && (operator.equals("+") || operator.equals("-"))) {
            return reading.shift(
                    value(node.getLeftExpression()), new SpanReader(this).read(interval), operator.equals("-"));
        }
        return reading.arithmetic(operator, value(node.getLeftExpression()), value(node.getRightExpression()));
    }

    private Expression other(net.sf.jsqlparser.expression.Expression node) throws Untranslatable {
        if (node instanceof SignedExpression signed) {
            return signed(signed);
        }
        if (node instanceof CastExpression cast) {
            ClauseCheck.require(cast, again(cast), "a cast");
            return reading.cast(
                    value(cast.getLeftExpression()),
                    marked.nameOf(cast.getColDataType().toString()));
        }
        if (node instanceof TranscodingFunction convert && convert.isTranscodeStyle()) {
            return reading.cast(value(convert.getExpression()), "char");
        }
        if (node instanceof CollateExpression collate) {
            return reading.collated(value(collate.getLeftExpression()), marked.nameOf(collate.getCollate()));
        }
        if (node instanceof ExtractExpression extract) {
            return reading.extract(extract.getName().toLowerCase(Locale.ROOT), value(extract.getExpression()));
        }
        if (node instanceof TrimFunction trim) {
            return trim(trim);
        }
        if (node instanceof TimezoneExpression zone
                && zone.getTimezoneExpressions().size() == 1) {
            return reading.call(
                    "timezone", List.of(value(zone.getTimezoneExpressions().get(0)), value(zone.getLeftExpression())));
        }
        if (node instanceof CaseExpression branches) {
            return branches(branches);
        }
        if (node instanceof ArrayConstructor array) {
            return new Expression.Call(Function.ARRAY, values(array.getExpressions()));
        }
        if (node instanceof ParenthesedSelect select) {
            return new Expression.Scalar(query(select));
        }
        throw new Untranslatable("it has " + words(node) + ", which is not understood");
    }

    private static CastExpression again(CastExpression cast) {
        CastExpression again = new CastExpression(cast.keyword);
        again.setUseCastKeyword(cast.isUseCastKeyword());
        again.setLeftExpression(cast.getLeftExpression());
        again.setColDataType(cast.getColDataType());
        return again;
    }

    private Expression signed(SignedExpression signed) throws Untranslatable {
        Expression value = value(signed.getExpression());
        return switch (signed.getSign()) {
            case '+' -> value;
            case '-' ->
                value instanceof Expression.Number number && !number.digits().startsWith("-")
                        ? new Expression.Number("-" + number.digits())
                        : new Expression.Negative(value);
            default -> throw new Untranslatable("it has the operator " + signed.getSign());
        };
    }

    private Expression trim(TrimFunction trim) throws Untranslatable {
        List<Expression> arguments = new ArrayList<>();
        if (trim.getFromExpression() != null) {
            arguments.add(value(trim.getFromExpression()));
        }
        if (trim.getExpression() != null) {
            arguments.add(value(trim.getExpression()));
        }
        if (trim.getFromExpression() != null && !trim.isUsingFromKeyword()) {
            throw new Untranslatable("its TRIM is not understood");
        }
        Function function = trim.getTrimSpecification() == null
                ? Function.TRIM
                : switch (trim.getTrimSpecification()) {
                    case BOTH -> Function.TRIM;
                    case LEADING -> Function.TRIM_START;
                    case TRAILING -> Function.TRIM_END;
                };
        return reading.call(function.name().toLowerCase(Locale.ROOT), arguments);
    }

    private Expression branches(CaseExpression node) throws Untranslatable {
        Expression subject = node.getSwitchExpression() == null ? null : value(node.getSwitchExpression());
        List<Expression.When> branches = new ArrayList<>();
        for (WhenClause when : node.getWhenClauses()) {
            Expression condition =
                    subject == null ? condition(when.getWhenExpression()) : value(when.getWhenExpression());
            branches.add(new Expression.When(condition, value(when.getThenExpression())));
        }
        return new Expression.Case(
                subject, branches, node.getElseExpression() == null ? null : value(node.getElseExpression()));
    }

    private static String words(net.sf.jsqlparser.expression.Expression node) {
        return node instanceof AnalyticExpression
                ? "a window"
                : "a part of the kind "
                        + node.getClass()
                                .getSimpleName()
                                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                                .toLowerCase(Locale.ROOT);
    }
}
