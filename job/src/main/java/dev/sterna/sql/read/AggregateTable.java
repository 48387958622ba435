package dev.sterna.sql.read;

import dev.sterna.sql.Expression;
import dev.sterna.sql.Expression.AggregateFunction;
import dev.sterna.sql.Untranslatable;
import java.util.HashMap;
import java.util.Map;

/** The aggregates of an engine that others have too, but for lists of texts, by their names in lower case. */
public final class AggregateTable {
    private final Map<String, AggregateFunction> functions = new HashMap<>();

    /** A table of what every engine has by the same name. */
    public AggregateTable() {
        with(AggregateFunction.COUNT, "count")
                .with(AggregateFunction.SUM, "sum")
                .with(AggregateFunction.AVG, "avg")
                .with(AggregateFunction.MIN, "min")
                .with(AggregateFunction.MAX, "max")
                .with(AggregateFunction.STDDEV_POP, "stddev_pop")
                .with(AggregateFunction.STDDEV_SAMP, "stddev_samp")
                .with(AggregateFunction.VAR_POP, "var_pop")
                .with(AggregateFunction.VAR_SAMP, "var_samp");
    }

    /** Adds an aggregate under all its names. */
    public AggregateTable with(AggregateFunction function, String... names) {
        for (String name : names) {
            functions.put(name, function);
        }
        return this;
    }

    /** What a call means. */
    public Expression.Aggregate call(AggregateCall call) throws Untranslatable {
        AggregateFunction function = functions.get(call.name());
        if (function == null) {
            throw new Untranslatable("it calls " + call.name());
        }
        if (!call.order().isEmpty()) {
            throw new Untranslatable("it sorts within " + call.name());
        }
        return new Expression.Aggregate(function, call.arguments(), call.distinct(), call.order(), null, call.filter());
    }
}
