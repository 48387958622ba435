package dev.sterna.sync;

import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.model.Key;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.plan.TablePlan;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what a column that grows does not show, and where it is slow to ask by it. */
final class WatermarkWarnings {
    private final Database source;
    private final Consumer<Problem> warnings;

    WatermarkWarnings(Database source, Consumer<Problem> warnings) {
        this.source = source;
        this.warnings = warnings;
    }

    /** @param failed hears of the tables of which it cannot be told */
    void tell(Map<TablePlan, WatermarkColumn> columns, BiConsumer<TablePlan, SternaException> failed) {
        if (columns.isEmpty()) {
            return;
        }
        List<String> schemas = columns.values().stream()
                .map(column -> column.rows().table().name().schema())
                .distinct()
                .sorted()
                .toList();
        Map<TableName, TableDefinition> definitions;
        try {
            definitions = definitions(schemas);
        } catch (SternaException failure) {
            columns.keySet().forEach(plan -> failed.accept(plan, failure));
            return;
        }
        columns.forEach((plan, column) -> {
            try {
                nulls(column);
                index(column, definitions.get(column.rows().table().name()));
            } catch (SternaException failure) {
                failed.accept(plan, failure);
            }
        });
    }

    private Map<TableName, TableDefinition> definitions(List<String> schemas) {
        return source.schema(schemas).tables().stream()
                .collect(Collectors.toMap(TableDefinition::name, Function.identity()));
    }

    private void nulls(WatermarkColumn column) {
        if (column.hasNulls(source)) {
            TableName table = column.rows().table().name();
            warnings.accept(Problem.warning(
                    "watermark-null",
                    table.toString(),
                    "Rows of " + table + " at the source have NULL in "
                            + column.column().name() + ", and changes of such rows are not found by it",
                    "Let the column be NOT NULL, or compare the table: sterna.tables.\"" + table
                            + "\".changes = diff"));
        }
    }

    private void index(WatermarkColumn column, TableDefinition table) {
        String name = column.column().name();
        if (table == null || leads(column, table, name)) {
            return;
        }
        warnings.accept(Problem.warning(
                "watermark-without-index",
                table.name().toString(),
                table.name() + " has no index at the source that begins with " + name
                        + ": to find the rows from its watermark on, all are read there",
                "Make an index of " + table.name() + " by " + name + ", at the source and in the target"));
    }

    private static boolean leads(WatermarkColumn column, TableDefinition table, String name) {
        Stream<String> byKeys = Stream.concat(
                        Stream.ofNullable(column.rows().table().primaryKey()),
                        column.rows().table().uniqueKeys().stream())
                .map(Key::columns)
                .map(columns -> columns.get(0));
        Stream<String> byIndexes = table.indexes().stream()
                .filter(index -> index.visible() && index.predicate() == null)
                .filter(index -> !index.method().equals("hash"))
                .map(Index::parts)
                .map(parts -> String.valueOf(parts.get(0).column()));
        return Stream.concat(byKeys, byIndexes).anyMatch(name::equals);
    }
}
