package dev.sterna.dialect.health;

import dev.sterna.model.TableName;

/**
 * An index of a table or of one of its partitions.
 *
 * @param table the one that was asked about
 * @param name qualified, for people
 * @param uses how often queries have read it, as far as the server counts; null where it does not
 * @param need whether there is more to it than that queries are faster
 * @param mend the statement that lets queries use it; null where they can, and where it lacks indexes of partitions
 * @param drop the statement that drops it
 */
public record IndexHealth(TableName table, String name, State state, Long uses, Need need, String mend, String drop) {

    /** Whether queries can use it. */
    public enum State {
        USABLE,
        /** It was never made to its end, and lacks rows. */
        INVALID,
        /** It lacks rows, because somebody has switched it off. */
        DISABLED,
        /** It is kept, and hidden from queries. */
        IGNORED
    }

    /** Who needs it besides queries. */
    public enum Need {
        NOBODY,
        /** A key, a foreign key, or an index of which it is a part. */
        CONSTRAINT
    }
}
