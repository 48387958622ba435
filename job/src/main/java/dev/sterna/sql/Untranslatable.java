package dev.sterna.sql;

/** A piece of SQL that one of the two engines has no equal for, or that is not understood wholly. */
public final class Untranslatable extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * A reason.
     *
     * @param reason in words that stand after "because", such as {@code PostgreSQL has no function substring_index}
     */
    public Untranslatable(String reason) {
        super(reason);
    }
}
