package dev.sterna.dialect.mysql.rows;

import dev.sterna.dialect.mysql.ddl.PlannedTable;
import dev.sterna.dialect.mysql.ddl.SchemaTableText;
import dev.sterna.dialect.mysql.sql.MySqlCollations;
import dev.sterna.dialect.mysql.sql.MySqlIdentifiers;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.dialect.rows.ScratchSql;
import dev.sterna.model.Column;
import dev.sterna.model.Column.Generated;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ColumnDefinition.Identity;
import dev.sterna.model.schema.Deferral;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.UniqueConstraint;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Scratch tables. */
public final class MySqlScratch implements ScratchSql, Serializable {
    private static final long serialVersionUID = 1L;

    /** A server may refuse tables without a primary key: they get one that says nothing of their rows. */
    private static final String ROW_NUMBER = "sterna_row";

    @Override
    public String create(Table scratch) {
        List<ColumnDefinition> columns = new ArrayList<>();
        // A NOT NULL time stamp would take the time of any later change, by an old server's defaults.
        scratch.columns()
                .forEach(column -> columns.add(
                        new ColumnDefinition(column.orNull().by(Generated.NO), null, null, null, null, null)));
        String number = numberName(scratch.columns());
        columns.add(new ColumnDefinition(
                new Column(number, new LogicalType.Int(64, false), "bigint", false, Generated.IDENTITY, null, null),
                null,
                null,
                new Identity(Identity.Kind.AUTO_INCREMENT, null),
                null,
                null));
        UniqueConstraint key = new UniqueConstraint(
                "PRIMARY", List.of(Index.Part.of(number)), List.of(), Deferral.NOT_DEFERRABLE, false, null);
        return SchemaTableText.create(
                new TableDefinition(scratch.name(), columns, key, List.of(), List.of(), List.of(), -1, -1));
    }

    /** Not by CREATE TABLE ... SELECT, which replication by transaction identifiers does not let everybody use. */
    @Override
    public String createLike(Table scratch, TableName other) {
        return create(scratch);
    }

    @Override
    public String copy(RowSet rows, TableName scratch) {
        String columns = rows.columns().stream()
                .map(canonical -> MySqlLiterals.quote(canonical.column().name()))
                .collect(Collectors.joining(", "));
        return "INSERT INTO " + MySqlLiterals.quote(scratch) + " (" + columns + ") SELECT " + columns
                + MySqlDigests.source(rows);
    }

    @Override
    public String drop(TableName scratch) {
        return "DROP TABLE IF EXISTS " + MySqlLiterals.quote(scratch);
    }

    @Override
    public Column column(String name, LogicalType type) {
        Column column = new Column(name, type, "", true, Generated.NO, null, null);
        Table alone = new Table(new TableName("", ""), List.of(column), null, List.of(), -1, -1);
        return PlannedTable.ofForeign(alone, MySqlCollations.EXACT).computed(column, name);
    }

    private static String numberName(List<Column> columns) {
        List<String> taken = columns.stream()
                .map(column -> new MySqlIdentifiers().folded(column.name()))
                .toList();
        String name = ROW_NUMBER;
        while (taken.contains(name)) {
            name += "_";
        }
        return name;
    }
}
