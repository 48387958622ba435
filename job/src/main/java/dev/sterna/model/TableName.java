package dev.sterna.model;

import java.io.Serializable;

/**
 * A table's full name as the database spells it, unquoted. For MySQL and MariaDB the schema is the database.
 */
public record TableName(String schema, String name) implements Serializable, Comparable<TableName> {

    @Override
    public int compareTo(TableName other) {
        int bySchema = schema.compareTo(other.schema);
        return bySchema != 0 ? bySchema : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
