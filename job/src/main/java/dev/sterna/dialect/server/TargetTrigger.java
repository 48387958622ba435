package dev.sterna.dialect.server;

import dev.sterna.model.TableName;

/**
 * A trigger of a target's table.
 *
 * @param into the table that rows are brought into
 * @param table that it stands on: the same, or one that the rows are handed on to
 * @param session a statement to be run before {@code on} on the same connection, or null
 * @param on the statement that turns it on again as it was
 */
public record TargetTrigger(TableName into, TableName table, String name, String session, String on) {

    /** Such as {@code trigger count_rows on shop.orders}. */
    @Override
    public String toString() {
        return "trigger " + name + " on " + table;
    }
}
