package dev.sterna.sql.read;

import dev.sterna.sql.Expression;
import dev.sterna.sql.Expression.WindowFunction;
import dev.sterna.sql.Query;
import dev.sterna.sql.Untranslatable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.AnalyticType;
import net.sf.jsqlparser.expression.IntervalExpression;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.statement.select.AllColumns;

/** Functions, aggregates and windows. */
final class CallReader {
    private static final Set<String> AGGREGATES = Set.of(
            "count",
            "sum",
            "avg",
            "min",
            "max",
            "group_concat",
            "string_agg",
            "std",
            "stddev",
            "stddev_pop",
            "stddev_samp",
            "variance",
            "var_pop",
            "var_samp",
            "bool_and",
            "bool_or",
            "every");

    private final ExpressionReader expressions;
    private final Reading reading;

    CallReader(ExpressionReader expressions, Reading reading) {
        this.expressions = expressions;
        this.reading = reading;
    }

    /** Null where the node is no call. */
    Expression read(net.sf.jsqlparser.expression.Expression node) throws Untranslatable {
        if (node instanceof net.sf.jsqlparser.expression.Function function) {
            return function(function);
        }
        return node instanceof AnalyticExpression analytic ? analytic(analytic) : null;
    }

    private String name(net.sf.jsqlparser.expression.Function function) throws Untranslatable {
        List<String> parts = function.getMultipartName();
        if (parts.size() > 1) {
            throw new Untranslatable("it calls the function "
                    + expressions.marked().nameOf(parts.get(parts.size() - 1)) + ", which is the database's own");
        }
        return expressions.marked().nameOf(parts.get(0)).toLowerCase(Locale.ROOT);
    }

    private Expression function(net.sf.jsqlparser.expression.Function function) throws Untranslatable {
        String name = name(function);
        net.sf.jsqlparser.expression.Function again = new net.sf.jsqlparser.expression.Function();
        again.setName(function.getMultipartName());
        again.setParameters(function.getParameters());
        if (function.getNamedParameters() != null) {
            again.setNamedParameters(function.getNamedParameters());
            ClauseCheck.require(function, again, name);
            return named(name, function);
        }
        boolean aggregate = AGGREGATES.contains(name);
        if (aggregate) {
            again.setDistinct(function.isDistinct());
            again.setOrderByElements(function.getOrderByElements());
            again.setKeywordArguments(function.getKeywordArguments());
        }
        ClauseCheck.require(function, again, name);
        List<net.sf.jsqlparser.expression.Expression> parameters =
                function.getParameters() == null ? List.of() : List.copyOf(function.getParameters());
        if (aggregate) {
            List<Expression> arguments = arguments(name, parameters);
            List<Query.Order> order = new OrderReader(reading).order(function.getOrderByElements(), expressions);
            separator(function, arguments);
            return reading.aggregate(new AggregateCall(name, arguments, function.isDistinct(), order, null));
        }
        if (parameters.size() == 2 && parameters.get(1) instanceof IntervalExpression interval) {
            boolean back = name.equals("date_sub") || name.equals("subdate");
            if (!back && !name.equals("date_add") && !name.equals("adddate")) {
                throw new Untranslatable("it calls " + name + " with an interval");
            }
            return reading.shift(
                    expressions.value(parameters.get(0)), new SpanReader(expressions).read(interval), back);
        }
        return reading.call(name, expressions.values(parameters));
    }

    /** The separator comes as one more argument. */
    private void separator(net.sf.jsqlparser.expression.Function function, List<Expression> arguments)
            throws Untranslatable {
        if (function.getKeywordArguments() == null) {
            return;
        }
        for (net.sf.jsqlparser.expression.Function.KeywordArgument argument : function.getKeywordArguments()) {
            if (!argument.getKeyword().equalsIgnoreCase("separator")) {
                throw new Untranslatable("it has " + argument.getKeyword() + " in an aggregate");
            }
            arguments.add(expressions.value(argument.getExpression()));
        }
        if (function.getKeywordArguments().size() != 1) {
            throw new Untranslatable("it has several separators in an aggregate");
        }
    }

