package dev.sterna.compare;

import dev.sterna.jdbc.Lanes;
import dev.sterna.model.Slice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Compares rows by their keys over and over, as they are there at the moment, on one connection a side that stays open. After a
 * failure a new one is to be made. The thread that makes it closes it.
 */
public final class KeyComparer implements AutoCloseable {
    private final Narrowing narrowing;
    private final DigestQueries source;
    private final DigestQueries target;

    KeyComparer(Narrowing narrowing, DigestQueries source, DigestQueries target) {
        this.narrowing = narrowing;
        this.source = source;
        this.target = target;
    }

    /**
     * The rows of these keys that differ, by their own keys.
     *
     * @param keys which may be spelled otherwise than the rows' own; then the row is named by its own
     * @throws dev.sterna.error.SternaException also when a side has rows without a hash
     */
    public Map<List<String>, RowDifference> differing(TablePair pair, Set<List<String>> keys) {
        Found found = look(pair, keys);
        found.strangers.removeAll(keys);
        if (found.strangers.isEmpty()) {
            return found.differing;
        }
        // Either another row, which one side's collation takes for this one, and the other's does not: asked for by its
        // own
        // key, it is there on both. Or this very row.
        Set<List<String>> all = new HashSet<>(keys);
        all.addAll(found.strangers);
        return look(pair, all).differing;
    }

    private Found look(TablePair pair, Set<List<String>> keys) {
        List<Slice.Keys> statements = new ArrayList<>();
        source.database()
                .dialect()
                .sql()
                .inStatements(new Slice.Keys(pair.key(), List.copyOf(keys)))
                .forEach(part ->
                        statements.addAll(target.database().dialect().sql().inStatements(part)));
        Narrowing.Found<Found> found = Lanes.await(narrowing.submitKeys(pair, statements, new Found()));
        TableComparer.requireHashes(found);
        return found.sink();
    }

    /** Each statement tells of the keys that it asks for, and maybe of others. */
    private static final class Found implements DifferenceSink {
        private final Map<List<String>, RowDifference> differing = new LinkedHashMap<>();
        private final Set<List<String>> strangers = new HashSet<>();
        private Set<List<String>> asked = Set.of();

        @Override
        public void begins(Piece piece) {
            asked = new HashSet<>(((Slice.Keys) piece.slice()).keys());
        }

        @Override
        public void accept(RowDifference difference) {
            if (asked.contains(difference.key())) {
                differing.put(difference.key(), difference);
            } else if (difference.key().stream().allMatch(Objects::nonNull)) {
                strangers.add(difference.key());
            }
        }
    }

    @Override
    public void close() {
        narrowing.close();
    }
}
