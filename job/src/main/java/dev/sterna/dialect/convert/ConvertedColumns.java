package dev.sterna.dialect.convert;

import dev.sterna.model.Column;
import dev.sterna.model.Table;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.TableDefinition;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Columns of a source's table as columns of the target: those that the plan wants, and those that the target computes. */
public final class ConvertedColumns {
    private ConvertedColumns() {}

    /** Makes the columns that the target computes. */
    @FunctionalInterface
    public interface Computation {
        /**
         * @param name free in the table
         * @return null when the expression does not translate
         */
        Column column(TableDefinition table, ColumnDefinition source, String name);
    }

    /** Whether a column's value follows from others. */
    public static boolean isComputed(ColumnDefinition column) {
        return column.column().isComputed();
    }

    /** Whether a column's values are carried because the target cannot compute them. */
    public static boolean isCarried(ColumnDefinition column) {
        return column.column().generated() == Column.Generated.CARRIED;
    }

    /** The computed columns that the target does not get, and whose values would stay what they are. */
    public static Set<String> uncomputable(ConvertedTable table) {
        return table.source().columns().stream()
                .filter(column -> column.column().generated() == Column.Generated.COMPUTED
                        && column.generation().lasting())
                .map(column -> column.column().name())
                .filter(name -> !table.columns().containsKey(name))
                .collect(Collectors.toSet());
    }

    /** The columns by name and type, of which the draft's scope knows from then on. */
    public static ConvertedTable of(ConversionDraft draft, TableDefinition source, Computation computation) {
        Table table = draft.planned(source.name());
        NameSpace register = draft.names("columns of " + source.name());
        table.columns().forEach(column -> register.reserve(column.name()));
        Map<String, Column> columns = stored(source, table);
        // No engine computes one generated column from another.
        draft.scope().add(source, table.name(), columns);
        Map<String, Column> all = new LinkedHashMap<>();
        for (ColumnDefinition column : source.columns()) {
            String name = column.column().name();
            String planned = draft.computedName(source.name(), name);
            Column there = isComputed(column)
                    ? computation.column(source, column, planned == null ? register.take(name) : planned)
                    : columns.get(name);
            if (there != null) {
                all.put(name, there);
            }
        }
        draft.scope().add(source, table.name(), all);
        return new ConvertedTable(source, table.name(), all);
    }

    private static Map<String, Column> stored(TableDefinition source, Table planned) {
        Map<String, Column> columns = new LinkedHashMap<>();
        Iterator<Column> wanted = planned.columns().iterator();
        for (ColumnDefinition column : source.columns()) {
            if (!isComputed(column)) {
                if (!wanted.hasNext()) {
                    throw others(planned);
                }
                columns.put(column.column().name(), wanted.next());
            }
        }
        if (wanted.hasNext()) {
            throw others(planned);
        }
        return columns;
    }

    private static IllegalStateException others(Table planned) {
        return new IllegalStateException("The planned " + planned.name() + " has other columns than its source");
    }
}
