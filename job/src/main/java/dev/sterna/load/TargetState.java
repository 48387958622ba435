package dev.sterna.load;

import dev.sterna.backup.Manifest;
import dev.sterna.config.Settings.ExistingRows;
import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.rows.BulkLoad;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.migration.Migration;
import dev.sterna.migration.OwnRows;
import dev.sterna.model.Column;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.plan.TablePlan;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A target table as it is when the load begins.
 *
 * @param table as the target's catalogue has it, which may differ from what prepare would make
 * @param refersTo what its foreign keys refer to
 * @param keepsFormerRows whether the target keeps what it is emptied of
 * @param loaded chunks of this run that are in
 */
record TargetState(
        TablePlan plan,
        Table table,
        Set<TableName> refersTo,
        boolean keepsFormerRows,
        BulkLoad.Plan bulk,
        Set<Integer> loaded) {
    private static final int TABLES_AT_ONCE = 50;

    TargetState {
        refersTo = Set.copyOf(refersTo);
    }

    /**
     * Looks at every table first, so that a table which cannot be loaded stops the load before it begins.
     *
     * @throws SternaException when a table is missing, or has rows that are not of this run and none are allowed
     */
    static List<TargetState> read(Migration migration, String runId, List<TablePlan> tables) {
        return read(migration, runId, tables, (table, failure) -> {
            throw failure;
        });
    }

    /**
     * The same.
     *
     * @param unfit hears of each table that cannot take rows, or throws the failure
     * @return those that can
     */
    static List<TargetState> read(
            Migration migration, String runId, List<TablePlan> tables, BiConsumer<TablePlan, SternaException> unfit) {
        Map<String, Set<Integer>> chunks = migration.ledger().loadedChunks(runId);
        List<TargetState> states = looked(migration.target(), runId, tables, chunks, unfit);
        if (migration.settings().existingRows() == ExistingRows.REFUSE) {
            requireEmpty(
                    migration.target(),
                    states.stream()
                            .filter(state -> state.loaded().isEmpty())
                            .map(TargetState::plan)
                            .toList());
        }
        return states;
    }

    private static List<TargetState> looked(
            Database target,
            String runId,
            List<TablePlan> tables,
            Map<String, Set<Integer>> chunks,
            BiConsumer<TablePlan, SternaException> unfit) {
        Dialect dialect = target.dialect();
        List<String> schemas = tables.stream()
                .map(table -> table.target().name().schema())
                .distinct()
                .toList();
        return target.ask("look at the target tables", connection -> {
            Map<TableName, TableDefinition> present = dialect.schemas().tables(connection, schemas).stream()
                    .collect(Collectors.toMap(TableDefinition::name, Function.identity()));
            List<TargetState> states = new ArrayList<>();
            for (TablePlan plan : tables) {
                try {
                    TableDefinition definition = Optional.ofNullable(
                                    present.get(plan.target().name()))
                            .orElseThrow(() -> missing(runId, plan));
                    Table table = definition.table().likewise(plan.target());
                    BulkLoad.Plan bulk = target.attempt(
                            "look at table " + table.name(),
                            plan.source().name(),
                            () -> dialect.bulk().plan(connection, table, incoming(plan, table)));
                    states.add(new TargetState(
                            plan,
                            table,
                            definition.foreignKeys().stream()
                                    .map(ForeignKey::target)
                                    .collect(Collectors.toSet()),
                            definition.systemVersioned(),
                            bulk,
                            chunks.getOrDefault(plan.name(), Set.of())));
                } catch (SternaException failure) {
                    unfit.accept(plan, failure);
                }
            }
            return states;
        });
    }

    /** The chunks of its backup that are not in yet. */
    List<Manifest.ChunkEntry> missing(Manifest.TableEntry backup) {
        return backup.chunks().stream()
                .filter(chunk -> !loaded.contains(chunk.index()))
                .toList();
    }

    /** That the table is not loaded by the fast way; empty when it is. */
    Optional<Problem> slowness() {
        return Optional.ofNullable(bulk.slowBecause())
                .map(reason -> Problem.warning(
                        "slow-load",
                        plan.name(),
                        "Loading " + plan.name() + " by " + bulk.method() + ": " + reason,
                        "Allow the bulk path if the table is large"));
    }

    /** Does what a filled table needs, whatever else is made on it. */
    void finish(Database target, Consumer<Problem> warnings) {
        execute(target, "finish", target.dialect().schemaDdl().finishTable(plan.target()), warnings);
    }

    private void execute(Database target, String doing, List<String> statements, Consumer<Problem> warnings) {
        target.ask(doing + " table " + table.name(), plan.source().name(), connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    if (statement.execute(sql)) {
                        unfinished(target, statement.getResultSet()).ifPresent(warnings);
                    }
                }
            }
            return null;
        });
    }

    /** The rows are in: what is missing behind them is worth a warning, and no failure. */
    private Optional<Problem> unfinished(Database target, ResultSet answer) throws SQLException {
        return Optional.ofNullable(target.dialect().schemaDdl().complaint(answer))
                .map(complaint -> Problem.warning(
                        "table-not-finished",
                        plan.name(),
                        "All rows of " + plan.name() + " are in, but the target could not gather statistics of "
                                + table.name() + ": " + complaint,
                        "Look at the table in the target; then give its ANALYZE statement by hand"));
    }

    /** The columns in the order in which they are staged, as the target has them under the plan's names. */
    private static List<BulkLoad.Incoming> incoming(TablePlan plan, Table table) {
        return plan.source().storedColumns().stream()
                .map(column -> new BulkLoad.Incoming(
                        column(plan, table, plan.targetName(column.name())), plan.stagedAs(column)))
                .toList();
    }

    private static Column column(TablePlan plan, Table table, String name) {
        return table.columns().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> SternaException.of(
                        Category.REFUSED,
                        "target-differs",
                        plan.name(),
                        "Cannot load " + plan.name() + ": " + table.name() + " has no column " + name,
                        "Add the column to the target table, or drop the table and run sterna prepare --execute"));
    }

    /** @throws SternaException (REFUSED) that names the first table with rows */
    static void requireEmpty(Database target, List<TablePlan> tables) {
        filled(target, tables).stream().findFirst().ifPresent(table -> {
            throw notEmpty(table);
        });
    }

    /**
     * The tables that have rows. Many are asked for in one question, and in a session in which rows that a policy hides are
     * an error and not "none".
     */
    static List<TablePlan> filled(Database target, List<TablePlan> tables) {
        List<Table> there =
                OwnRows.of(target, tables.stream().map(TablePlan::target).toList());
        return target.readAsSource().ask("see whether the target tables are empty", connection -> {
            List<TablePlan> filled = new ArrayList<>();
            for (int from = 0; from < tables.size(); from += TABLES_AT_ONCE) {
                filled.addAll(filled(
                        connection,
                        target.dialect(),
                        tables.subList(from, Math.min(tables.size(), from + TABLES_AT_ONCE)),
                        there.subList(from, Math.min(tables.size(), from + TABLES_AT_ONCE))));
            }
            return filled;
        });
    }

    private static List<TablePlan> filled(
            Connection connection, Dialect dialect, List<TablePlan> tables, List<Table> there) throws SQLException {
        List<String> questions = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            questions.add("SELECT " + i + " AS i FROM (SELECT 1 AS one) o WHERE EXISTS (SELECT 1"
                    + dialect.sql().ownRows(there.get(i)) + ")");
        }
        TreeSet<Integer> places = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet filled = statement.executeQuery(String.join(" UNION ALL ", questions))) {
            while (filled.next()) {
                places.add(filled.getInt(1));
            }
        }
        return places.stream().map(tables::get).toList();
    }

    private static SternaException missing(String runId, TablePlan plan) {
        return SternaException.of(
                Category.REFUSED,
                "target-table-missing",
                plan.name(),
                "Cannot load " + plan.name() + ": the target has no table "
                        + plan.target().name(),
                "Create it: sterna prepare --run-id " + runId + " --execute");
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
