package dev.sterna.plan;

import dev.sterna.error.SternaException;
import dev.sterna.migration.ChosenNames;
import dev.sterna.migration.Migration;
import dev.sterna.migration.SharedServer;
import dev.sterna.model.TableName;
import dev.sterna.step.Workspace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Keeps a migration from writing into its own source. Every command comes by here before it writes anything, and previews do too, so
 * that they refuse as well.
 */
public final class OwnSourceGuard {
    private OwnSourceGuard() {}

    /**
     * Looks at the tables of the run's plan, or at those that the settings choose as long as it has none.
     *
     * @param say takes lines for a person when source and target are on one server
     * @throws SternaException (REFUSED) when a table that would be written to is one of the source
     */
    public static void check(
            Migration migration, List<String> only, String runId, Workspace workspace, Consumer<String> say) {
        SharedServer shared =
                SharedServer.of(migration.source(), migration.target()).orElse(null);
        if (shared == null) {
            return;
        }
        List<String> schemas = migration.source().schemas();
        Optional<Plan> plan = new PlanStore(workspace).find(runId);
        if (plan.isPresent()) {
            Map<TableName, TableName> targets = plan.get().tables().stream()
                    .collect(Collectors.toMap(
                            table -> table.source().name(),
                            table -> table.target().name()));
            shared.requireOtherTables(targets, targets.keySet());
        } else if (shared.overlaps(schemas, ChosenNames.targetSchemas(migration))) {
            ChosenNames names = ChosenNames.of(migration, only);
            shared.requireOtherTables(names.targets(), names.sources());
        }
        shared.told(schemas).forEach(say);
    }
}
