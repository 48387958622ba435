package dev.sterna.prepare;

import dev.sterna.dialect.SchemaScript;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.SchemaComparison;
import dev.sterna.migration.SchemaConversions;
import dev.sterna.model.Catalog;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Conversion;
import dev.sterna.model.schema.Schema;
import dev.sterna.plan.Plan;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.RunContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the target is to have, and what is to be done for it.
 *
 * @param before statements that are to be given before the load; only what is missing
 * @param after statements that are to be given after it; only what is missing now
 * @param fitting the planned tables that the target has already
 * @param comparison of what is wanted with what is there
 */
record Preparation(
        Conversion conversion,
        List<Work> before,
        List<Work> after,
        List<TablePlan> fitting,
        SchemaComparison comparison,
        MadeObjects made) {

    Preparation {
        before = List.copyOf(before);
        after = List.copyOf(after);
        fitting = List.copyOf(fitting);
    }

    /**
     * Compares what is planned with what the target has.
     *
     * @throws SternaException (REFUSED) naming every object that is there already and differs
     */
    static Preparation of(RunContext run, Plan plan, List<TablePlan> tables) {
        Conversion conversion = wanted(run, plan);
        Schema wanted = conversion.schema();
        MadeObjects made = MadeObjects.read(run.workspace());
        SchemaComparison comparison = made.compare(wanted, SchemaConversions.present(run.target(), wanted));
        List<Problem> problems = new ArrayList<>();
        List<TablePlan> fitting = fitting(run, tables, problems);
        SchemaScript script = run.target().dialect().schemaDdl().script(wanted);
        OwnDdl own = new OwnDdl(
                run.settings().tables().ddl(), plan, run.target().dialect().schemaDdl());
        Statements statements = new Statements(script, comparison, new Chosen(plan, tables, wanted), own);
        problems.addAll(statements.obstacles());
        if (!problems.isEmpty()) {
            throw new SternaException(Category.REFUSED, problems, null);
        }
        List<Work> before = new ArrayList<>(Ground.schemas(run, wanted, plan));
        before.addAll(statements.before());
        before.addAll(Ground.ledger(run));
        return new Preparation(conversion, before, statements.after(), fitting, comparison, made);
    }

    /** Notes what is about to be made. */
    void begin(List<Work> works) {
        made.begin(works.stream().filter(Work::creates).map(Work::key).toList());
    }

    /** Notes what the target says of what was made, and returns what it has now. */
    SchemaComparison end(RunContext run) {
        Schema wanted = conversion.schema();
        Schema present = SchemaConversions.present(run.target(), wanted);
        made.end(wanted, present);
        return made.compare(wanted, present);
    }

    /** What the source's schema, as it is now, is to become: all that the plan has of it. */
    static Conversion wanted(RunContext run, Plan plan) {
        Map<TableName, Table> targets = plan.tables().stream()
                .collect(Collectors.toMap(table -> table.source().name(), TablePlan::target));
        return SchemaConversions.of(run.migration(), targets, run.settings().excludedObjects());
    }

    /** The target's tables that take part, those that do not fit as problems. */
    private static List<TablePlan> fitting(RunContext run, List<TablePlan> tables, List<Problem> problems) {
        TreeSet<String> schemas = tables.stream()
                .map(table -> table.target().name().schema())
                .collect(Collectors.toCollection(TreeSet::new));
        Catalog catalog = run.target().catalog(List.copyOf(schemas));
        Map<TableName, Table> present =
                new HashMap<>(catalog.tables().stream().collect(Collectors.toMap(Table::name, Function.identity())));
        List<TablePlan> fitting = new ArrayList<>();
        boolean keyAfterLoad = run.target().dialect().ddl().keyAfterLoad();
        for (TablePlan table : tables) {
            Table other = present.get(table.target().name());
            if (other == null) {
                continue;
            }
            List<String> obstacles = TableFit.obstacles(table.target(), other, keyAfterLoad);
            if (obstacles.isEmpty()) {
                fitting.add(table);
            } else {
                problems.add(obstacle(table, obstacles));
            }
        }
        return fitting;
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
