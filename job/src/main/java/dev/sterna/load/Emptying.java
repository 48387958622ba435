package dev.sterna.load;

import dev.sterna.config.Settings;
import dev.sterna.config.Settings.ExistingRows;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.migration.Migration;
import dev.sterna.migration.OwnRows;
import dev.sterna.migration.Selection;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.plan.TablePlan;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A target table with rows that a load is to remove first.
 *
 * @param rows that it has, former ones too
 * @param known how many rows the last run has brought that loaded into it, as the target's ledger says
 */
record Emptying(TablePlan table, long rows, long known) {

    /** The tables that the settings say to empty and that are not empty, of which this run has loaded nothing yet. */
    static List<Emptying> of(Migration migration, String runId, List<TablePlan> tables) {
        if (migration.settings().existingRows() != ExistingRows.TRUNCATE) {
            return List.of();
        }
        WaitingTables waiting = WaitingTables.of(migration, runId, tables);
        return counted(migration.target(), waiting.tables(), waiting.lastRows());
    }

    /** In a session in which rows that a policy hides are an error and not "none". */
    private static List<Emptying> counted(Database target, List<TablePlan> tables, Map<String, Set<Long>> known) {
        List<Table> there =
                OwnRows.all(target, tables.stream().map(TablePlan::target).toList());
        return target.readAsSource().ask("count the rows of the target tables", connection -> {
            List<Emptying> filled = new ArrayList<>();
            try (Statement statement = connection.createStatement()) {
                for (int i = 0; i < tables.size(); i++) {
                    TablePlan table = tables.get(i);
                    TableName name = table.target().name();
                    String sql = "SELECT COUNT(*)" + target.dialect().sql().ownRows(there.get(i));
                    try (ResultSet count = statement.executeQuery(sql)) {
                        count.next();
                        long rows = count.getLong(1);
                        if (rows > 0) {
                            Set<Long> own = known.getOrDefault(name.toString(), Set.of(0L));
                            filled.add(new Emptying(table, rows, own.contains(rows) ? rows : Collections.max(own)));
                        }
                    }
                }
            }
            return filled;
        });
    }

    /**
     * Refuses to remove rows that somebody else brought and that the settings do not name.
     *
     * @throws SternaException (REFUSED) naming each table with its rows
     */
    static void requireOwnOrNamed(Settings settings, List<Emptying> tables) {
        List<Problem> problems = tables.stream()
                .filter(table -> !table.mayGo(settings))
                .map(table -> Problem.error(
                        "truncates-foreign-rows", table.table().name(), "Cannot empty " + table.told(), table.remedy()))
                .toList();
        if (!problems.isEmpty()) {
            throw new SternaException(Category.REFUSED, problems, null);
        }
    }

    /** What a preview says of it. */
    String preview(Settings settings) {
        return mayGo(settings)
                ? "load would empty " + told() + ", first"
                : "load would refuse to empty " + told() + ". " + remedy();
    }

    private boolean mayGo(Settings settings) {
        return rows == known
                || Selection.matchesAny(
                        settings.truncateForeignRows(), table.target().name());
    }

    private String told() {
        return table.target().name() + ": it has " + rows + (rows == 1 ? " row" : " rows") + ", the ledger knows of "
                + known + " that Sterna has loaded";
    }

    private String remedy() {
        return "Look at them; if they may go, name the target table: sterna.truncate-foreign-rows = [\""
                + table.target().name() + "\"]";
    }
}
