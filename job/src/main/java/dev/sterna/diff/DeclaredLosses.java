package dev.sterna.diff;

import dev.sterna.compare.Comparison;
import dev.sterna.jdbc.Lanes;
import dev.sterna.migration.Database;
import dev.sterna.plan.LossCount;
import dev.sterna.plan.LossCount.Losses;
import dev.sterna.plan.LossFile;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Workspace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The rows that are compared as what the plan converts them to, counted in the view in which they are compared. */
final class DeclaredLosses {
    private final Map<String, Losses> losses = new LinkedHashMap<>();

    /** Counts those of the tables that declare any. */
    void count(List<TablePlan> tables, Database source, Comparison.Look look, Workspace workspace) {
        List<TablePlan> declared =
                tables.stream().filter(table -> !table.conversions().isEmpty()).toList();
        if (declared.isEmpty()) {
            return;
        }
        try (Lanes lanes = source.lanes("sterna-diff-losses", look.view(), look.sourceConnections())) {
            List<CompletableFuture<Losses>> counts = declared.stream()
                    .map(table -> lanes.submit(lane -> LossCount.of(table, source, lane)))
                    .toList();
            for (CompletableFuture<Losses> count : counts) {
                Losses found = Lanes.await(count);
                losses.put(found.table().name(), found);
                LossFile.write(workspace, found);
            }
        }
    }

    /** What a verdict becomes by the losses of its table. */
    TableVerdict forgiven(TableVerdict verdict) {
        Losses declared = losses.get(verdict.plan().name());
        return declared == null ? verdict : verdict.forgiving(declared);
    }

    /** Of all tables. */
    long rows() {
        return losses.values().stream().mapToLong(Losses::rows).sum();
    }
}
