package dev.sterna.dialect.postgres.catalog;

import dev.sterna.dialect.SchemaNormalForm;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Schemas of PostgreSQL as its catalogue has them: only types have several names, and constants of a column's own type. */
public final class PostgresNormalForm implements SchemaNormalForm {
    /** The server says of a constant of which type it is, and puts a negative number between quotes for it. */
    private static final Pattern CONSTANT = Pattern.compile("('(?:[^']|'')*')::([a-z][a-z ]*(?:\\([0-9, ]+\\))?)");

    private static final Set<String> NUMBERS = Set.of("smallint", "integer", "bigint", "numeric");

    @Override
    public Schema of(Schema schema) {
        return schema.withTables(schema.tables().stream()
                .map(table -> table.withColumns(
                        table.columns().stream().map(this::column).toList()))
                .toList());
    }

    private ColumnDefinition column(ColumnDefinition column) {
        Matcher constant = column.defaultSql() == null ? null : CONSTANT.matcher(column.defaultSql());
        if (constant == null || !constant.matches()) {
            return column;
        }
        String type = withoutLength(type(column.column().nativeType()));
        if (!withoutLength(type(constant.group(2))).equals(type)) {
            return column;
        }
        String digits = constant.group(1).substring(1, constant.group(1).length() - 1);
        boolean number = NUMBERS.contains(type) && digits.matches("-?[0-9]+(\\.[0-9]+)?");
        return new ColumnDefinition(
                column.column(),
                number ? digits : constant.group(1),
                column.generation(),
                column.identity(),
                column.onUpdateSql(),
                column.comment(),
                column.storage(),
                column.folding());
    }

    private static String withoutLength(String type) {
        return type.replaceFirst(" ?\\([0-9, ]+\\)", "");
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
    public boolean isForColumnsToCome(String storage) {
        return false;
    }

    @Override
    public boolean tellsNullability(ColumnDefinition column) {
        return true;
    }
}
