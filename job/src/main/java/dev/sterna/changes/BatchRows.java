package dev.sterna.changes;

import dev.sterna.model.LogicalType;
import dev.sterna.model.Staged;
import dev.sterna.transfer.stage.StagedColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Batches by key as rows of a file, one a key, and back: number of the batch, what is wrong with the row, its hash when it was
 * judged, and the key's texts. A batch is whole when a row of the next one comes.
 */
final class BatchRows {
    private static final LogicalType NUMBER = new LogicalType.Int(64, false);
    private static final LogicalType TEXT = new LogicalType.Text(0);
    private static final int BATCH = 0;
    private static final int KIND = 1;
    private static final int JUDGED = 2;
    private static final int KEY = 3;

    private final Removal removal;
    private final int keyColumns;
    private long number;
    private List<List<String>> keys = new ArrayList<>();
    private Map<List<String>, Long> judged = new HashMap<>();

    /** @param removal what batches of such a file take out of the target */
    BatchRows(int keyColumns, Removal removal) {
        this.keyColumns = keyColumns;
        this.removal = removal;
    }

    static List<StagedColumn> columns(int keyColumns) {
        List<StagedColumn> columns = new ArrayList<>();
        columns.add(new StagedColumn("batch", NUMBER, "", Staged.of(NUMBER), false));
        columns.add(new StagedColumn("kind", TEXT, "", Staged.of(TEXT), false));
        columns.add(new StagedColumn("judged", NUMBER, "", Staged.of(NUMBER), true));
        for (int i = 1; i <= keyColumns; i++) {
            columns.add(new StagedColumn("key" + i, TEXT, "", Staged.of(TEXT), false));
        }
        return columns;
    }

    /** @param judged null where it does not matter */
    static InternalRow row(long batch, ChangeKind kind, Long judged, List<String> key) {
        Object[] values = new Object[KEY + key.size()];
        values[BATCH] = batch;
        values[KIND] = UTF8String.fromString(kind.word());
        values[JUDGED] = judged;
        for (int i = 0; i < key.size(); i++) {
            values[KEY + i] = UTF8String.fromString(key.get(i));
        }
        return new GenericInternalRow(values);
    }

    static long batch(InternalRow row) {
        return row.getLong(BATCH);
    }

    /** Takes a row, which may be gone afterwards; returns the batch that is whole by it. */
    Optional<Batch.Keys> add(InternalRow row) {
        Optional<Batch.Keys> whole = batch(row) == number ? Optional.empty() : end();
        number = batch(row);
        List<String> key = new ArrayList<>(keyColumns);
        for (int i = 0; i < keyColumns; i++) {
            key.add(row.getUTF8String(KEY + i).toString());
        }
        keys.add(List.copyOf(key));
        if (!row.isNullAt(JUDGED)) {
            judged.put(keys.get(keys.size() - 1), row.getLong(JUDGED));
        }
        return whole;
    }

    /** The last batch, if there are rows that were not handed over. */
    Optional<Batch.Keys> end() {
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        Batch.Keys whole = new Batch.Keys(number, keys, removal, judged);
        keys = new ArrayList<>();
        judged = new HashMap<>();
        return Optional.of(whole);
    }
}
