package dev.sterna.migration;

import dev.sterna.dialect.server.Capability;
import dev.sterna.error.Problem;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the source keeps outside of all tables, which is moved as if it were one. Where the target has the like, it goes there
 * under its own numbers; elsewhere it becomes a table.
 */
final class OutsideTables {
    private final Migration migration;
    /** Null when there is nothing, or when both ends are one database, which has it already. */
    private final Table table;

    private OutsideTables(Migration migration, Table table) {
        this.migration = migration;
        this.table = table;
    }

    static OutsideTables of(Migration migration) {
        Database source = migration.source();
        boolean same = source.server()
                .identity()
                .isSameDatabase(migration.target().server().identity());
        boolean none = same || !source.server().has(Capability.LARGE_OBJECTS);
        return new OutsideTables(
                migration,
                none
                        ? null
                        : source.ask("look for large objects", source.dialect().schemas()::outsideTables)
                                .map(TableDefinition::table)
                                .orElse(null));
    }

    List<Table> with(List<Table> tables) {
        if (table == null) {
            return tables;
        }
        List<Table> all = new ArrayList<>(tables);
        all.add(table);
        return all;
    }

    /** Those whose names in the target the settings tell. */
    List<Table> without(List<Table> chosen) {
        return keepsName()
                ? chosen.stream().filter(other -> !other.equals(table)).toList()
                : chosen;
    }

    Map<TableName, TableName> names(List<Table> chosen) {
        return keepsName() && chosen.contains(table) ? Map.of(table.name(), table.name()) : Map.of();
    }

    private boolean keepsName() {
        return table != null && migration.target().server().has(Capability.LARGE_OBJECTS);
    }

    /** @param only the globs of the command line, which leave out on purpose */
    List<Problem> warnings(List<Table> chosen, List<String> only) {
        if (table == null) {
            return List.of();
        }
        String what = "The source has large objects, about " + table.estimatedRows() + " pieces with "
                + table.estimatedBytes() + " bytes";
        if (!chosen.contains(table)) {
            return only.isEmpty()
                    ? List.of(Problem.warning(
                            "large-objects-left-out",
                            table.name().toString(),
                            what + ", which are not selected",
                            "Add " + table.name() + " to sterna.tables.include"))
                    : List.of();
        }
        return keepsName()
                ? List.of()
                : List.of(Problem.warning(
                        "large-objects",
                        table.name().toString(),
                        what + ". The target has nothing like them: they become rows of a table, one for each "
                                + "piece, and columns that refer to them hold their numbers",
                        "Read them from that table, or leave them out: sterna.tables.exclude = [\"" + table.name()
                                + "\"]"));
    }
}
