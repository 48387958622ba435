package dev.sterna.dialect.log;

import dev.sterna.model.TableName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A piece of the log: a transaction, or a part of one that has too many rows. What is in it has happened, but is to be looked
 * up only under the {@link Fence} of the commit that ends it.
 *
 * @param keys of rows that were inserted, updated or deleted, each as {@link dev.sterna.model.Slice.Keys} takes it; of a row
 *     whose key changed the old one and the new one
 * @param truncated tables all of whose rows went; that is to be brought over before the keys of the same piece
 * @param redefined followed tables whose definition changed, or that are gone. Of them the feed tells nothing more. To
 *     follow such a table again a feed is opened with the table as it is now, and all of its rows are compared from there on
 * @param markers that {@link LogObjects#mark} has set for this run
 * @param commit empty while the transaction goes on in the next piece
 */
public record Changes(
        Map<TableName, Set<List<String>>> keys,
        Set<TableName> truncated,
        Set<TableName> redefined,
        List<String> markers,
        Optional<Commit> commit) {
    public Changes {
        keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
        truncated = Set.copyOf(truncated);
        redefined = Set.copyOf(redefined);
        markers = List.copyOf(markers);
    }

    /** The changed keys of one table. */
    public Set<List<String>> keysOf(TableName table) {
        return keys.getOrDefault(table, Set.of());
    }

    /** Whether it tells of nothing but that the log went on. */
    public boolean isEmpty() {
        return keys.isEmpty() && truncated.isEmpty() && redefined.isEmpty() && markers.isEmpty();
    }
}
