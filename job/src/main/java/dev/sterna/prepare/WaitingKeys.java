package dev.sterna.prepare;

import dev.sterna.error.FewNames;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.plan.StepPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Foreign keys that wait, because one of their tables belongs to a wave that is not in yet. */
final class WaitingKeys {
    private static final int NAMED = 5;

    private WaitingKeys() {}

    /**
     * In words which wait, if any do.
     *
     * @param planned with the tables that are in as the chosen ones
     */
    static Optional<String> words(StepPlan planned, Schema wanted) {
        Set<TableName> in = new HashSet<>();
        planned.chosen().forEach(table -> in.add(table.target().name()));
        Set<TableName> all = new HashSet<>();
        planned.plan().tables().forEach(table -> all.add(table.target().name()));
        List<String> waiting = new ArrayList<>();
        Set<Integer> waves = new TreeSet<>();
        for (TableDefinition table : wanted.tables()) {
            for (ForeignKey key : table.foreignKeys()) {
                Set<TableName> missing = new HashSet<>(Set.of(key.target()));
                missing.add(table.name());
                missing.removeIf(other -> in.contains(other) || !all.contains(other));
                boolean begun = in.contains(table.name()) || in.contains(key.target());
                if (begun && !missing.isEmpty()) {
                    waiting.add(table.name() + "." + key.name() + " to " + key.target());
                    missing.forEach(other -> waves.add(wave(planned, other)));
                }
            }
        }
        return waiting.isEmpty()
                ? Optional.empty()
                : Optional.of(waiting.size() + (waiting.size() == 1 ? " foreign key waits" : " foreign keys wait")
                        + " for tables of " + (waves.size() == 1 ? "wave " : "waves ")
                        + String.join(", ", waves.stream().map(String::valueOf).toList()) + ": "
                        + FewNames.of(waiting, NAMED));
    }

    private static int wave(StepPlan planned, TableName target) {
        return planned.plan().tables().stream()
                .filter(table -> table.target().name().equals(target))
                .mapToInt(table -> planned.plan().wave(table))
                .findFirst()
                .orElseThrow();
    }
}
