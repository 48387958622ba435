package dev.sterna.diff;

import dev.sterna.dialect.RowSet;
import dev.sterna.dialect.ScratchSql;
import dev.sterna.model.Chunk;
import dev.sterna.model.Column;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.plan.TablePlan;
import dev.sterna.plan.TablePlan.Comparison;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which rows of which tables a self-test copies, and the copying. */
final class Samples {
    /** With fewer rows there is little about which an alarm could be false. */
    private static final long ENOUGH_ROWS = 1000;

    private final Scratch scratch;
    private final ScratchSql sql;
    private final long mostRows;

    /** @param mostRows about how many rows of a table are copied at most */
    Samples(Scratch scratch, ScratchSql sql, long mostRows) {
        this.scratch = scratch;
        this.sql = sql;
        this.mostRows = mostRows;
    }

    /** The source's names of the columns that are compared. */
    static List<String> columns(Sides sides) {
        return sides.plan().source().storedColumns().stream().map(Column::name).toList();
    }

    /** Small ones first, but for those that are too small to say much: they come last. */
    static List<TablePlan> inOrder(List<TablePlan> tables) {
        List<TablePlan> ordered = new ArrayList<>(tables);
        ordered.sort(Comparator.comparingLong(table -> {
            long rows = table.source().estimatedRows();
            return rows >= ENOUGH_ROWS ? rows : Long.MAX_VALUE - Math.max(0, rows);
        }));
        return ordered;
    }

    /** Some rows of a table on both sides, as it is. */
    Sides sides(TablePlan table, Table present) {
        return Sides.of(part(table), present);
    }

    /**
     * The same, or fewer of the rows where there are far more than the plan's estimate promised.
     *
     * @param rows how many there are
     */
    Sides fewer(Sides sides, long rows) {
        TablePlan part = sides.plan();
        Slice slice = part.chunks().get(0).slice();
        // Ranges of keys were cut by where the rows are.
        boolean bounded = slice.kind() != Slice.Kind.WHOLE && slice.kind() != Slice.Kind.HASH_BUCKET;
        if (bounded || rows <= 2 * mostRows) {
            return sides;
        }
        int before = slice instanceof Slice.HashBucket bucket ? bucket.buckets() : 1;
        int buckets = before;
        while (rows / (buckets / before) > mostRows) {
            buckets *= 2;
        }
        return Sides.of(
                with(part, Comparison.BUCKETS, buckets, bucket(part, buckets)),
                sides.target().table());
    }

    /**
     * Copies the target's rows.
     *
     * @param sides some rows of a table on both sides
     */
    Sample copy(Sides sides, Comparing comparing) {
        Table present = sides.target().table();
        List<Column> stored = sides.target().columns().stream()
                .map(canonical -> canonical.column())
                .toList();
        Table pristine = like(scratch.pristine(), stored, present);
        Table work = like(scratch.work(), stored, present);
        Slice slice = sides.plan().chunks().get(0).slice();
        RowSet copied = Sides.of(sides.plan(), pristine).target();
        Sample sample = new Sample(sides.plan().name(), Sides.of(sides.plan(), work), copied, comparing);
        scratch.drop();
        scratch.execute(
                "copy rows of " + present.name() + " for a self-test",
                List.of(
                        sql.createLike(pristine, present.name()),
                        sql.createLike(work, present.name()),
                        sql.copy(sides.targetRows(slice), pristine.name())));
        return sample;
    }

    /** One part of a table, compared as the plan compares the whole of it. */
    private TablePlan part(TablePlan table) {
        long rows = table.source().estimatedRows();
        return switch (table.comparison()) {
            case RANGES ->
                with(
                        table,
                        Comparison.RANGES,
                        table.buckets(),
                        table.chunks().get(0).slice());
            case BUCKETS -> {
                int buckets = 1;
                while (rows / buckets > mostRows) {
                    buckets *= 2;
                }
                yield with(
                        table, Comparison.BUCKETS, buckets, buckets == 1 ? new Slice.Whole() : bucket(table, buckets));
            }
        };
    }

    private static Slice bucket(TablePlan table, int buckets) {
        return new Slice.HashBucket(Sides.key(table.source()), 0, buckets);
    }

    private static TablePlan with(TablePlan table, Comparison comparison, int buckets, Slice slice) {
        return new TablePlan(
                table.source(),
                table.target(),
                table.where(),
                table.fingerprint(),
                table.conversions(),
                comparison,
                buckets,
                List.of(new Chunk(0, slice, -1)));
    }

    private static Table like(TableName name, List<Column> columns, Table other) {
        return new Table(
                name,
                columns.stream()
                        .map(column -> new Column(
                                column.name(),
                                column.type(),
                                column.nativeType(),
                                true,
                                Column.Generated.NO,
                                column.charset(),
                                column.collation()))
                        .toList(),
                null,
                List.of(),
                other.estimatedRows(),
                other.estimatedBytes());
    }
}
