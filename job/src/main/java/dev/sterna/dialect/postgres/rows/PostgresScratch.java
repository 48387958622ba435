package dev.sterna.dialect.postgres.rows;

import dev.sterna.dialect.postgres.ddl.PlannedTable;
import dev.sterna.dialect.postgres.sql.LargeObjects;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.dialect.rows.ScratchSql;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import java.util.List;
import java.util.stream.Collectors;

/** Scratch tables: unlogged, because nobody misses them after a crash. */
public final class PostgresScratch implements ScratchSql {
    @Override
    public String create(Table scratch) {
        return scratch.columns().stream()
                .map(column -> Literals.identifier(column.name()) + " " + column.nativeType())
                .collect(Collectors.joining(
                        ", ", "CREATE UNLOGGED TABLE " + Literals.qualified(scratch.name()) + " (", ")"));
    }

    /** Through a query, which keeps collations and domains, and neither keys nor NOT NULL nor counters. */
    @Override
    public String createLike(Table scratch, TableName other) {
        if (other.equals(LargeObjects.NAME)) {
            return create(scratch);
        }
        return "CREATE UNLOGGED TABLE " + Literals.qualified(scratch.name()) + " AS SELECT "
                + columns(scratch.columns()) + " FROM " + Literals.qualified(other) + " WITH NO DATA";
    }

    @Override
    public String copy(RowSet rows, TableName scratch) {
        String columns = columns(
                rows.columns().stream().map(canonical -> canonical.column()).toList());
        String predicate = SlicePredicates.of(rows.table(), rows.slice(), rows.columns(), rows.conversions());
        return "INSERT INTO " + Literals.qualified(scratch) + " (" + columns + ") SELECT " + columns
                + PostgresSqlText.from(rows.table(), predicate, rows.where());
    }

    @Override
    public String drop(TableName scratch) {
        return "DROP TABLE IF EXISTS " + Literals.qualified(scratch);
    }

    @Override
    public Column column(String name, LogicalType type) {
        // The name of the type says that the bound of a text is one that somebody declared.
        return PlannedTable.columnFor(new Column(name, type, "varchar", true, Column.Generated.NO, null, null), name);
    }

    private static String columns(List<Column> columns) {
        return columns.stream().map(Column::name).map(Literals::identifier).collect(Collectors.joining(", "));
    }
}
