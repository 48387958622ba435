package dev.sterna.migration;

import dev.sterna.model.TableName;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.ConvertedSchema;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks that the configuration leaves out and that the source has no check for, because its types refuse by themselves what
 * they are about: verdicts call such a one by its column, and messages by the name that it has in the target.
 */
final class ExcludedChecks {
    private final ExcludedObjects excluded;
    private final Map<TableName, TableName> targets;

    /** @param targets source table to target table */
    ExcludedChecks(ExcludedObjects excluded, Map<TableName, TableName> targets) {
        this.excluded = excluded;
        this.targets = targets;
    }

    /** The conversion without them. */
    ConvertedSchema without(ConvertedSchema conversion) {
        List<Verdict> left = conversion.verdicts().stream()
                .filter(verdict -> verdict.object().kind() == ObjectKind.CHECK && excluded.contains(verdict.object()))
                .toList();
        Set<Verdict> gone = new HashSet<>(left);
        List<TableDefinition> tables = conversion.schema().tables().stream()
                .map(table -> table.withChecks(table.checks().stream()
                        .filter(check -> !isExcluded(table.name(), check, left))
                        .toList()))
                .toList();
        return new ConvertedSchema(
                conversion.schema().withTables(tables),
                conversion.verdicts().stream()
                        .filter(verdict -> !gone.contains(verdict))
                        .toList());
    }

    private boolean isExcluded(TableName table, Check check, List<Verdict> left) {
        ObjectName object = new ObjectName(ObjectKind.CHECK, table.schema(), table.name(), check.name());
        return excluded.contains(object)
                || left.stream().anyMatch(verdict -> table.equals(target(verdict)) && isNamed(verdict, check.name()));
    }

    private TableName target(Verdict verdict) {
        return targets.get(
                new TableName(verdict.object().schema(), verdict.object().table()));
    }

    /** What becomes of a check begins with its name. */
    private static boolean isNamed(Verdict verdict, String name) {
        String becomes = verdict.becomes();
        return becomes != null && (becomes.equals(name) || becomes.startsWith(name + " "));
    }
}
