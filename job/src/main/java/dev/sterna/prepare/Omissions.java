package dev.sterna.prepare;

import dev.sterna.dialect.CatalogReader.Belonging;
import dev.sterna.dialect.CatalogReader.Kind;
import dev.sterna.error.Problem;
import dev.sterna.model.Column;
import dev.sterna.model.Column.Generated;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Side;
import dev.sterna.model.TableName;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Amounts;
import dev.sterna.step.RunContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the source's tables have and the tables that prepare creates do not get, by kind. */
final class Omissions {
    private final List<TablePlan> tables;

    private Omissions(List<TablePlan> tables) {
        this.tables = tables;
    }

    /** One warning over all tables that are to be created, or none when nothing of theirs is left out. */
    static List<Problem> warnings(RunContext run, List<TablePlan> created) {
        if (created.isEmpty()) {
            return List.of();
        }
        String kinds = String.join(", ", new Omissions(created).kinds(run));
        return kinds.isEmpty()
                ? List.of()
                : List.of(Problem.warning(
                        "not-created",
                        null,
                        "Tables are created with columns, NOT NULL and primary key only. The source's tables also have: "
                                + kinds,
                        "Create by hand what the application needs of them, after the load; a later version of Sterna"
                                + " will convert them"));
    }

    private List<String> kinds(RunContext run) {
        Map<Kind, Long> counts = counts(run);
        long unique = counts.getOrDefault(Kind.UNIQUE_KEY, 0L) - uniqueKeysMade(run);
        List<String> kinds = new ArrayList<>();
        say(kinds, unique, "secondary unique key", "secondary unique keys");
        say(kinds, counts.get(Kind.INDEX), "index", "indexes");
        say(kinds, counts.get(Kind.FOREIGN_KEY), "foreign key", "foreign keys");
        say(kinds, counts.get(Kind.CHECK), "check constraint", "check constraints");
        say(kinds, counts.get(Kind.DEFAULT), "column default", "column defaults");
        long computed = tables.stream()
                .flatMap(table -> table.source().columns().stream())
                .filter(column -> column.generated() == Generated.COMPUTED)
                .count();
        say(kinds, computed, "computed column", "computed columns");
        say(kinds, counts.get(Kind.TRIGGER), "trigger", "triggers");
        long counters =
                stored((from, to) -> from.generated() == Generated.IDENTITY && to.generated() != Generated.IDENTITY);
        say(kinds, counters, "numbering of a column", "numberings of columns");
        long lists = stored((from, to) -> isList(from) && !from.nativeType().equals(to.nativeType()));
        say(kinds, lists, "enum or set column, which becomes text", "enum and set columns, which become text");
        say(
                kinds,
                counts.get(Kind.COLLATION),
                "column with a collation of its own",
                "columns with collations of their own");
        return kinds;
    }

    private Map<Kind, Long> counts(RunContext run) {
        Map<TableName, TablePlan> bySource =
                tables.stream().collect(Collectors.toMap(table -> table.source().name(), Function.identity()));
        List<String> schemas =
                bySource.keySet().stream().map(TableName::schema).distinct().toList();
        Map<Kind, Long> counts = new EnumMap<>(Kind.class);
        try (Connection connection = run.source().connector().open()) {
            for (Belonging some : run.source().dialect().catalog().belongings(connection, schemas)) {
                TablePlan table = bySource.get(some.table());
                if (table != null && !(some.kind() == Kind.COLLATION && keepsCollations(table))) {
                    counts.merge(some.kind(), some.count(), Long::sum);
                }
            }
        } catch (SQLException failure) {
            throw run.source().dialect().explain(failure, Side.SOURCE, "count what belongs to the tables", null);
        }
        return counts;
    }

    private long uniqueKeysMade(RunContext run) {
        return tables.stream()
                .map(TablePlan::target)
                .mapToLong(table -> run.target().dialect().ddl().keys(table).stream()
                        .filter(key -> !key.equals(table.primaryKey()))
                        .count())
                .sum();
    }

    private static boolean keepsCollations(TablePlan table) {
        return pairs(table).stream()
                .allMatch(pair ->
                        Objects.equals(pair.get(0).collation(), pair.get(1).collation()));
    }

    private static boolean isList(Column column) {
        return column.type().kind() == LogicalType.Kind.ENUM || column.type().kind() == LogicalType.Kind.SET;
    }

    private long stored(BiPredicate<Column, Column> lost) {
        return tables.stream()
                .flatMap(table -> pairs(table).stream())
                .filter(pair -> lost.test(pair.get(0), pair.get(1)))
                .count();
    }

    /** Every stored column of the source with the target's. */
    private static List<List<Column>> pairs(TablePlan table) {
        List<Column> from = table.source().storedColumns();
        List<Column> to = table.target().storedColumns();
        List<List<Column>> pairs = new ArrayList<>();
        for (int i = 0; i < Math.min(from.size(), to.size()); i++) {
            pairs.add(Arrays.asList(from.get(i), to.get(i)));
        }
        return pairs;
    }

    private static void say(List<String> kinds, Long count, String one, String many) {
        if (count != null && count > 0) {
            kinds.add(Amounts.count(count) + " " + (count == 1 ? one : many));
        }
    }
}
