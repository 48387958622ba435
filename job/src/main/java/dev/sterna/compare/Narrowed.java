package dev.sterna.compare;

import dev.sterna.error.SternaException;

/** What became of the search for the rows in which a table differs. */
public sealed interface Narrowed<S extends DifferenceSink> {

    /** What both databases said of the table before. */
    TableDigests digests();

    /** The sink has the rows; it is closed. */
    record ToRows<S extends DifferenceSink>(TableDigests digests, S sink, double seconds) implements Narrowed<S> {}

    /** One side has no hashes of its rows to find the differing ones by. */
    record Unnamed<S extends DifferenceSink>(TableDigests digests, SternaException why) implements Narrowed<S> {}
}
