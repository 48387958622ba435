package dev.sterna.model.schema;

/**
 * Names one object.
 *
 * @param schema null for what stands in none, such as an event trigger
 * @param table the table that it belongs to, or null
 * @param name of the object itself; of a routine with its argument types
 */
public record ObjectName(ObjectKind kind, String schema, String table, String name) {

    /** Such as {@code foreign key shop.orders.fk_customer}. */
    @Override
    public String toString() {
        return kind.label() + " " + (schema == null ? "" : schema + ".") + (table == null ? "" : table + ".") + name;
    }
}
