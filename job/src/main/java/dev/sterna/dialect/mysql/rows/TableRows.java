package dev.sterna.dialect.mysql.rows;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.Column;
import dev.sterna.model.Table;

/** What stands behind FROM. */
final class TableRows {
    private TableRows() {}

    /** The table; all that ever were its rows where its former ones are among them. */
    static String of(Table table) {
        return MySqlLiterals.quote(table.name()) + (table.hasFormerRows() ? " FOR SYSTEM_TIME ALL" : "");
    }

    /**
     * A further condition that only present rows fulfil; nothing where there are no others. These end with the last moment
     * that a TIMESTAMP can be, which is a later one from MariaDB 11.5 on.
     */
    static String andPresent(Table table) {
        return table.columns().stream()
                .filter(column -> column.generated() == Column.Generated.ROW_END)
                .findFirst()
                .map(end -> " AND UNIX_TIMESTAMP(" + MySqlLiterals.quote(table.name()) + "."
                        + MySqlLiterals.quote(end.name()) + ") IN (2147483647.999999, 4294967295.999999)")
                .orElse("");
    }
}
