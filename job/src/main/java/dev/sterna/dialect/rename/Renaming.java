package dev.sterna.dialect.rename;

import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.OtherObject;

/** What an engine calls the objects of one schema under other names, and how it renames the SQL inside them. */
public interface Renaming {
    /** Where objects of a schema go that are no tables and belong to none; null for null. */
    String schema(String old);

    /** The new name of a table, view, sequence or type. */
    TableName relation(TableName old);

    /** The new name of what goes with its schema: routines and events. */
    default TableName withSchema(TableName old) {
        return new TableName(schema(old.schema()), old.name());
    }

    /** The new name of an object of any kind. */
    ObjectName name(ObjectName old);

    /** Whether a relation is left out. One of another schema is not. */
    boolean isLeftOut(TableName old);

    /** Whether a relation may have grants: it is there under its new name, as far as the engine knows. */
    boolean mayBeGranted(TableName old);

    /** Whether it is an object itself, and not a word on one that is listed elsewhere. */
    boolean isObject(OtherObject other);

    /** For the texts of one object. */
    RenamedText text();
}
