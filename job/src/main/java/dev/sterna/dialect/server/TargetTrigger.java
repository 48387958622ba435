package dev.sterna.dialect.server;

import dev.sterna.model.TableName;

/**
 * What stands on a target's table and acts when rows come into it.
 *
 * @param into the table that rows are brought into
 * @param table that it stands on: the same, or one that the rows are handed on to
 * @param session a statement to be run before {@code on} on the same connection, or null
 * @param on the statement that turns it on again as it was
 */
public record TargetTrigger(Kind kind, TableName into, TableName table, String name, String session, String on) {

    /** What it is. */
    public enum Kind {
        TRIGGER("trigger"),
        /** One that is looked at for each row, also before the rows that it refers to are there. */
        FOREIGN_KEY("foreign key");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** Such as {@code trigger count_rows on shop.orders}. */
    @Override
    public String toString() {
        return kind.words + " " + name + " on " + table;
    }
}
