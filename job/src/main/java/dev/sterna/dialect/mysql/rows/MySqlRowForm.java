package dev.sterna.dialect.mysql.rows;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.rows.BulkLoad.Incoming;
import dev.sterna.dialect.rows.RowStatements;
import dev.sterna.model.LogicalType;
import java.sql.SQLException;

/** How statements that people give to MySQL and MariaDB spell names and values. */
final class MySqlRowForm implements RowStatements.Form {
    @Override
    public String name(String identifier) {
        return MySqlLiterals.quote(identifier);
    }

    @Override
    public String text(String value) {
        return MySqlLiterals.text(value);
    }

    @Override
    public String octets(byte[] value) {
        return MySqlLiterals.bytes(value);
    }

    @Override
    public String placeholder(Incoming column) {
        return InsertFallback.placeholder(column);
    }

    @Override
    public String beforeValues() {
        return " ";
    }

    @Override
    public void requireNumber(double value, String column) throws SQLException {
        LoadFields.requireFinite(value, column);
    }

    @Override
    public void requireDay(long days, String column) throws SQLException {
        LoadFields.requireDate(days, column);
    }

    /** The value that an enumeration has where it was given none of its own: strict mode refuses it, and no other is safe. */
    @Override
    public void requireEmpty(Incoming column) throws SQLException {
        if (column.target().type() instanceof LogicalType.Enumeration there
                && !there.values().contains("")) {
            throw new SQLException(
                    name(column.target().name())
                            + " is empty, which no label of its type is and strict mode refuses; sterna sync brings it",
                    "22000");
        }
    }
}
