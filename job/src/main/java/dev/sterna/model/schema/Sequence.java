package dev.sterna.model.schema;

import dev.sterna.model.TableName;
import java.math.BigInteger;

/**
 * A sequence.
 *
 * @param name null for the counter of an AUTO_INCREMENT column
 * @param type in the engine's words
 * @param next the value that it gives next, or a later one where the engine hands them out ahead; null when this role may not know
 * @param ownedBy the table that it goes with, or null
 * @param ownedByColumn the column that it goes with, or null
 */
public record Sequence(
        TableName name,
        String type,
        BigInteger start,
        BigInteger increment,
        BigInteger least,
        BigInteger greatest,
        long cache,
        boolean cycle,
        BigInteger next,
        TableName ownedBy,
        String ownedByColumn,
        String comment) {

    /** The same that goes with a column of its table that is called so. */
    public Sequence ofColumn(String column) {
        return new Sequence(
                name, type, start, increment, least, greatest, cache, cycle, next, ownedBy, column, comment);
    }

    /** The same that gives another value next; null where nobody may know. */
    public Sequence withNext(BigInteger other) {
        return new Sequence(
                name, type, start, increment, least, greatest, cache, cycle, other, ownedBy, ownedByColumn, comment);
    }
}
