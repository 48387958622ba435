package dev.sterna.sync;

import dev.sterna.dialect.SchemaDdl;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.plan.TablePlan;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.function.Consumer;

/** What a table needs that new rows have come to: its counters go on behind them, and its statistics know of them. */
final class TableFinish {
    private final Database target;
    private final Consumer<Problem> warnings;

    TableFinish(Database target, Consumer<Problem> warnings) {
        this.target = target;
        this.warnings = warnings;
    }

    void finish(TablePlan table) {
        SchemaDdl ddl = target.dialect().schemaDdl();
        target.ask("finish table " + table.target().name(), table.source().name(), connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String sql : ddl.finishTable(table.target())) {
                    if (statement.execute(sql)) {
                        try (ResultSet answer = statement.getResultSet()) {
                            tell(table, ddl.complaint(answer));
                        }
                    }
                }
            }
            return null;
        });
    }

    /** The same, where a failure is no reason to leave other tables. */
    void finishOrTell(TablePlan table) {
        try {
            finish(table);
        } catch (SternaException failure) {
            warnings.accept(Problem.warning(
                    "counters-not-finished",
                    table.name(),
                    "Counters of " + table.target().name() + " may be behind its rows, and its statistics old: "
                            + failure.getMessage(),
                    "Bring it once more: sterna sync --tables " + table.name()
                            + "; and before anybody writes there, see that the next value of its counters is free"));
        }
    }

    private void tell(TablePlan table, String complaint) {
        if (complaint != null) {
            warnings.accept(Problem.warning(
                    "table-not-finished",
                    table.name(),
                    "All rows of " + table.name() + " are in, but the target could not gather statistics of "
                            + table.target().name() + ": " + complaint,
                    "Look at the table in the target; then give its ANALYZE statement by hand"));
        }
    }
}
