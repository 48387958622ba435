package dev.sterna.dialect;

import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import java.util.List;

/** Renders names, literals and expressions. Nobody else concatenates identifiers or values into SQL. */
public interface SqlText {

    /** A quoted identifier. */
    String quote(String identifier);

    /** A quoted, qualified table name. */
    default String quote(TableName table) {
        return quote(table.schema()) + "." + quote(table.name());
    }

    /** A literal of that type for a canonical text, such that comparisons with a column of the type can use its index. */
    String literal(LogicalType type, String canonical);

    /**
     * An expression that yields a column's value in its wire shape: a bigint, a double, a text that is the unframed
     * canonical text (for {@code TEXT}), or bytes. NULL stays NULL; what a conversion is about comes converted.
     */
    String wire(Column column, ValueConversions conversions);

    /** A condition for the rows of a slice; a tautology for the whole table. */
    String predicate(Table table, Slice slice);

    /**
     * The query that reads a slice: one wire expression per stored column, aliased by the quoted column name. No ORDER BY.
     *
     * @param where a further condition of the user's, or null
     */
    String select(Table table, Slice slice, String where, ValueConversions conversions);

    /**
     * FROM and WHERE for all rows that are a table's own, the former ones too where they are among its rows; those of tables
     * that inherit from it are not.
     */
    default String ownRows(Table table) {
        return " FROM " + quote(table.name()) + " WHERE 1 = 1";
    }

    /** The same keys in sets of which each makes a statement of bounded length that is planned by the key's index. */
    List<Slice.Keys> inStatements(Slice.Keys keys);

    /** Rows to fetch at a time so that a batch stays small in memory, by the width of the table's rows. */
    int fetchSize(Table table);
}
