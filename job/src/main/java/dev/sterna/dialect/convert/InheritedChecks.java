package dev.sterna.dialect.convert;

import dev.sterna.model.TableName;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.TableDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Checks that hold for a table because it inherits from others. Without these it would lose them: they belong to the
 * others alone.
 */
public final class InheritedChecks {
    private final Map<TableName, TableDefinition> tables = new HashMap<>();

    public InheritedChecks(List<TableDefinition> all) {
        all.forEach(table -> tables.put(table.name(), table));
    }

    /**
     * The checks that a table has from those of its parents that it is taken apart from, and from what these inherit from;
     * not those that it has under the same name itself.
     */
    public List<Check> of(TableDefinition table, Predicate<TableName> isApart) {
        Set<String> known = new HashSet<>();
        table.checks().forEach(check -> known.add(check.name()));
        List<Check> checks = new ArrayList<>();
        table.parents().stream().filter(isApart).forEach(parent -> add(parent, known, checks));
        return checks;
    }

    private void add(TableName ancestor, Set<String> known, List<Check> checks) {
        TableDefinition definition = tables.get(ancestor);
        if (definition == null) {
            return;
        }
        definition.checks().stream()
                .filter(check -> !check.noInherit() && known.add(check.name()))
                .forEach(checks::add);
        definition.parents().forEach(parent -> add(parent, known, checks));
    }
}
