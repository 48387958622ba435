package dev.sterna.migration;

import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.TableDefinition;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Planned tables of the target, as it can be asked now for the rows that they have. */
public final class OwnRows {
    private OwnRows() {}

    /**
     * The same tables in the same order, with former rows among their rows only where the target's tables keep them: a table
     * that was there before may be another one than planned.
     */
    public static List<Table> of(Database target, List<Table> planned) {
        if (planned.stream().noneMatch(Table::hasFormerRows)) {
            return planned;
        }
        List<String> schemas = planned.stream()
                .filter(Table::hasFormerRows)
                .map(table -> table.name().schema())
                .distinct()
                .toList();
        Set<TableName> keeping = target.tables(schemas).stream()
                .filter(TableDefinition::systemVersioned)
                .map(TableDefinition::name)
                .collect(Collectors.toSet());
        return planned.stream()
                .map(table -> keeping.contains(table.name()) ? table : table.withoutFormerRows())
                .toList();
    }
}
