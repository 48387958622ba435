package dev.sterna.compare;

/** Takes the differences of one table as they are found, from one thread at a time. */
public interface DifferenceSink extends AutoCloseable {

    /**
     * The rows of a piece are about to be compared; what comes until the next one is of it.
     *
     * @param piece in the source's terms
     */
    default void begins(Piece piece) {}

    /** A row that differs. */
    void accept(RowDifference difference);

    /** A row whose texts differ, but not what they mean: no difference, though the two sides' hashes are not equal. */
    default void meantAlike(long sourceHash, long targetHash) {}

    /**
     * All differences of a part have come.
     *
     * @param part as {@link KnownParts} numbers it; nothing is said of parts that are looked at together with others
     */
    default void ended(int part) {}

    /** There are no more. */
    @Override
    default void close() {}
}
