package dev.sterna.diff.selftest;

import dev.sterna.compare.DigestMethod;
import dev.sterna.compare.TableComparer;
import dev.sterna.compare.TablePair;
import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.rows.RealText;
import dev.sterna.dialect.rows.ScratchSql;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.model.Chunk;
import dev.sterna.model.Column;
import dev.sterna.model.Key;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.plan.TablePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A table of our own for the corruptions that no table of a plan can host. Its rows are in the target only: the copy that
 * stays as it is stands for the source.
 */
final class Fixture {
    private static final String KEY = "id";
    private static final LogicalType TEXT = new LogicalType.Text(40);

    private static final List<String> NAMES =
            List.of(KEY, "whole", "first_name", "last_name", "note", "seen", "price", "ratio");
    private static final List<LogicalType> TYPES = List.of(
            new LogicalType.Int(32, false),
            new LogicalType.Int(32, false),
            TEXT,
            TEXT,
            TEXT,
            new LogicalType.Timestamp(6),
            new LogicalType.Decimal(12, 3),
            new LogicalType.Real(64));

    private static final List<List<String>> ROWS = List.of(
            List.of("1", "7", "Zo\u00eb", "Berg", "", "2024-02-28 23:30:00.000001", "12.345", "0"),
            List.of("2", "8", "Ben", "Zoe", "a note", "2024-02-29 12:00:00", "0.125", RealText.of(0.1)),
            List.of("3", "-9", "", "O'Neill", "7", "2023-12-31 00:00:00", "-7.500", RealText.of(-1e300)),
            List.of("4", "0", "a,b", "a:b", "#", "2000-01-01 00:00:00.5", "0.001", "-0"));

    private Fixture() {}

    static Sample make(Scratch scratch, Dialect dialect, TableComparer comparer) {
        Table pristine = table(scratch.pristine(), dialect.scratch());
        Table work = table(scratch.work(), dialect.scratch());
        TablePlan plan = new TablePlan(
                pristine,
                work,
                null,
                "",
                ValueConversions.NONE,
                DigestMethod.RANGES,
                1,
                List.of(new Chunk(0, new Slice.Whole(), ROWS.size())),
                Map.of());
        List<String> statements = new ArrayList<>(
                List.of(dialect.scratch().create(pristine), dialect.scratch().create(work)));
        ROWS.forEach(row -> statements.add(insert(pristine, row, dialect)));
        scratch.drop();
        scratch.execute("make a table for a self-test", statements);
        TablePair pair = plan.pairWith(work);
        return new Sample(Sample.FIXTURE, pair, pair.source(), comparer);
    }

    private static Table table(TableName name, ScratchSql sql) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++) {
            Column column = sql.column(NAMES.get(i), TYPES.get(i));
            columns.add(new Column(
                    column.name(),
                    column.type(),
                    column.nativeType(),
                    !KEY.equals(column.name()),
                    Column.Generated.NO,
                    column.charset(),
                    column.collation()));
        }
        return new Table(name, columns, new Key(KEY, List.of(KEY)), List.of(), ROWS.size(), -1);
    }

    private static String insert(Table table, List<String> row, Dialect dialect) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            values.add(dialect.sql().literal(table.columns().get(i).type(), row.get(i)));
        }
        return "INSERT INTO " + dialect.sql().quote(table.name())
                + table.columns().stream()
                        .map(column -> dialect.sql().quote(column.name()))
                        .collect(Collectors.joining(", ", " (", ") VALUES ("))
                + String.join(", ", values) + ")";
    }
}
