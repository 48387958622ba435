package dev.sterna.sql.read;

import dev.sterna.sql.Expression;
import dev.sterna.sql.Expression.Comparison;
import dev.sterna.sql.Expression.Connective;
import dev.sterna.sql.Expression.State;
import dev.sterna.sql.Function;
import dev.sterna.sql.Untranslatable;
import java.util.List;
import java.util.Locale;
import net.sf.jsqlparser.expression.ArrayConstructor;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.NotExpression;
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
import net.sf.jsqlparser.statement.select.ParenthesedSelect;

/** Conditions: what compares, asks of what kind a value is, looks for it, and joins such. */
final class ConditionReader {
    private final ExpressionReader expressions;
    private final Reading reading;

    ConditionReader(ExpressionReader expressions, Reading reading) {
        this.expressions = expressions;
        this.reading = reading;
    }

    /** Null where the node is no condition. */
    Expression read(net.sf.jsqlparser.expression.Expression node) throws Untranslatable {
        return node instanceof BinaryExpression binary ? binary(binary) : predicate(node);
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
                    expressions.value(match.getLeftExpression()),
                    expressions.value(match.getRightExpression()),
                    null);
        }
        if (node instanceof IsDistinctExpression distinct) {
            Expression same = new Expression.Compare(
                    Comparison.SAME,
                    expressions.value(distinct.getLeftExpression()),
                    expressions.value(distinct.getRightExpression()));
            return distinct.getStringExpression().toUpperCase(Locale.ROOT).contains("NOT")
                    ? same
                    : new Expression.Not(same);
        }
        String operator = node.getStringExpression().strip().toLowerCase(Locale.ROOT);
        Comparison comparison = comparison(operator);
        return comparison == null ? null : compare(comparison, node);
    }

    private Expression logic(Connective connective, BinaryExpression node) throws Untranslatable {
        return new Expression.Logic(
                connective,
                expressions.condition(node.getLeftExpression()),
                expressions.condition(node.getRightExpression()));
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
        Expression value = expressions.value(node.getLeftExpression());
        boolean equal = comparison == Comparison.EQUAL;
        Quantified quantified = Quantified.of(node.getRightExpression());
        if (quantified == null) {
            return new Expression.Compare(comparison, value, expressions.value(node.getRightExpression()));
        }
        // = ANY is IN, <> ALL is NOT IN; the others have no equal in lists.
        if (!(equal && quantified.any() || comparison == Comparison.DIFFERENT && !quantified.any())) {
            throw new Untranslatable("it compares with ANY or ALL in another way than IN does");
        }
        Expression in = quantified.query() != null
                ? new Expression.InQuery(value, expressions.query(quantified.query()))
                : in(value, members(quantified.elements()));
        return equal ? in : new Expression.Not(in);
    }

    private List<Expression> members(net.sf.jsqlparser.expression.Expression elements) throws Untranslatable {
        if (elements instanceof ArrayConstructor constructor) {
            return expressions.values(constructor.getExpressions());
        }
        if (expressions.value(elements) instanceof Expression.Call call && call.function() == Function.ARRAY) {
            return call.arguments();
        }
        throw new Untranslatable("it looks for a value in an array that is no list of constants");
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
                expressions.value(node.getLeftExpression()),
                expressions.value(node.getRightExpression()),
                node.getEscape() == null ? null : expressions.value(node.getEscape()));
        return negated(node.isNot(), like);
    }

    private static Expression negated(boolean not, Expression condition) {
        return not ? new Expression.Not(condition) : condition;
    }

    private Expression predicate(net.sf.jsqlparser.expression.Expression node) throws Untranslatable {
        if (node instanceof NotExpression not) {
            return new Expression.Not(expressions.condition(not.getExpression()));
        }
        if (node instanceof IsNullExpression is) {
            return negated(is.isNot(), new Expression.Is(expressions.value(is.getLeftExpression()), State.NULL));
        }
        if (node instanceof IsBooleanExpression is) {
            return negated(
                    is.isNot(),
                    new Expression.Is(
                            expressions.condition(is.getLeftExpression()), is.isTrue() ? State.TRUE : State.FALSE));
        }
        if (node instanceof Between between) {
            if (between.isUsingSymmetric()) {
                throw new Untranslatable("it has BETWEEN SYMMETRIC");
            }
            Expression value = expressions.value(between.getLeftExpression());
            return negated(
                    between.isNot(),
                    new Expression.Between(
                            value,
                            expressions.value(between.getBetweenExpressionStart()),
                            expressions.value(between.getBetweenExpressionEnd())));
        }
        if (node instanceof InExpression in) {
            return in(in);
        }
        if (node instanceof ExistsExpression exists) {
            if (exists.getRightExpression() instanceof ParenthesedSelect select) {
                return negated(exists.isNot(), new Expression.Exists(expressions.query(select)));
            }
        }
        return null;
    }

    private Expression in(InExpression node) throws Untranslatable {
        if (node.isGlobal() || node.getOldOracleJoinSyntax() != 0) {
            throw new Untranslatable("its IN is not understood");
        }
        Expression value = expressions.value(node.getLeftExpression());
        if (node.getRightExpression() instanceof ParenthesedSelect select) {
            return negated(node.isNot(), new Expression.InQuery(value, expressions.query(select)));
        }
        if (node.getRightExpression() instanceof ParenthesedExpressionList<?> list) {
            return negated(node.isNot(), in(value, expressions.values(list)));
        }
        throw new Untranslatable("its IN is not understood");
    }
}
