package dev.sterna.model;

import java.io.Serializable;

/**
 * Differences between texts that comparing them in a column does not see.
 *
 * @param caseless upper and lower case
 * @param accentless letters with and without accents
 * @param padded blanks at the end
 */
public record TextFolding(boolean caseless, boolean accentless, boolean padded) implements Serializable {
    /** Every difference is seen, or the column has no texts. */
    public static final TextFolding NONE = new TextFolding(false, false, false);

    /** Whether texts that the other tells apart are one here. */
    public boolean seesLessThan(TextFolding other) {
        return caseless && !other.caseless || accentless && !other.accentless || padded && !other.padded;
    }
}
