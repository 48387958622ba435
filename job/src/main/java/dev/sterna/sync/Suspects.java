package dev.sterna.sync;

import dev.sterna.changes.ChangeList;
import java.util.Objects;
import java.util.stream.Stream;

/** Rows of one table that differ at first: where only the side that is read can have changed, and where the other one may have too. */
final class Suspects {
    /** Null where there are none; {@code doubtful} likewise. */
    ChangeList certain;

    ChangeList doubtful;

    long total() {
        return lists().mapToLong(list -> list.counts().total()).sum();
    }

    void delete() {
        lists().forEach(ChangeList::delete);
    }

    private Stream<ChangeList> lists() {
        return Stream.of(certain, doubtful).filter(Objects::nonNull);
    }
}
