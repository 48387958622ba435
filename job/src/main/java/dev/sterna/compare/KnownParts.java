package dev.sterna.compare;

import dev.sterna.model.Digest;
import dev.sterna.model.Side;
import dev.sterna.model.Slice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of parts of tables before they are compared, so that a comparison can go on where another was cut short. A part is a
 * chunk where a table is digested by {@link DigestMethod#RANGES}, and otherwise the table.
 */
public interface KnownParts {
    /** The number of the part that is a whole table. */
    int WHOLE = -1;

    /** Nothing is known, and nobody wants to know. */
    KnownParts NONE = new KnownParts() {
        @Override
        public Optional<Both> find(TablePair pair, int part) {
            return Optional.empty();
        }

        @Override
        public void same(TablePair pair, int part, Digest digest) {}

        @Override
        public Optional<Scans> scans(TablePair pair, Side side) {
            return Optional.empty();
        }

        @Override
        public void scanned(TablePair pair, Side side, Scans scans) {}
    };

    /** What both sides said of a part. */
    record Both(Digest source, Digest target) {}

    /**
     * What one side has said so far of a table that is compared by buckets.
     *
     * @param slices of all its scans
     * @param done numbers of those that were made
     * @param sums of their digests, by bucket
     */
    record Scans(List<Slice> slices, Set<Integer> done, Map<Integer, Digest> sums) {
        public Scans {
            slices = List.copyOf(slices);
            done = Set.copyOf(done);
            sums = Map.copyOf(sums);
        }
    }

    /** What both sides said of a part that needs not be looked at any more: they agree on it, or its rows have been told apart. */
    Optional<Both> find(TablePair pair, int part);

    /** Both sides agree on a part that was not known. Called by several threads. */
    void same(TablePair pair, int part, Digest digest);

    /** The scans of a table that need not be made any more on one side. */
    Optional<Scans> scans(TablePair pair, Side side);

    /** More scans were made on one side; these are all so far. Called by several threads. */
    void scanned(TablePair pair, Side side, Scans scans);
}
