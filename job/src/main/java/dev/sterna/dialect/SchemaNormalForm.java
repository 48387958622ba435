package dev.sterna.dialect;

import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;

/** What an engine takes for equal in schemas of its own: who compares two of them brings both into this form. */
public interface SchemaNormalForm {

    /** The same schema, with each thing that can be written in several ways written in one, and without what is none of it. */
    Schema of(Schema schema);

    /** The name that an object has in the normal form, by any name that a statement or a verdict calls it. */
    ObjectName of(ObjectName name);

    /** A type in the normal form: two types are equal if their forms are. */
    String type(String nativeType);

    /** A character set or collation in the normal form; null for none. */
    String charset(String name);

    /** Whether a table's storage, by its key, only says what columns that are added later are like. */
    boolean isForColumnsToCome(String storage);

    /** Whether the catalogue tells of a column if it may be NULL. */
    boolean tellsNullability(ColumnDefinition column);
}
