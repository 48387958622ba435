package dev.sterna.diff.selftest;

import dev.sterna.compare.DigestMethod;
import dev.sterna.compare.TableComparer;
import dev.sterna.compare.TablePair;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.dialect.rows.ScratchSql;
import dev.sterna.model.Column;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.plan.TablePlan;
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

    /** Small ones first, but for those that are too small to say much: they come last. */
    static List<TablePlan> inOrder(List<TablePlan> tables) {
        List<TablePlan> ordered = new ArrayList<>(tables);
        ordered.sort(Comparator.comparingLong(table -> {
            long rows = table.source().estimatedRows();
            return rows >= ENOUGH_ROWS ? rows : Long.MAX_VALUE - Math.max(0, rows);
        }));
        return ordered;
    }

    /** Some rows of a table on both sides, as it is: one part of it, compared as the plan compares the whole. */
    TablePair pair(TablePlan table, Table present) {
        TablePair whole = table.pairWith(present);
        long rows = table.source().estimatedRows();
        return switch (whole.method()) {
            case RANGES ->
                whole.withPart(
                        DigestMethod.RANGES,
                        whole.buckets(),
                        whole.chunks().get(0).slice());
            case BUCKETS -> {
                int buckets = 1;
                while (rows / buckets > mostRows) {
                    buckets *= 2;
                }
                yield whole.withPart(
                        DigestMethod.BUCKETS, buckets, buckets == 1 ? new Slice.Whole() : bucket(whole, buckets));
            }
        };
    }

    /**
     * The same, or fewer of the rows where there are far more than the plan's estimate promised.
     *
     * @param rows how many there are
     */
    TablePair fewer(TablePair pair, long rows) {
        Slice slice = pair.chunks().get(0).slice();
        // Ranges of keys were cut by where the rows are.
        boolean bounded = slice.kind() != Slice.Kind.WHOLE && slice.kind() != Slice.Kind.HASH_BUCKET;
        if (bounded || rows <= 2 * mostRows) {
            return pair;
        }
        int before = slice instanceof Slice.HashBucket bucket ? bucket.buckets() : 1;
        int buckets = before;
        while (rows / (buckets / before) > mostRows) {
            buckets *= 2;
        }
        return pair.withPart(DigestMethod.BUCKETS, buckets, bucket(pair, buckets));
    }

    /**
     * Copies the target's rows.
     *
     * @param pair some rows of a table on both sides
     */
    Sample copy(TablePair pair, TableComparer comparer) {
        Table present = pair.target().table();
        List<Column> stored = pair.target().columns().stream()
                .map(canonical -> canonical.column())
                .toList();
        Table pristine = like(scratch.pristine(), stored, present);
        Table work = like(scratch.work(), stored, present);
        Slice slice = pair.chunks().get(0).slice();
        RowSet copied = pair.withTarget(pristine).target();
        Sample sample = new Sample(pair.name(), pair.withTarget(work), copied, comparer);
        scratch.drop();
        scratch.execute(
                "copy rows of " + present.name() + " for a self-test",
                List.of(
                        sql.createLike(pristine, present.name()),
                        sql.createLike(work, present.name()),
                        sql.copy(pair.targetRows(slice), pristine.name())));
        return sample;
    }

    private static Slice bucket(TablePair pair, int buckets) {
        return new Slice.HashBucket(pair.key(), 0, buckets);
    }

    private static Table like(TableName name, List<Column> columns, Table other) {
        return new Table(
                name,
                columns.stream()
                        .map(column -> column.orNull().by(Column.Generated.NO))
                        .toList(),
                null,
                List.of(),
                other.estimatedRows(),
                other.estimatedBytes());
    }
}
