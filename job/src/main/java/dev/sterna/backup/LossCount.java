package dev.sterna.backup;

import dev.sterna.config.ValuePolicy;
import dev.sterna.dialect.DeclaredLosses;
import dev.sterna.dialect.DeclaredLosses.Loss;
import dev.sterna.error.Problem;
import dev.sterna.jdbc.Lane;
import dev.sterna.jdbc.Lanes;
import dev.sterna.jdbc.View;
import dev.sterna.model.Side;
import dev.sterna.model.Table;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Amounts;
import dev.sterna.step.RunContext;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Counts the values that the policy does not keep as they are, by one query a table, and only of tables that could have
 * them. The chunks are read at other moments, so where the source is written to the counts are close and not exact.
 */
final class LossCount {
    private final RunContext run;
    private final ValuePolicy policy;
    private final DeclaredLosses losses;

    LossCount(RunContext run, ValuePolicy policy) {
        this.run = run;
        this.policy = policy;
        this.losses = run.source().dialect().losses();
    }

    /** A warning for each table that has such values, in the tables' order. */
    List<Problem> warnings(List<TablePlan> tables) {
        Map<TablePlan, List<Loss>> possible = new LinkedHashMap<>();
        for (TablePlan table : tables) {
            List<Loss> some = losses.possible(table.source(), policy);
            if (!some.isEmpty()) {
                possible.put(table, some);
            }
        }
        if (possible.isEmpty()) {
            return List.of();
        }
        int connections = Math.min(possible.size(), run.settings().source().maxConnections());
        try (Lanes lanes = new Lanes("sterna-losses", run.source().connector(), View.PRESENT, connections)) {
            List<CompletableFuture<Problem>> pending = new ArrayList<>();
            possible.forEach((table, some) -> pending.add(lanes.submit(lane -> warning(lane, table, some))));
            return pending.stream().map(Lanes::await).filter(Objects::nonNull).toList();
        }
    }

    private Problem warning(Lane lane, TablePlan planned, List<Loss> possible) {
        Table table = planned.source();
        List<String> found = new ArrayList<>();
        try {
            lane.query(losses.count(table, possible, planned.where()), 1, row -> {
                row.next();
                for (int i = 0; i < possible.size(); i++) {
                    if (row.getLong(i + 1) > 0) {
                        found.add(words(possible.get(i), row.getLong(i + 1)));
                    }
                }
                return null;
            });
        } catch (SQLException failure) {
            throw run.source()
                    .dialect()
                    .explain(failure, Side.SOURCE, "count the losses of " + table.name(), table.name());
        }
        return found.isEmpty()
                ? null
                : Problem.warning(
                        "declared-loss",
                        planned.name(),
                        "Values of " + planned.name() + " do not stay as they are: " + String.join("; ", found),
                        "If that must not be, correct them in the source, or let the run end at them with"
                                + " sterna.types.on-zero-date = fail and sterna.types.on-nul-character = fail");
    }

    private static String words(Loss loss, long count) {
        return loss.column().name() + ": " + Amounts.count(count)
                + switch (loss.kind()) {
                    case ZERO_DATE -> count == 1 ? " zero date becomes NULL" : " zero dates become NULL";
                    case NUL_CHARACTER ->
                        count == 1 ? " text loses its NUL characters" : " texts lose their NUL characters";
                };
    }
}
