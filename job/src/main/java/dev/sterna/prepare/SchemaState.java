package dev.sterna.prepare;

import dev.sterna.error.Problem;
import dev.sterna.migration.Database;
import dev.sterna.migration.Migration;
import dev.sterna.migration.SchemaComparison.Difference;
import dev.sterna.migration.TargetSchema;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Blind;
import dev.sterna.model.schema.ConvertedSchema;
import dev.sterna.model.schema.Schema;
import dev.sterna.plan.Plan;
import dev.sterna.plan.TablePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the target's schema differs from what the source's, as it is now, converts to.
 *
 * @param blind what neither side's role may see
 * @param conversion what is wanted
 * @param present what the target has in these schemas
 * @param warnings of checks that the target cannot hold anybody to, since the source's own rows are against them: these
 *     are no differences
 */
public record SchemaState(
        List<Difference> differences,
        List<Blind> blind,
        ConvertedSchema conversion,
        Schema present,
        List<Problem> warnings) {
    public SchemaState {
        differences = List.copyOf(differences);
        blind = List.copyOf(blind);
        warnings = List.copyOf(warnings);
    }

    /** Reads both databases. SQL that the target writes down in its own way is known from when prepare made the object. */
    public static SchemaState read(Migration migration, Plan plan) {
        return read(migration, plan, plan.tables(), plan.tables());
    }

    /**
     * The same of some tables: what belongs to others, or to no table, is no difference.
     *
     * @param tables those that are in the target by now
     * @param ownTables those of them that are looked at; of the others only what waited for these
     */
    public static SchemaState read(Migration migration, Plan plan, List<TablePlan> tables, List<TablePlan> ownTables) {
        ConvertedSchema conversion = SchemaChanges.wanted(migration, plan);
        SourceConstraints source = new SourceConstraints(migration.source(), migration.target(), plan, conversion);
        Schema present = TargetSchema.present(migration.target(), conversion.schema());
        Schema wanted = NumberingFit.of(conversion.schema(), present);
        Set<TableName> own = ledger(migration.target());
        ChosenObjects chosen = new ChosenObjects(plan, tables, ownTables, wanted);
        UncheckedConstraints unchecked = new UncheckedConstraints(migration.target(), source);
        Map<TableName, TableName> sources = plan.tables().stream()
                .collect(Collectors.toMap(
                        table -> table.target().name(), table -> table.source().name()));
        List<Difference> differences =
                MadeObjects.read(migration, plan.runId()).compareStrictly(wanted, present).differences().stream()
                        .filter(finding -> finding.object().schema() == null
                                || !own.contains(new TableName(
                                        finding.object().schema(),
                                        finding.object().name())))
                        .filter(finding -> finding.kind() == Difference.Kind.EXTRA || chosen.isAfter(finding.object()))
                        .filter(finding -> !isAsInSource(finding, source))
                        .filter(finding ->
                                !isNotEnforced(finding) || !unchecked.isUnenforced(finding.object(), sources))
                        .toList();
        List<Blind> blind = new ArrayList<>(wanted.blind());
        present.blind().stream().filter(one -> !blind.contains(one)).forEach(blind::add);
        return new SchemaState(differences, blind, conversion, present, unchecked.warnings());
    }

    /** A constraint that the source's own rows break is in the same state where it holds for new rows only. */
    private static boolean isAsInSource(Difference finding, SourceConstraints source) {
        return finding.kind() == Difference.Kind.DIFFERENT
                && "validated".equals(finding.property())
                && source.broken(finding.object()).isPresent();
    }

    private static boolean isNotEnforced(Difference finding) {
        return finding.kind() == Difference.Kind.DIFFERENT
                && "enforced".equals(finding.property())
                && "false".equals(finding.present());
    }

    private static Set<TableName> ledger(Database target) {
        return Set.copyOf(target.ask("find the ledger", target.dialect().ledger()::tables));
    }
}
