package dev.sterna.compare;

import dev.sterna.model.Digest;
import java.util.Optional;

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
    };

    /** What both sides said of a part. */
    record Both(Digest source, Digest target) {}

    /** What both sides said of a part that needs not be looked at any more: they agree on it, or its rows have been told apart. */
    Optional<Both> find(TablePair pair, int part);

    /** Both sides agree on a part that was not known. Called by several threads. */
    void same(TablePair pair, int part, Digest digest);
}
