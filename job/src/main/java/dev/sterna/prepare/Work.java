package dev.sterna.prepare;

import dev.sterna.dialect.SchemaScript.Statement;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectName;

/**
 * A statement to be given to the target.
 *
 * @param key the object as a comparison calls it
 * @param creates false where it only sets something on an object that is there
 * @param table the source table that it serves, or null
 * @param alone whether nothing else is to be given on its connection, because it may change the session
 */
record Work(Statement statement, ObjectName key, boolean creates, TableName table, boolean alone) {
    Work(Statement statement, ObjectName key, boolean creates, TableName table) {
        this(statement, key, creates, table, false);
    }

    /** For messages, e.g. {@code create foreign key public.orders.orders_customer_fkey}. */
    String doing() {
        return (creates ? "create " : "complete ") + statement.object();
    }
}
