package dev.sterna.changes;

import dev.sterna.model.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.LongSupplier;

/** Rows of a list in batches by key, in the order of the list; not thread-safe. */
final class KeyBatches implements Iterator<Batch.Keys>, AutoCloseable {
    private final ChangeList.Reading reading;
    private final int most;
    private final Removal removal;
    private final LongSupplier numbers;
    private final Side written;
    private ChangeList.Change ahead;

    KeyBatches(ChangeList.Reading reading, int most, Removal removal, LongSupplier numbers) {
        this(reading, most, removal, numbers, Side.TARGET);
    }

    /** @param written whose rows were judged */
    KeyBatches(ChangeList.Reading reading, int most, Removal removal, LongSupplier numbers, Side written) {
        this.written = written;
        this.reading = reading;
        this.most = most;
        this.removal = removal;
        this.numbers = numbers;
        this.ahead = reading.next();
    }

    @Override
    public boolean hasNext() {
        return ahead != null;
    }

    @Override
    public Batch.Keys next() {
        if (ahead == null) {
            throw new NoSuchElementException();
        }
        List<List<String>> keys = new ArrayList<>();
        Map<List<String>, Long> judged = new HashMap<>();
        while (ahead != null && keys.size() < most) {
            keys.add(ahead.key());
            if (written == Side.TARGET && ahead.kind() != ChangeKind.MISSING) {
                judged.put(ahead.key(), ahead.targetHash());
            } else if (written == Side.SOURCE && ahead.kind() != ChangeKind.EXTRA) {
                judged.put(ahead.key(), ahead.sourceHash());
            }
            ahead = reading.next();
        }
        return new Batch.Keys(numbers.getAsLong(), keys, removal, judged);
    }

    @Override
    public void close() {
        reading.close();
    }
}
