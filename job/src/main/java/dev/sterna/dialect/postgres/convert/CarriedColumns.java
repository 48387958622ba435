package dev.sterna.dialect.postgres.convert;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.convert.ConvertedColumns;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Partition;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Computed columns of PostgreSQL that PostgreSQL makes no more, as plain columns with the source's values; of the
 * partitions and heirs of their tables too.
 *
 * @param verdicts on each of them
 */
record CarriedColumns(Schema schema, Map<ObjectName, Verdict> verdicts) {

    static CarriedColumns of(Schema source) {
        Map<TableName, TableDefinition> known = new HashMap<>();
        source.tables().forEach(table -> known.put(table.name(), table));
        Map<ObjectName, Verdict> verdicts = new HashMap<>();
        List<TableDefinition> tables = new ArrayList<>();
        for (TableDefinition table : source.tables()) {
            Set<String> names = names(table, known);
            tables.add(names.isEmpty() ? table : plain(table, names, verdicts));
        }
        return new CarriedColumns(source.withTables(tables), verdicts);
    }

    private static Set<String> names(TableDefinition table, Map<TableName, TableDefinition> known) {
        Set<String> names = new HashSet<>();
        table.columns().stream()
                .filter(ConvertedColumns::isCarried)
                .forEach(column -> names.add(column.column().name()));
        Stream.concat(
                        table.parents().stream(),
                        Stream.ofNullable(table.partition()).map(Partition::of))
                .filter(known::containsKey)
                .forEach(parent -> names.addAll(names(known.get(parent), known)));
        return names;
    }

    private static TableDefinition plain(TableDefinition table, Set<String> names, Map<ObjectName, Verdict> verdicts) {
        List<ColumnDefinition> columns = new ArrayList<>();
        for (ColumnDefinition column : table.columns()) {
            String name = column.column().name();
            if (column.generation() == null || !names.contains(name)) {
                columns.add(column);
                continue;
            }
            columns.add(column.plain());
            ObjectName object = ConversionDraft.of(ObjectKind.GENERATED_COLUMN, table.name(), name);
            String type = column.column().nativeType();
            verdicts.put(
                    object,
                    PostgresRule.GENERATED_VALUES.drafted(
                            object,
                            type,
                            column.generation().refused(),
                            column.generation().sql(),
                            "ALTER TABLE " + Literals.qualified(table.name()) + " DROP COLUMN "
                                    + Literals.identifier(name) + ", ADD COLUMN " + Literals.identifier(name) + " "
                                    + type + " GENERATED ALWAYS AS ("
                                    + column.generation().sql() + ") STORED"));
        }
        return table.withColumns(columns);
    }

    /** The verdicts, with those on such columns in place of others. */
    List<Verdict> in(List<Verdict> all) {
        return all.stream()
                .map(verdict -> verdicts.getOrDefault(verdict.object(), verdict))
                .toList();
    }
}
