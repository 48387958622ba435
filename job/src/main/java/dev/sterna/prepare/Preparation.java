package dev.sterna.prepare;

import dev.sterna.dialect.Ddl;
import dev.sterna.dialect.LedgerSql;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.model.Catalog;
import dev.sterna.model.Side;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.plan.Catalogs;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.RunContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is to be done to the target before a load.
 *
 * @param statements in order; only what is missing
 * @param created the planned tables that it has not
 * @param fitting the planned tables that the target has already
 */
record Preparation(List<Statement> statements, List<TablePlan> created, List<TablePlan> fitting) {
    Preparation {
        statements = List.copyOf(statements);
        created = List.copyOf(created);
        fitting = List.copyOf(fitting);
    }

    /**
     * A statement and why it is given.
     *
     * @param doing for messages, e.g. {@code create table public.orders}
     * @param table the source table that it serves, or null
     */
    record Statement(String sql, String doing, TableName table) {}

    /**
     * Compares what is planned with what the target has.
     *
     * @throws SternaException (REFUSED) naming every table that is there already and does not fit
     */
    static Preparation of(RunContext run, List<TablePlan> tables) {
        Ddl ddl = run.target().dialect().ddl();
        TreeSet<String> schemas = tables.stream()
                .map(table -> table.target().name().schema())
                .collect(Collectors.toCollection(TreeSet::new));
        Catalog catalog = Catalogs.read(run.target(), Side.TARGET, List.copyOf(schemas));
        Map<TableName, Table> present =
                catalog.tables().stream().collect(Collectors.toMap(Table::name, Function.identity()));
        List<Problem> problems = new ArrayList<>();
        List<Statement> creations = new ArrayList<>();
        List<TablePlan> created = new ArrayList<>();
        List<TablePlan> fitting = new ArrayList<>();
        for (TablePlan table : tables) {
            Table other = present.get(table.target().name());
            if (other == null) {
                String doing = "create table " + table.target().name();
                creations.add(new Statement(
                        ddl.createTable(table.target()), doing, table.source().name()));
                created.add(table);
                continue;
            }
            List<String> obstacles = TableFit.obstacles(table.target(), other, ddl.keyAfterLoad());
            if (obstacles.isEmpty()) {
                fitting.add(table);
            } else {
                problems.add(obstacle(table, obstacles));
            }
        }
        if (!problems.isEmpty()) {
            throw new SternaException(Category.REFUSED, problems, null);
        }
        List<Statement> statements = new ArrayList<>();
        // A schema that holds tables already exists, and its owner may be somebody else.
        for (String schema : schemas) {
            String create = ddl.createSchema(schema);
            boolean known =
                    present.keySet().stream().anyMatch(name -> name.schema().equals(schema));
            if (create != null && !known) {
                statements.add(new Statement(create, "create schema " + schema, null));
            }
        }
        statements.addAll(creations);
        statements.addAll(ledger(run));
        return new Preparation(statements, created, fitting);
    }

    private static List<Statement> ledger(RunContext run) {
        LedgerSql sql = run.target().dialect().ledger();
        try (Connection connection = run.target().connector().open()) {
            List<TableName> tables = List.of(sql.table(connection, "run"), sql.table(connection, "chunk"));
            List<String> schemas =
                    tables.stream().map(TableName::schema).distinct().toList();
            Catalog catalog = run.target().dialect().catalog().read(connection, schemas);
            if (tables.stream().allMatch(table -> catalog.find(table).isPresent())) {
                return List.of();
            }
            return sql.create(connection).stream()
                    .map(statement -> new Statement(statement, "create the ledger", null))
                    .toList();
        } catch (SQLException failure) {
            throw run.target().dialect().explain(failure, Side.TARGET, "look for the ledger", null);
        }
    }

    private static Problem obstacle(TablePlan table, List<String> obstacles) {
        return Problem.error(
                "target-table-differs",
                table.name(),
                "Cannot load into " + table.target().name() + ", which exists already: " + String.join("; ", obstacles),
                "Drop or alter the target's table, or load " + table.name()
                        + " under another name by sterna.tables.rename");
    }
}
