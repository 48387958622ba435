package dev.sterna.validate;

import dev.sterna.dialect.SchemaReader.Unenforced;
import dev.sterna.dialect.SqlText;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether unique keys of the target stand on valid indexes, and no two rows have one value: the rows are asked. */
final class UniqueGate implements Gate {
    static final String NAME = "unique";

    private final Target target;

    UniqueGate(Target target) {
        this.target = target;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Finding look() {
        Finding.Wrong wrong = new Finding.Wrong(NAME);
        List<String> left = new ArrayList<>();
        int keys = 0;
        for (TableDefinition definition : target.tables()) {
            for (Unique unique : keys(definition)) {
                if (unique.isPlain()) {
                    keys++;
                    look(definition.table(), unique, wrong);
                } else {
                    left.add(unique.object() + "'s rows");
                }
            }
        }
        for (Unenforced found :
                target.unenforced(ObjectKind.PRIMARY_KEY, ObjectKind.UNIQUE_CONSTRAINT, ObjectKind.INDEX)) {
            wrong.add(
                    target.sourceName(new TableName(
                            found.object().schema(), found.object().table())),
                    1,
                    found.object() + " " + found.why(),
                    found.remedy() + "; then: sterna validate");
        }
        return wrong.after(Finding.counted(keys, "unique key") + ", each by its rows", left);
    }

    private void look(Table table, Unique unique, Finding.Wrong wrong) {
        SqlText sql = target.database().dialect().sql();
        String columns = unique.columns().stream().map(sql::quote).collect(Collectors.joining(", "));
        String present = unique.columns().stream()
                .map(column -> " AND " + sql.quote(column) + " IS NOT NULL")
                .collect(Collectors.joining());
        long values = target.number(
                table,
                "SELECT COUNT(*) FROM (SELECT " + columns + sql.ownRows(table) + present + " GROUP BY " + columns
                        + " HAVING COUNT(*) > 1) d");
        if (values > 0) {
            wrong.add(
                    target.sourceName(table.name()),
                    values,
                    unique.object() + ": " + values + (values == 1 ? " value is" : " values are")
                            + " there more than once",
                    "Find the rows with sterna diff and correct them; then: sterna validate");
        }
    }

    private static List<Unique> keys(TableDefinition table) {
        Stream<Unique> constraints = Stream.concat(
                Stream.ofNullable(table.primaryKey()).map(key -> unique(table, ObjectKind.PRIMARY_KEY, key)),
                table.uniques().stream().map(key -> unique(table, ObjectKind.UNIQUE_CONSTRAINT, key)));
        Stream<Unique> indexes = table.indexes().stream()
                .filter(Index::unique)
                .map(index -> new Unique(
                        new ObjectName(
                                ObjectKind.INDEX,
                                table.name().schema(),
                                table.name().name(),
                                index.name()),
                        index.parts(),
                        index.predicate() == null));
        return Stream.concat(constraints, indexes).toList();
    }

    private static Unique unique(TableDefinition table, ObjectKind kind, UniqueConstraint key) {
        return new Unique(
                new ObjectName(kind, table.name().schema(), table.name().name(), key.name()),
                key.columns(),
                key.period() == null);
    }

    /** A key, and whether it is one of all rows. */
    private record Unique(ObjectName object, List<Index.Part> parts, boolean ofAllRows) {
        boolean isPlain() {
            return ofAllRows && parts.stream().allMatch(part -> part.column() != null && part.prefix() == 0);
        }

        List<String> columns() {
            return parts.stream().map(Index.Part::column).toList();
        }
    }
}
