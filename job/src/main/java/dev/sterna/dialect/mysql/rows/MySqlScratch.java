package dev.sterna.dialect.mysql.rows;

import dev.sterna.dialect.mysql.ddl.MySqlDdl;
import dev.sterna.dialect.mysql.ddl.PlannedTable;
import dev.sterna.dialect.mysql.sql.MySqlIdentifiers;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.dialect.rows.ScratchSql;
import dev.sterna.model.Column;
import dev.sterna.model.Column.Generated;
import dev.sterna.model.Key;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
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
        List<Column> columns = new ArrayList<>();
        // A NOT NULL time stamp would take the time of any later change, by an old server's defaults.
        scratch.columns().forEach(column -> columns.add(column.orNull().by(Generated.NO)));
        String number = numberName(columns);
        columns.add(
                new Column(number, new LogicalType.Int(64, false), "bigint", false, Generated.IDENTITY, null, null));
        Key key = new Key("PRIMARY", List.of(number));
        return MySqlDdl.creation(new Table(scratch.name(), columns, key, List.of(), -1, -1));
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
        return new PlannedTable(alone, false).computed(column, name);
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
