package dev.sterna.compare.proof;

import dev.sterna.model.TableName;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Open keys of a table that are being compared. None of them is in the open set meanwhile, so that one that is named again before
 * the comparison has ended stands there of its own.
 */
public final class Hand {
    private final TableName table;
    private final Map<List<String>, Sight> keys;

    Hand(TableName table, Map<List<String>, Sight> keys) {
        this.table = table;
        this.keys = keys;
    }

    public TableName table() {
        return table;
    }

    public Set<List<String>> keys() {
        return Collections.unmodifiableSet(keys.keySet());
    }

    Map<List<String>, Sight> sights() {
        return keys;
    }

    /**
     * What was seen of a key since it was named last.
     *
     * @param how it was unlike; null before it was looked at
     * @param looks how often it was unlike, one after the other
     * @param since when that was seen first
     * @param again when it is to be looked at
     */
    record Sight(Unlike how, int looks, long since, long again) {
        Sight dueAt(long time) {
            return new Sight(how, looks, since, time);
        }
    }
}
