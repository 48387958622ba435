package dev.sterna.model.schema;

/**
 * A check constraint.
 *
 * @param sql the condition in the engine's SQL
 * @param enforced false where new rows are not checked either
 * @param validated whether old rows have been checked
 * @param noInherit whether it stays with this table
 * @param column the column whose definition it is a part of, or null for one of the table
 */
public record Check(
        String name,
        String sql,
        boolean enforced,
        boolean validated,
        boolean noInherit,
        String comment,
        String column) {

    /** A check of the table. */
    public Check(String name, String sql, boolean enforced, boolean validated, boolean noInherit, String comment) {
        this(name, sql, enforced, validated, noInherit, comment, null);
    }
}
