package dev.sterna.micro;

/** One column's values through one encoder, again and again. */
@FunctionalInterface
public interface Encoder {
    /** So many rows are encoded at once, more than there are of values. */
    int ROWS = 1024;

    /**
     * Encodes {@link #ROWS} rows.
     *
     * @return something that depends on what was written, so that nothing of it can be left out
     */
    long rows() throws Exception;
}
