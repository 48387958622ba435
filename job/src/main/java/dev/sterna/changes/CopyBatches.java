package dev.sterna.changes;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.LongSupplier;

/** Rows of a list in batches by hash, each of one piece; not thread-safe. */
final class CopyBatches implements Iterator<Batch.Copies>, AutoCloseable {
    /** A batch costs a scan of both sides, so it is as large as its statements may be. */
    private static final int MOST = 50_000;

    private final ChangeList.Reading reading;
    private final LongSupplier numbers;
    private ChangeList.Change ahead;

    CopyBatches(ChangeList.Reading reading, LongSupplier numbers) {
        this.reading = reading;
        this.numbers = numbers;
        this.ahead = reading.next();
    }

    @Override
    public boolean hasNext() {
        return ahead != null;
    }

    @Override
    public Batch.Copies next() {
        if (ahead == null) {
            throw new NoSuchElementException();
        }
        int piece = ahead.piece();
        Map<Long, Batch.Wanted> wanted = new HashMap<>();
        while (ahead != null && ahead.piece() == piece) {
            boolean extra = ahead.kind() == ChangeKind.EXTRA;
            long hash = extra ? ahead.targetHash() : ahead.sourceHash();
            // All copies of a row in one batch: they come one after the other.
            if (wanted.size() >= MOST && !wanted.containsKey(hash)) {
                break;
            }
            wanted.merge(hash, extra ? new Batch.Wanted(0, 1) : new Batch.Wanted(1, 0), Batch.Wanted::plus);
            ahead = reading.next();
        }
        return new Batch.Copies(numbers.getAsLong(), piece, wanted);
    }

    @Override
    public void close() {
        reading.close();
    }
}
