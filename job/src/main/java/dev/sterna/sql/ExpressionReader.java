package dev.sterna.sql;

import dev.sterna.sql.Expression.Comparison;
import dev.sterna.sql.Expression.Connective;
import dev.sterna.sql.Expression.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.ArrayConstructor;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.BooleanValue;
import net.sf.jsqlparser.expression.CaseExpression;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.CollateExpression;
import net.sf.jsqlparser.expression.DateTimeLiteralExpression;
import net.sf.jsqlparser.expression.DoubleValue;
import net.sf.jsqlparser.expression.ExtractExpression;
import net.sf.jsqlparser.expression.IntervalExpression;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.NotExpression;
import net.sf.jsqlparser.expression.NullValue;
import net.sf.jsqlparser.expression.SignedExpression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.TimeKeyExpression;
import net.sf.jsqlparser.expression.TimezoneExpression;
import net.sf.jsqlparser.expression.TranscodingFunction;
import net.sf.jsqlparser.expression.TrimFunction;
import net.sf.jsqlparser.expression.WhenClause;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.conditional.XorExpression;
import net.sf.jsqlparser.expression.operators.relational.Between;
import net.sf.jsqlparser.expression.operators.relational.ExistsExpression;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.IsBooleanExpression;
import net.sf.jsqlparser.expression.operators.relational.IsDistinctExpression;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.expression.operators.relational.RegExpMatchOperator;
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
        if (node instanceof BinaryExpression binary) {
            return binary(binary);
        }
        Expression constant = constant(node);
        if (constant != null) {
            return constant;
        }
        Expression predicate = predicate(node);
        if (predicate != null) {
            return predicate;
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

    private Expression constant(net.sf.jsqlparser.expression.Expression node) throws Untranslatable {
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

    private Expression binary(BinaryExpression node) throws Untranslatable {
        if (node instanceof AndExpression) {
            return logic(Connective.AND, node);
        }
        if (node instanceof OrExpression) {
            return logic(Connective.OR, node);
        }
        if (node instanceof XorExpression) {
            return logic(Connective.XOR, node);
        }
        if (node instanceof LikeExpression like) {
            return like(like);
        }
        if (node instanceof RegExpMatchOperator match) {
            return reading.like(
                    match.getStringExpression(),
                    value(match.getLeftExpression()),
                    value(match.getRightExpression()),
                    null);
        }
        if (node instanceof IsDistinctExpression distinct) {
            Expression same = new Expression.Compare(
                    Comparison.SAME, value(distinct.getLeftExpression()), value(distinct.getRightExpression()));
            return distinct.getStringExpression().toUpperCase(Locale.ROOT).contains("NOT")
                    ? same
                    : new Expression.Not(same);
        }
        String operator = node.getStringExpression().strip().toLowerCase(Locale.ROOT);
        Comparison comparison = comparison(operator);
        if (comparison != null) {
            return compare(comparison, node);
        }
        if (node.getRightExpression() instanceof IntervalExpression interval
                && (operator.equals("+") || operator.equals("-"))) {
            return reading.shift(value(node.getLeftExpression()), span(interval), operator.equals("-"));
        }
        return reading.arithmetic(operator, value(node.getLeftExpression()), value(node.getRightExpression()));
    }

    private Expression logic(Connective connective, BinaryExpression node) throws Untranslatable {
        return new Expression.Logic(
                connective, condition(node.getLeftExpression()), condition(node.getRightExpression()));
    }

    private static Comparison comparison(String operator) {
        return switch (operator) {
            case "=" -> Comparison.EQUAL;
            case "<>", "!=" -> Comparison.DIFFERENT;
            case "<" -> Comparison.LESS;
            case "<=" -> Comparison.LESS_OR_EQUAL;
            case ">" -> Comparison.GREATER;
            case ">=" -> Comparison.GREATER_OR_EQUAL;
            case "<=>" -> Comparison.SAME;
            default -> null;
        };
    }

    private Expression compare(Comparison comparison, BinaryExpression node) throws Untranslatable {
        Expression value = value(node.getLeftExpression());
        boolean equal = comparison == Comparison.EQUAL;
        Quantified quantified = Quantified.of(node.getRightExpression());
        if (quantified == null) {
            return new Expression.Compare(comparison, value, value(node.getRightExpression()));
        }
        // = ANY is IN, <> ALL is NOT IN; the others have no equal in lists.
        if (!(equal && quantified.any() || comparison == Comparison.DIFFERENT && !quantified.any())) {
            throw new Untranslatable("it compares with ANY or ALL in another way than IN does");
        }
        Expression in;
        if (quantified.query() != null) {
            in = new Expression.InQuery(value, query(quantified.query()));
        } else {
            List<Expression> values = new ArrayList<>();
            Expression array = null;
            net.sf.jsqlparser.expression.Expression elements = quantified.elements();
            if (elements instanceof ArrayConstructor constructor) {
                values.addAll(values(constructor.getExpressions()));
            } else {
                array = value(elements);
                if (!(array instanceof Expression.Call call && call.function() == Function.ARRAY)) {
                    throw new Untranslatable("it looks for a value in an array that is no list of constants");
                }
                values.addAll(call.arguments());
            }
            in = in(value, values);
        }
        return equal ? in : new Expression.Not(in);
    }

    private static Expression in(Expression value, List<Expression> values) throws Untranslatable {
        if (values.isEmpty()) {
            throw new Untranslatable("it looks for a value in an empty list");
        }
        return new Expression.In(value, values);
    }

    private Expression like(LikeExpression node) throws Untranslatable {
        if (node.isUseBinary()) {
            throw new Untranslatable("it compares by octets with the operator binary");
        }
        Expression like = reading.like(
                node.getLikeKeyWord().name().toLowerCase(Locale.ROOT),
                value(node.getLeftExpression()),
                value(node.getRightExpression()),
                node.getEscape() == null ? null : value(node.getEscape()));
        return negated(node.isNot(), like);
    }

    private static Expression negated(boolean not, Expression condition) {
        return not ? new Expression.Not(condition) : condition;
    }

    private Expression predicate(net.sf.jsqlparser.expression.Expression node) throws Untranslatable {
        if (node instanceof NotExpression not) {
            return new Expression.Not(condition(not.getExpression()));
        }
        if (node instanceof IsNullExpression is) {
            return negated(is.isNot(), new Expression.Is(value(is.getLeftExpression()), State.NULL));
        }
        if (node instanceof IsBooleanExpression is) {
            return negated(
                    is.isNot(),
                    new Expression.Is(condition(is.getLeftExpression()), is.isTrue() ? State.TRUE : State.FALSE));
        }
        if (node instanceof Between between) {
            if (between.isUsingSymmetric()) {
                throw new Untranslatable("it has BETWEEN SYMMETRIC");
            }
            Expression value = value(between.getLeftExpression());
            return negated(
                    between.isNot(),
                    new Expression.Between(
                            value,
                            value(between.getBetweenExpressionStart()),
                            value(between.getBetweenExpressionEnd())));
        }
        if (node instanceof InExpression in) {
            return in(in);
        }
        if (node instanceof ExistsExpression exists) {
            if (exists.getRightExpression() instanceof ParenthesedSelect select) {
                return negated(exists.isNot(), new Expression.Exists(query(select)));
            }
        }
        return null;
    }

    private Expression in(InExpression node) throws Untranslatable {
        if (node.isGlobal() || node.getOldOracleJoinSyntax() != 0) {
            throw new Untranslatable("its IN is not understood");
        }
        Expression value = value(node.getLeftExpression());
        if (node.getRightExpression() instanceof ParenthesedSelect select) {
            return negated(node.isNot(), new Expression.InQuery(value, query(select)));
        }
        if (node.getRightExpression() instanceof ParenthesedExpressionList<?> list) {
            return negated(node.isNot(), in(value, values(list)));
        }
        throw new Untranslatable("its IN is not understood");
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

    /** An interval of one unit. */
    Expression.Span span(IntervalExpression interval) throws Untranslatable {
        net.sf.jsqlparser.expression.Expression amount = interval.getExpression();
        String unit = interval.getIntervalQualifier() == null
                ? null
                : interval.getIntervalQualifier().toString();
        if (amount instanceof IntervalExpression within && !within.isUsingIntervalKeyword()) {
            amount = within.getExpression();
            unit = within.getIntervalQualifier().toString();
        }
        Expression read;
        if (amount != null) {
            read = value(amount);
        } else if (interval.getParameter() != null && interval.getParameter().matches("-?\\d+")) {
            read = new Expression.Number(interval.getParameter());
        } else {
            throw new Untranslatable("its interval is not understood");
        }
        if (unit == null || !read(unit)) {
            throw new Untranslatable("its interval is not of one unit");
        }
        return new Expression.Span(read, Expression.Unit.valueOf(unit.strip().toUpperCase(Locale.ROOT)));
    }

    private static boolean read(String unit) {
        for (Expression.Unit known : Expression.Unit.values()) {
            if (known.name().equalsIgnoreCase(unit.strip())) {
                return true;
            }
        }
        return false;
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
