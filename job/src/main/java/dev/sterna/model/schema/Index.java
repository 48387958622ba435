package dev.sterna.model.schema;

import java.util.List;

/**
 * An index.
 *
 * @param method such as {@code btree}, {@code gin}, {@code fulltext}, {@code spatial}, {@code hash}, in lower case
 * @param included columns that it only carries
 * @param predicate of a partial index, in the engine's SQL, or null
 * @param nullsNotDistinct of a unique index: whether two NULLs are equal
 * @param visible false where the optimiser ignores it
 * @param definition the engine's own statement where it has one, or null
 * @param comment null for none
 */
public record Index(
        String name,
        boolean unique,
        String method,
        List<Part> parts,
        List<String> included,
        String predicate,
        boolean nullsNotDistinct,
        boolean visible,
        String definition,
        String comment) {

    public Index {
        parts = List.copyOf(parts);
        included = List.copyOf(included);
    }

    /** The same index by another method. */
    public Index by(String other) {
        return new Index(
                name, unique, other, parts, included, predicate, nullsNotDistinct, visible, definition, comment);
    }

    /** The same index, made by another statement; null for none. */
    public Index definedBy(String statement) {
        return new Index(
                name, unique, method, parts, included, predicate, nullsNotDistinct, visible, statement, comment);
    }

    /**
     * One column or expression.
     *
     * @param column null for an expression
     * @param expression in the engine's SQL; null for a column
     * @param nullsFirst where NULLs sort; null: as the engine does by itself
     * @param prefix characters (of binary columns octets) of the value that are indexed, 0 for all
     * @param operatorClass null for the default
     * @param collation null for the column's own
     */
    public record Part(
            String column,
            String expression,
            boolean descending,
            Boolean nullsFirst,
            int prefix,
            String operatorClass,
            String collation) {

        /** A whole column, ascending. */
        public static Part of(String column) {
            return new Part(column, null, false, null, 0, null, null);
        }
    }
}
