package dev.sterna.load;

import dev.sterna.config.Settings.ExistingRows;
import dev.sterna.dialect.BulkLoad;
import dev.sterna.dialect.Dialect;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.Ledger;
import dev.sterna.model.Catalog;
import dev.sterna.model.Side;
import dev.sterna.model.Table;
import dev.sterna.plan.TablePlan;
import dev.sterna.prepare.FinishTable;
import dev.sterna.step.RunContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A target table as it is when the load begins.
 *
 * @param table as the target's catalogue has it, which may differ from what prepare would make
 * @param loaded chunks of this run that are in
 */
record TargetState(TablePlan plan, Table table, BulkLoad.Plan bulk, Set<Integer> loaded) {
    private static final int TABLES_AT_ONCE = 50;

    /**
     * Looks at every table first, so that a table which cannot be loaded stops the load before it begins.
     *
     * @throws SternaException when a table is missing, or has rows that are not of this run and none are allowed
     */
    static List<TargetState> read(RunContext run, List<TablePlan> tables, Ledger ledger) {
        Dialect dialect = run.target().dialect();
        List<TargetState> states = new ArrayList<>();
        // Before the connection below: the ledger uses one of its own.
        Map<String, Set<Integer>> chunks = ledger.loadedChunks(run.runId());
        try (Connection connection = run.target().connector().open()) {
            List<String> schemas = tables.stream()
                    .map(table -> table.target().name().schema())
                    .distinct()
                    .toList();
            Catalog catalog = dialect.catalog().read(connection, schemas);
            for (TablePlan plan : tables) {
                Table table = catalog.find(plan.target().name()).orElseThrow(() -> missing(run, plan));
                Set<Integer> loaded = chunks.getOrDefault(plan.name(), Set.of());
                states.add(new TargetState(
                        plan, table, dialect.bulk().plan(connection, table, incoming(plan, table)), loaded));
            }
        } catch (SQLException failure) {
            throw dialect.explain(failure, Side.TARGET, "look at the target tables", null);
        }
        if (run.settings().existingRows() == ExistingRows.REFUSE) {
            requireEmpty(
                    run,
                    states.stream()
                            .filter(state -> state.loaded().isEmpty())
                            .map(TargetState::plan)
                            .toList());
        }
        return states;
    }

    /** Empties tables that the configuration says to empty and of which this run has loaded nothing yet. */
    static void clear(RunContext run, List<TargetState> states) {
        if (run.settings().existingRows() != ExistingRows.TRUNCATE) {
            return;
        }
        Dialect dialect = run.target().dialect();
        for (TargetState state : states) {
            if (state.loaded().isEmpty()) {
                execute(
                        run,
                        state,
                        "empty",
                        List.of(dialect.ddl().truncate(state.table().name())));
            }
        }
    }

    /** Makes what is made faster on a filled table. */
    void finish(RunContext run) {
        execute(
                run,
                this,
                "finish",
                FinishTable.statements(run.target().dialect().ddl(), plan.target(), table));
    }

    private static void execute(RunContext run, TargetState state, String doing, List<String> statements) {
        try (Connection connection = run.target().connector().open();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                if (statement.execute(sql)) {
                    listen(run, state, statement.getResultSet());
                }
            }
        } catch (SQLException failure) {
            throw run.target()
                    .dialect()
                    .explain(
                            failure,
                            Side.TARGET,
                            doing + " table " + state.table().name(),
                            state.plan().source().name());
        }
    }

    /** The rows are in: what is missing behind them is worth a warning, and no failure. */
    private static void listen(RunContext run, TargetState state, ResultSet answer) throws SQLException {
        String complaint = run.target().dialect().ddl().complaint(answer);
        if (complaint != null) {
            run.warnings()
                    .accept(Problem.warning(
                            "table-not-finished",
                            state.plan().name(),
                            "All rows of " + state.plan().name()
                                    + " are in, but the target could not gather statistics of "
                                    + state.table().name() + ": " + complaint,
                            "Look at the table in the target; then give its ANALYZE statement by hand"));
        }
    }

    private static List<BulkLoad.Incoming> incoming(TablePlan plan, Table table) {
        return plan.source().storedColumns().stream()
                .map(
                        column -> table.columns().stream()
                                .filter(candidate -> candidate.name().equals(column.name()))
                                .findFirst()
                                .map(found -> new BulkLoad.Incoming(found, plan.stagedAs(column)))
                                .orElseThrow(
                                        () -> SternaException.of(
                                                Category.REFUSED,
                                                "target-differs",
                                                plan.name(),
                                                "Cannot load " + plan.name() + ": " + table.name() + " has no column "
                                                        + column.name(),
                                                "Add the column to the target table, or drop the table and run sterna prepare --execute")))
                .toList();
    }

    /** Many tables in one question, and in a session in which rows that a policy hides are an error and not "none". */
    static void requireEmpty(RunContext run, List<TablePlan> tables) {
        Dialect dialect = run.target().dialect();
        try (Connection connection =
                        dialect.connector(run.settings().target(), Side.SOURCE).open();
                Statement statement = connection.createStatement()) {
            for (int from = 0; from < tables.size(); from += TABLES_AT_ONCE) {
                List<String> questions = new ArrayList<>();
                for (int i = from; i < Math.min(tables.size(), from + TABLES_AT_ONCE); i++) {
                    questions.add("SELECT " + i + " AS i FROM (SELECT 1 AS one) o WHERE EXISTS (SELECT 1"
                            + dialect.sql().ownRows(tables.get(i).target().name()) + ")");
                }
                try (ResultSet filled = statement.executeQuery(String.join(" UNION ALL ", questions))) {
                    if (filled.next()) {
                        throw notEmpty(tables.get(filled.getInt(1)));
                    }
                }
            }
        } catch (SQLException failure) {
            throw dialect.explain(failure, Side.TARGET, "see whether the target tables are empty", null);
        }
    }

    private static SternaException missing(RunContext run, TablePlan plan) {
        return SternaException.of(
                Category.REFUSED,
                "target-table-missing",
                plan.name(),
                "Cannot load " + plan.name() + ": the target has no table "
                        + plan.target().name(),
                "Create it: sterna prepare --run-id " + run.runId() + " --execute");
    }

    private static SternaException notEmpty(TablePlan plan) {
        return SternaException.of(
                Category.REFUSED,
                "target-not-empty",
                plan.name(),
                "Cannot load " + plan.name() + ": the target table "
                        + plan.target().name() + " has rows that are not of this run",
                "Empty it, or say what to do with them: -D sterna.existing-rows=truncate (or keep)");
    }
}
