package dev.sterna.compare;

import java.util.List;

/** A row that is not the same on both sides. It holds values of the row: it is compared and written, and never logged. */
public sealed interface RowDifference {

    /**
     * The values of {@link TablePair#identifyingColumns}, in that order: canonical texts, bytes as lower-case hexadecimal, NULL
     * as null. Those of a key are whole; of a table without one, bytes and long texts are {@code octets#md5}.
     */
    List<String> key();

    /**
     * A row that only the source has.
     *
     * @param values of all columns that are compared, as {@link HashedRow} has them
     */
    record Missing(List<String> key, List<String> values, long sourceHash) implements RowDifference {}

    /**
     * A row that only the target has.
     *
     * @param values of all columns that are compared, as {@link HashedRow} has them
     */
    record Extra(List<String> key, List<String> values, long targetHash) implements RowDifference {}

    /**
     * A row of which both sides have one of the same key.
     *
     * @param columns the source's names of the columns that differ
     * @param sourceValues of all columns that are compared, as {@link HashedRow} has them; {@code targetValues} likewise
     */
    record Changed(
            List<String> key,
            List<String> columns,
            List<String> sourceValues,
            List<String> targetValues,
            long sourceHash,
            long targetHash)
            implements RowDifference {
        public Changed {
            columns = List.copyOf(columns);
        }
    }
}
