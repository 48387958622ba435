package dev.sterna.compare;

import dev.sterna.error.SternaException;

/** What became of the search for the rows in which a table differs. */
public sealed interface Narrowed<S extends DifferenceSink> {

    /** What both databases said of the table before. */
    TableDigests digests();

    /**
     * The sink has the rows; it is closed.
     *
     * @param fetched rows that both sides sent, so that they could be told apart
     */
    record ToRows<S extends DifferenceSink>(TableDigests digests, S sink, long fetched, double seconds)
            implements Narrowed<S> {}

    /** One side has no hashes of its rows to find the differing ones by. */
    record Unnamed<S extends DifferenceSink>(TableDigests digests, SternaException why) implements Narrowed<S> {}
}
