package dev.sterna.dialect.rows;

import java.io.Serializable;

/**
 * What becomes of a column's values that break a limit of the target: a declared loss.
 *
 * @param column name in the source
 */
public record ValueConversion(String column, ValueLimit limit, Becomes becomes) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What such a value arrives as. */
    public enum Becomes {
        NULL,
        /** The text without the characters that cannot be held. */
        STRIPPED,
        /** The text with a question mark, or U+FFFD, for what is no character. */
        REPLACED,
        /** The text's octets in hexadecimal digits, after {@code \\x}. */
        OCTETS,
        /** The nearest value that can be held. */
        ROUNDED,
        /** Its well-known binary form, which says nothing of a system of coordinates. */
        WITHOUT_SRID
    }
}
