package dev.sterna.prepare;

import dev.sterna.dialect.SchemaScript;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.SharedSessions;
import dev.sterna.migration.Database;
import dev.sterna.migration.ExcludedObjects;
import dev.sterna.migration.Migration;
import dev.sterna.migration.SchemaComparison;
import dev.sterna.migration.TargetSchema;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ConvertedSchema;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.plan.Plan;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.SetAside;
import dev.sterna.step.SetAsideRegister;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The changes by which the target gets the schema that it is to have.
 *
 * @param before statements to execute before the load, for what is missing
 * @param after statements to execute after it, for what is missing now
 * @param fitting the planned tables that the target has already
 * @param obstacles what is there already and differs
 * @param leftOut objects that something may need and that nobody is going to make
 * @param comparison of what is wanted with what is there
 * @param begun a warning of what an earlier process has begun and not looked at, if it is taken as it is
 * @param warnings of planned tables that are there already, and take their rows as something else than is wanted
 */
record SchemaChanges(
        ConvertedSchema conversion,
        List<PlannedStatement> before,
        List<PlannedStatement> after,
        List<TablePlan> fitting,
        List<Obstacle> obstacles,
        Set<ObjectName> leftOut,
        SchemaComparison comparison,
        MadeObjects made,
        Optional<Problem> begun,
        List<Problem> warnings) {

    SchemaChanges {
        before = List.copyOf(before);
        after = List.copyOf(after);
        fitting = List.copyOf(fitting);
        obstacles = List.copyOf(obstacles);
        leftOut = Set.copyOf(leftOut);
        warnings = List.copyOf(warnings);
    }

    /** Compares what is planned with what the target has. */
    static SchemaChanges of(Migration migration, Plan plan, List<TablePlan> tables) {
        return of(migration, plan, tables, tables);
    }

    /**
     * The same.
     *
     * @param tables those that are in the target by now
     * @param own those of them whose objects are to be made; of the others only what waits for these
     */
    static SchemaChanges of(Migration migration, Plan plan, List<TablePlan> tables, List<TablePlan> own) {
        return SharedSessions.during(() -> compare(migration, plan, tables, own));
    }

    private static SchemaChanges compare(
            Migration migration, Plan plan, List<TablePlan> tables, List<TablePlan> ownTables) {
        Database target = migration.target();
        ConvertedSchema converted = wanted(migration, plan);
        List<PlannedStatement> ledger = TargetPrerequisites.ledger(target);
        MadeObjects made = MadeObjects.read(migration, plan.runId(), ledger);
        Schema present = TargetSchema.present(target, converted.schema());
        Schema wanted = NumberingFit.of(converted.schema(), present);
        ConvertedSchema conversion = new ConvertedSchema(wanted, converted.verdicts());
        SchemaComparison comparison = made.compare(wanted, present);
        List<Obstacle> obstacles = new ArrayList<>();
        UserDdl own = new UserDdl(migration.settings().tables().ddl(), plan, target);
        List<TablePlan> fitting =
                new FittingTables(target, wanted, own, comparison).among(ownTables, present, obstacles);
        SchemaScript script = target.dialect().schemaDdl().script(wanted);
        ChosenObjects chosen = new ChosenObjects(plan, tables, ownTables, wanted);
        OutstandingStatements outstanding = new OutstandingStatements(script, comparison, chosen, own);
        // A table that cannot take its rows need not be told of twice.
        Set<ObjectName> told = obstacles.stream().map(Obstacle::object).collect(Collectors.toSet());
        outstanding.obstacles().stream()
                .filter(obstacle -> !told.contains(obstacle.object()))
                .forEach(obstacles::add);
        List<PlannedStatement> before = new ArrayList<>(ledger);
        before.addAll(TargetPrerequisites.schemas(target, wanted, plan));
        before.addAll(outstanding.before());
        List<PlannedStatement> after = new ArrayList<>(outstanding.after());
        after.addAll(new StoredViews(wanted, comparison)
                .outdated(target.dialect().schemaDdl(), after, chosen::isAfter, made::hasFilled));
        Set<ObjectName> leftOut = LeftOutObjects.of(
                conversion,
                present,
                comparison,
                new ExcludedObjects(migration.settings().excludedObjects()),
                migration.source().schemas());
        return new SchemaChanges(
                conversion,
                before,
                after,
                fitting,
                obstacles,
                leftOut,
                comparison,
                made,
                made.taken(),
                outstanding.fittingOtherwise(fitting));
    }

    /** The same, in whose ledger what an earlier process has begun is known as it is now; {@link #begun} says so once. */
    SchemaChanges settled() {
        made.settle();
        return this;
    }

    /**
     * The same.
     *
     * @throws SternaException (REFUSED) naming every object that is there already and differs
     */
    SchemaChanges requireNoObstacle() {
        if (!obstacles.isEmpty()) {
            throw telling(new SternaException(
                    Category.REFUSED, obstacles.stream().map(Obstacle::problem).toList(), null));
        }
        return this;
    }

    /** A failure with what no later command tells, once it is {@link #settled}. */
    SternaException telling(SternaException failure) {
        List<Problem> problems = new ArrayList<>(failure.problems());
        begun.ifPresent(problems::add);
        return begun.isEmpty() ? failure : new SternaException(failure.category(), problems, failure);
    }

    /** A planned table as findings call it. */
    ObjectName table(TablePlan table) {
        return comparison.key(SetAside.table(table.target().name()));
    }

    /** Which objects need which others. */
    ObjectNeeds needs() {
        return new ObjectNeeds(conversion.schema(), comparison::key, leftOut);
    }

    /** The objects without which what needs them is not to be tried. */
    Set<ObjectName> unavailable(SetAsideRegister aside) {
        return Stream.concat(leftOut.stream(), aside.objects().stream())
                .map(comparison::key)
                .collect(Collectors.toSet());
    }

    /** Statements to execute before the load, once the ledger is there. */
    List<PlannedStatement> beforeButLedger() {
        return before.stream().filter(statement -> !isOfLedger(statement)).toList();
    }

    private static boolean isOfLedger(PlannedStatement statement) {
        return statement.key().equals(TargetPrerequisites.LEDGER);
    }

    /** Makes what is missing of the ledger, and notes in it the objects that these statements are about to create. */
    void begin(SequentialExecution execution, List<PlannedStatement> statements, StatementResults results) {
        List<PlannedStatement> missing =
                before.stream().filter(SchemaChanges::isOfLedger).toList();
        if (!missing.isEmpty()) {
            execution.run(missing, Set.of(), results);
        }
        beginOf(statements);
    }

    /** Notes in the ledger, which is there, the objects that these statements are about to create. */
    void beginOf(List<PlannedStatement> statements) {
        made.begin(
                statements.stream()
                        .filter(PlannedStatement::creates)
                        // What the user's own statements make is the user's.
                        .filter(statement -> !statement.ownSession())
                        .map(PlannedStatement::key)
                        .toList(),
                conversion.schema());
    }

    /** Notes how the target describes what was made, and compares the target with what is wanted once more. */
    SchemaComparison end(Database target, StatementResults results) {
        Schema wanted = conversion.schema();
        Schema present = TargetSchema.present(target, wanted);
        made.end(wanted, present, results.uncreated());
        return made.compare(wanted, present);
    }

    /** Notes the materialized views that hold this run's rows now. */
    void noteFilled(SchemaComparison now, StatementResults results) {
        made.fill(new StoredViews(conversion.schema(), comparison).filled(now, results.unmade()));
    }

    /** What the source's schema, as it is now, is to become: all that the plan has of it. */
    static ConvertedSchema wanted(Migration migration, Plan plan) {
        Map<Table, Table> targets =
                plan.tables().stream().collect(Collectors.toMap(TablePlan::source, TablePlan::target));
        Map<TableName, Map<String, String>> computed = plan.tables().stream()
                .collect(Collectors.toMap(table -> table.source().name(), TablePlan::computed));
        return TargetSchema.wanted(
                migration, targets, computed, migration.settings().excludedObjects());
    }
}
