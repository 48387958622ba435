package dev.sterna.prepare;

import dev.sterna.dialect.SchemaScript.Statement;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectName;

/**
 * A statement that is to be executed on the target.
 *
 * @param key the object as a comparison calls it
 * @param creates false where the statement only sets something on an object that exists
 * @param table the source table that the statement serves, or null
 * @param ownSession whether no other statement may be executed on its connection, because it may change the session
 */
record PlannedStatement(Statement statement, ObjectName key, boolean creates, TableName table, boolean ownSession) {
    PlannedStatement(Statement statement, ObjectName key, boolean creates, TableName table) {
        this(statement, key, creates, table, false);
    }

    /** The object that the statement creates or completes. */
    ObjectName object() {
        return statement.object();
    }

    String sql() {
        return statement.sql();
    }

    /** What the statement does, for messages, e.g. {@code create foreign key public.orders.orders_customer_fkey}. */
    String doing() {
        return (creates ? "create " : "complete ") + object();
    }
}