    private List<Expression> arguments(String name, List<net.sf.jsqlparser.expression.Expression> parameters)
            throws Untranslatable {
        if (name.equals("count") && parameters.size() == 1 && parameters.get(0) instanceof AllColumns) {
            return new ArrayList<>();
        }
        return new ArrayList<>(expressions.values(parameters));
    }

    /** Such as {@code substring(a from 2 for 3)}. */
    private Expression named(String name, net.sf.jsqlparser.expression.Function function) throws Untranslatable {
        List<Expression> arguments = expressions.values(function.getNamedParameters());
        String words = String.join(" ", function.getNamedParameters().getNames())
                .strip()
                .toLowerCase(Locale.ROOT);
        return switch (name + " " + words) {
            case "substring from", "substring from for", "substr from", "substr from for" ->
                reading.call("substring", arguments);
            case "position in" -> reading.call("locate", arguments);
            default -> throw new Untranslatable("it calls " + name + " with " + words);
        };
    }

    private Expression analytic(AnalyticExpression node) throws Untranslatable {
        String name = expressions.marked().nameOf(node.getName()).toLowerCase(Locale.ROOT);
        if (node.isIgnoreNulls()
                || node.isIgnoreNullsOutside()
                || node.isUnique()
                || node.getKeep() != null
                || node.getWindowName() != null
                || node.getHavingClause() != null
                || node.getNullHandling() != null
                || node.getLimit() != null
                || node.getOnOverflowTruncate() != null
                || node.getKeywordArguments() != null
                        && !node.getKeywordArguments().isEmpty()
                || node.getFuncOrderBy() != null && !node.getFuncOrderBy().isEmpty()) {
            throw new Untranslatable("a clause of the window of " + name + " in it is not understood");
        }
        List<net.sf.jsqlparser.expression.Expression> parameters = new ArrayList<>();
        if (node.getExpression() != null) {
            parameters.add(node.getExpression());
        }
        if (node.getOffset() != null) {
            parameters.add(node.getOffset());
        }
        if (node.getDefaultValue() != null) {
            parameters.add(node.getDefaultValue());
        }
        if (node.isAllColumns() && !name.equals("count")) {
            throw new Untranslatable("it calls " + name + " with *");
        }
        Expression filter =
                node.getFilterExpression() == null ? null : expressions.condition(node.getFilterExpression());
        Expression.Aggregate aggregate = AGGREGATES.contains(name)
                ? reading.aggregate(
                        new AggregateCall(name, arguments(name, parameters), node.isDistinct(), List.of(), filter))
                : null;
        if (node.getType() == AnalyticType.FILTER_ONLY && aggregate != null) {
            return aggregate;
        }
        if (node.getType() != AnalyticType.OVER || aggregate == null && (filter != null || node.isDistinct())) {
            throw new Untranslatable("a clause of the window of " + name + " in it is not understood");
        }
        ExpressionList<?> partition = node.getPartitionExpressionList();
        return new Expression.Window(
                aggregate,
                aggregate != null ? null : windowFunction(name),
                aggregate != null ? List.of() : expressions.values(parameters),
                partition == null ? List.of() : expressions.values(partition),
                new OrderReader(reading).order(node.getOrderByElements(), expressions),
                node.getWindowElement() == null
                        ? null
                        : frame(node.getWindowElement().toString().strip()));
    }

    private static WindowFunction windowFunction(String name) throws Untranslatable {
        return Arrays.stream(WindowFunction.values())
                .filter(function -> function.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new Untranslatable("it calls " + name + " over a window"));
    }

    /** Only what both engines write alike. */
    private static String frame(String frame) throws Untranslatable {
        String one = "(unbounded (preceding|following)|current row|\\d+ (preceding|following))";
        String lower = frame.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        if (!lower.matches("(rows|range) (between " + one + " and " + one + "|" + one + ")")
                || lower.startsWith("range") && lower.matches(".*\\d.*")) {
            throw new Untranslatable("the frame of a window in it is not understood");
        }
        return lower.toUpperCase(Locale.ROOT);
    }
}
