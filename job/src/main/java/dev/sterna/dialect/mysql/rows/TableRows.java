package dev.sterna.dialect.mysql.rows;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.Table;

/** What stands behind FROM. */
final class TableRows {
    private TableRows() {}

    /** The table; all that ever were its rows where its former ones are among them. */
    static String of(Table table) {
        return MySqlLiterals.quote(table.name()) + (table.hasFormerRows() ? " FOR SYSTEM_TIME ALL" : "");
    }
}
