package dev.sterna.sync;

import dev.sterna.dialect.SchemaDdl;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.model.Table;
import dev.sterna.plan.TablePlan;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a table needs that new rows have come to: its counters go on behind them, and its statistics know of them. */
final class TableFinish {
    /** For so long a table is waited for that somebody has locked, where it could be left as well. */
    private static final Duration LOCK = Duration.ofSeconds(10);

    private final Database target;
    private final Database patient;
    private final Function<TablePlan, Table> tables;
    private final String option;
    private final Consumer<Problem> warnings;

    TableFinish(Database target, Consumer<Problem> warnings) {
        this(target, Direction.FORWARD, warnings);
    }

    /** @param target the database that is written */
    TableFinish(Database target, Direction direction, Consumer<Problem> warnings) {
        this.tables = direction::written;
        this.option = direction.option();
        this.target = target;
        this.patient = target.waitingForLocks(LOCK);
        this.warnings = warnings;
    }

    void finish(TablePlan table) {
        finish(target, table);
    }

    private void finish(Database database, TablePlan table) {
        SchemaDdl ddl = database.dialect().schemaDdl();
        database.ask(
                "finish table " + tables.apply(table).name(), table.source().name(), connection -> {
                    try (Statement statement = connection.createStatement()) {
                        for (String sql : ddl.finishTable(tables.apply(table))) {
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
            finish(patient, table);
        } catch (SternaException failure) {
            warnings.accept(Problem.warning(
                    "counters-not-finished",
                    table.name(),
                    "Counters of " + tables.apply(table).name() + " may be behind its rows, and its statistics old: "
                            + failure.getMessage(),
                    "Bring it once more: sterna sync" + option + " --execute --tables " + table.name()
                            + "; and before anybody writes there, see that the next value of its counters is free"));
        }
    }

    private void tell(TablePlan table, String complaint) {
        if (complaint != null) {
            warnings.accept(Problem.warning(
                    "table-not-finished",
                    table.name(),
                    "All rows of " + table.name() + " are in, but the "
                            + target.side().label() + " could not gather statistics of "
                            + tables.apply(table).name() + ": " + complaint,
                    "Look at the table in the " + target.side().label() + "; then give its ANALYZE statement by hand"));
        }
    }
}
