package dev.sterna.assess;

/** How closely an assessment looks at rows, and what it tells of them. */
public record Depth(Rows rows, Showing showing) {

    /** Which rows. */
    public enum Rows {
        /** A bounded number of every table, spread over it. */
        SAMPLE,
        /** Every row, once. */
        ALL;

        String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Whether values are told besides the keys of their rows. */
    public enum Showing {
        KEYS,
        VALUES
    }
}
