package dev.sterna.prepare;

import dev.sterna.dialect.SqlText;
import dev.sterna.error.Problem;
import dev.sterna.migration.Database;
import dev.sterna.migration.SchemaComparison;
import dev.sterna.model.Column;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.SetAside;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds out which planned tables the target has already, and what there is to say of those that cannot take their rows. */
final class FittingTables {
    private final Database target;
    private final Map<TableName, TableDefinition> definitions;
    private final UserDdl own;
    private final SchemaComparison comparison;

    /** @param own which tables may be as their user wants */
    FittingTables(Database target, Schema wanted, UserDdl own, SchemaComparison comparison) {
        this.target = target;
        this.definitions =
                wanted.tables().stream().collect(Collectors.toMap(TableDefinition::name, Function.identity()));
        this.own = own;
        this.comparison = comparison;
    }

    /**
     * The chosen tables that the target has already; each that does not fit is added as an obstacle.
     *
     * @param read what was just read of the target
     */
    List<TablePlan> among(List<TablePlan> tables, Schema read, List<Obstacle> differing) {
        TreeSet<String> schemas = tables.stream()
                .map(table -> table.target().name().schema())
                .collect(Collectors.toCollection(TreeSet::new));
        schemas.removeAll(read.names());
        Stream<Table> others = schemas.isEmpty() ? Stream.of() : target.catalog(List.copyOf(schemas)).tables().stream();
        Stream<Table> known = read.tables().stream()
                .filter(definition -> definition.partition() == null)
                .map(TableDefinition::table);
        Map<TableName, Table> present =
                Stream.concat(known, others).collect(Collectors.toMap(Table::name, Function.identity(), (a, b) -> a));
        List<TablePlan> fitting = new ArrayList<>();
        boolean keyAfterLoad = target.dialect().schemaDdl().keyAfterLoad();
        for (TablePlan table : tables) {
            Table other = present.get(table.target().name());
            if (other == null) {
                continue;
            }
            TableDefinition definition = definitions.get(table.target().name());
            List<String> uncomputed = definition == null || own.covers(SetAside.table(definition.name()))
                    ? List.of()
                    : uncomputed(definition, other);
            List<String> obstacles = new ArrayList<>(TableFit.obstacles(
                    table.target().catalogued(),
                    other,
                    keyAfterLoad,
                    new TableFit.Known(
                            column -> comparison.hasType(table.target().name(), column),
                            column -> comparison.hasCharset(table.target().name(), column),
                            column -> refusesNull(definition, column))));
            uncomputed.forEach(column -> obstacles.add("column " + column + ", which is to be computed, is missing"));
            if (obstacles.isEmpty()) {
                fitting.add(table);
            } else {
                differing.add(new Obstacle(
                        SetAside.table(table.target().name()),
                        table.source().name(),
                        problem(table, definition, other, obstacles, uncomputed)));
            }
        }
        return fitting;
    }

    private static boolean refusesNull(TableDefinition wanted, String column) {
        return wanted != null
                && wanted.columns().stream()
                        .map(ColumnDefinition::column)
                        .anyMatch(found -> found.name().equals(column) && !found.nullable());
    }

    /** The columns that the table is to compute by itself and does not have. */
    private static List<String> uncomputed(TableDefinition wanted, Table present) {
        return wanted.columns().stream()
                .filter(column -> column.generation() != null)
                .map(column -> column.column().name())
                .filter(name -> present.columns().stream()
                        .noneMatch(column -> column.name().equals(name)))
                .toList();
    }

    private Problem problem(
            TablePlan table, TableDefinition wanted, Table present, List<String> obstacles, List<String> uncomputed) {
        String remedy = "Drop or alter the target's table, or load " + table.name()
                + " under another name by sterna.tables.rename";
        List<String> computed = computedThere(table, present);
        if (!computed.isEmpty()) {
            remedy += "; or leave the values to what the target computes, by sterna.objects.exclude = ["
                    + String.join(", ", computed) + "]";
        }
        List<String> unwanted = present.columns().stream()
                .filter(Column::isComputed)
                .map(Column::name)
                .filter(name -> wanted == null
                        || wanted.columns().stream()
                                .noneMatch(column -> column.column().name().equals(name)))
                .toList();
        if (uncomputed.size() == 1 && unwanted.size() == 1) {
            SqlText sql = target.dialect().sql();
            remedy += "; or, if it is the same under its former name, rename it there: ALTER TABLE "
                    + sql.quote(present.name()) + " RENAME COLUMN " + sql.quote(unwanted.get(0)) + " TO "
                    + sql.quote(uncomputed.get(0));
        } else if (!uncomputed.isEmpty()) {
            remedy += "; or leave out what is missing, by sterna.objects.exclude = ["
                    + uncomputed.stream()
                            .map(name -> '"'
                                    + new ObjectName(
                                                    ObjectKind.GENERATED_COLUMN,
                                                    present.name().schema(),
                                                    present.name().name(),
                                                    name)
                                            .toString()
                                    + '"')
                            .collect(Collectors.joining(", "))
                    + "]";
        }
        return Problem.error(
                "target-table-differs",
                table.name(),
                "Cannot load into " + table.target().name() + ", which exists already: " + String.join("; ", obstacles),
                remedy);
    }

    /** What to exclude of columns whose values are carried from the source, and that this table computes by itself. */
    private static List<String> computedThere(TablePlan table, Table present) {
        List<String> computed = new ArrayList<>();
        for (int i = 0; i < table.source().storedColumns().size(); i++) {
            Column source = table.source().storedColumns().get(i);
            String name = table.target().storedColumns().get(i).name();
            boolean there =
                    present.columns().stream().anyMatch(column -> column.name().equals(name) && column.isComputed());
            if (there && source.generated() == Column.Generated.CARRIED) {
                TableName owner = table.source().name();
                ObjectName object =
                        new ObjectName(ObjectKind.GENERATED_COLUMN, owner.schema(), owner.name(), source.name());
                computed.add('"' + object.toString() + '"');
            }
        }
        return computed;
    }
}
