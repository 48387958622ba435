package dev.sterna.plan;

import dev.sterna.compare.DigestMethod;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.digest.RowHash;
import dev.sterna.migration.ComputedNames;
import dev.sterna.migration.Database;
import dev.sterna.migration.Migration;
import dev.sterna.migration.TableConversions;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.step.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The plan of a run, to be carried out once more from the run's backup: in other tables or at another target than it was made
 * for. Chunks and conversions stay what they were, since the backup's files are made of them.
 */
public final class PlanElsewhere {
    private final Migration migration;
    private final Plan plan;

    /** @param migration from what was kept of the run's source to the target that there is to be */
    public PlanElsewhere(Migration migration, Plan plan) {
        this.migration = migration;
        this.plan = plan;
    }

    /** With the target's tables as they were planned. */
    public List<TablePlan> asPlanned() {
        return plan.tables();
    }

    /**
     * With other tables at the target.
     *
     * @param names of them, by the source's
     * @throws dev.sterna.error.SternaException (REFUSED) naming every table that has no equal there
     */
    public List<TablePlan> converted(Map<TableName, TableName> names) {
        List<Table> sources = plan.tables().stream().map(TablePlan::source).toList();
        List<ValueConversions> losses =
                plan.tables().stream().map(TablePlan::conversions).toList();
        List<Table> targets = TableConversions.again(migration, sources, losses, names);
        ComputedNames computed = new ComputedNames(migration);
        List<TablePlan> tables = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            TablePlan table = plan.tables().get(i);
            tables.add(of(table, targets.get(i), computed.of(table.source())));
        }
        return tables;
    }

    private TablePlan of(TablePlan table, Table target, Map<String, String> computed) {
        long rows = migration.settings().chunk().rows();
        DigestMethod comparison =
                DigestMethodChoice.choose(table.source(), target, table.conversions(), table.chunks(), rows);
        int buckets = comparison == DigestMethod.RANGES
                ? 1
                : DigestMethodChoice.buckets(PlanMaker.rows(table.source(), table.chunks()), rows);
        return new TablePlan(
                table.source(),
                target,
                null,
                table.fingerprint(),
                table.conversions(),
                comparison,
                buckets,
                table.chunks(),
                computed);
    }

    /** Of which the sums are made: what the backup's are, if the target can. */
    public RowHash rowHash() {
        Database target = migration.target();
        Set<RowHash> known = target.server().hashes();
        return known.contains(plan.rowHash())
                ? plan.rowHash()
                : Arrays.stream(RowHash.values())
                        .filter(known::contains)
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalStateException(target.server().label() + " computes no hash that is known"));
    }

    /** Writes the plan with these tables into the workspace of who carries it out. */
    public Plan save(Workspace workspace, String runId, List<TablePlan> tables) {
        Plan elsewhere = new Plan(
                plan.format(),
                runId,
                "",
                plan.source(),
                migration.target().server().label(),
                rowHash(),
                tables,
                Map.of(),
                List.of(),
                List.of());
        return new PlanStore(workspace).save(elsewhere);
    }
}
