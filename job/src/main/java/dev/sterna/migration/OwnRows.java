package dev.sterna.migration;

import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.TableDefinition;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Planned tables of the target, as it can be asked now for the rows that they have. */
public final class OwnRows {
    private static final Column START = undeclared("ROW_START", Column.Generated.ROW_START);
    private static final Column END = undeclared("ROW_END", Column.Generated.ROW_END);

    private OwnRows() {}

    /**
     * The same tables in the same order, with former rows among their rows only where the target's tables keep them: a table
     * that was there before may be another one than planned.
     */
    public static List<Table> of(Database target, List<Table> planned) {
        if (planned.stream().noneMatch(Table::hasFormerRows)) {
            return planned;
        }
        Set<TableName> keeping =
                keeping(target, planned.stream().filter(Table::hasFormerRows).toList());
        return planned.stream()
                .map(table -> keeping.contains(table.name()) ? table : table.withoutFormerRows())
                .toList();
    }

    /**
     * The same with former rows among their rows wherever the target's tables keep them, whether any come from the source or
     * not: all that goes when they are emptied.
     */
    public static List<Table> all(Database target, List<Table> planned) {
        Set<TableName> keeping = keeping(target, planned);
        return planned.stream()
                .map(table -> !keeping.contains(table.name())
                        ? table.withoutFormerRows()
                        : table.hasFormerRows() ? table : table.withFormerRows(START, END))
                .toList();
    }

    private static Column undeclared(String name, Column.Generated generated) {
        return new Column(name, new LogicalType.Timestamp(6), "", false, generated, null, null);
    }

    private static Set<TableName> keeping(Database target, List<Table> planned) {
        List<String> schemas =
                planned.stream().map(table -> table.name().schema()).distinct().toList();
        return target.tables(schemas).stream()
                .filter(TableDefinition::systemVersioned)
                .map(TableDefinition::name)
                .collect(Collectors.toSet());
    }
}
