package dev.sterna.dialect.postgres.catalog;

import dev.sterna.dialect.SchemaNormalForm;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;

/** Schemas of PostgreSQL as its catalogue has them: only types have several names. */
public final class PostgresNormalForm implements SchemaNormalForm {

    @Override
    public Schema of(Schema schema) {
        return schema;
    }

    @Override
    public ObjectName of(ObjectName name) {
        return name;
    }

    @Override
    public String type(String nativeType) {
        return TypeForm.of(nativeType);
    }

    @Override
    public String charset(String name) {
        return name;
    }

    @Override
    public boolean tellsNullability(ColumnDefinition column) {
        return true;
    }
}
