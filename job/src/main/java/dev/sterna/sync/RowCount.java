package dev.sterna.sync;

import dev.sterna.migration.Database;
import dev.sterna.model.Table;
import dev.sterna.plan.TablePlan;
import java.sql.ResultSet;
import java.sql.Statement;

/** Counts all rows of a table. */
final class RowCount {
    private RowCount() {}

    /** Those that the migration takes. */
    static long atSource(Database source, TablePlan plan) {
        return of(source, plan.source(), plan.where(), plan);
    }

    static long inTarget(Database target, TablePlan plan) {
        return of(target, plan.target(), null, plan);
    }

    private static long of(Database side, Table table, String where, TablePlan plan) {
        String sql = "SELECT count(*) FROM " + side.dialect().sql().quote(table.name())
                + (where == null ? "" : " WHERE (" + where + ")");
        return side.ask("count the rows of " + table.name(), plan.source().name(), connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet count = statement.executeQuery(sql)) {
                count.next();
                return count.getLong(1);
            }
        });
    }
}
