package dev.sterna.prepare;

import dev.sterna.dialect.SchemaScript.Statement;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.model.Side;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.plan.Plan;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Constraints that hold for new rows only, because the source's own rows break them: the target, which has the same
 * rows, cannot have them in any other state. Thread-safe.
 */
final class UncheckedConstraints {
    /** The code of the warning. */
    static final String PROBLEM = "rows-break-constraint";

    private final Database target;
    private final SourceConstraints source;
    private final Map<ObjectName, Problem> told = new LinkedHashMap<>();

    UncheckedConstraints(Database target, SourceConstraints source) {
        this.target = target;
        this.source = source;
    }

    /**
     * Makes a constraint without a look at the rows that are there, if these are what was in its way.
     *
     * @param failure of the statement that made or validated it
     * @return whether it is there now; if not, the results may tell more of why
     */
    boolean accept(
            StatementSession session, PlannedStatement statement, SternaException failure, StatementResults results) {
        ObjectKind kind = statement.object().kind();
        if (kind != ObjectKind.FOREIGN_KEY && kind != ObjectKind.CHECK) {
            return false;
        }
        Optional<BrokenRows> broken = source.broken(statement.object());
        if (broken.isEmpty()) {
            return false;
        }
        if (statement.creates() && !isMade(session, statement, results)) {
            results.failed(statement, 0, withRows(failure, broken.get()));
            return false;
        }
        results.unchecked(statement, broken.get().words());
        tell(statement.object(), statement.table(), broken.get(), statement.creates() ? null : statement.sql());
        return true;
    }

    private boolean isMade(StatementSession session, PlannedStatement statement, StatementResults results) {
        Optional<Statement> instead = target.dialect().schemaDdl().unchecked(statement.statement(), target.server());
        if (instead.isEmpty()) {
            return false;
        }
        try {
            // In a session of its own, which nothing else is made in.
            session.execute(
                    new PlannedStatement(instead.get(), statement.key(), true, statement.table(), true), results);
            return true;
        } catch (SternaException refused) {
            return false;
        }
    }

    private static SternaException withRows(SternaException failure, BrokenRows broken) {
        List<Problem> problems = failure.problems().stream()
                .map(problem -> Problem.error(
                        problem.code(),
                        problem.table(),
                        problem.message() + "; " + broken.words(),
                        "Correct these rows at the source and the target, or leave the constraint out by"
                                + " sterna.objects.exclude"))
                .toList();
        return new SternaException(failure.category(), problems, failure);
    }

    private synchronized void tell(ObjectName object, TableName table, BrokenRows broken, String validate) {
        Optional<String> enforce = target.dialect().schemaDdl().enforce(object, target.server());
        boolean here = broken.side() == Side.TARGET;
        String state = enforce.isPresent()
                ? ", and holds no row to it, not even new ones: "
                : (here ? "" : " as the source has it,") + " for new rows only: ";
        String then = enforce.map(statement -> ", then: " + statement)
                .orElse(validate == null ? " if they are wrong" : ", then validate it: " + validate);
        told.putIfAbsent(
                object,
                Problem.warning(
                        broken.acrossWaves() ? FinishStep.ACROSS_WAVES : PROBLEM,
                        table == null ? null : table.toString(),
                        "The target has " + object + state + broken.words(),
                        (broken.acrossWaves()
                                        ? "Bring what these rows refer to, or take them out"
                                        : here
                                                ? "Write the constraint by hand so that it compares as the source does, or correct"
                                                        + " these rows on both sides"
                                                : "Correct these rows on both sides")
                                + then));
    }

    /** Tells of a constraint that the target had already, if the source's own rows are against it too. */
    boolean isAsInSource(ObjectName object, TableName table) {
        Optional<BrokenRows> broken = source.broken(object).filter(rows -> rows.side() == Side.SOURCE);
        broken.ifPresent(rows -> tell(object, table, rows, null));
        return broken.isPresent();
    }

    /**
     * Tells of a check that the target does not enforce, if it can have it in no other state while the rows are as they are.
     *
     * @param sources target table to source table
     */
    boolean isUnenforced(ObjectName check, Map<TableName, TableName> sources) {
        if (check.table() == null
                || target.dialect().schemaDdl().enforce(check, target.server()).isEmpty()) {
            return false;
        }
        Optional<BrokenRows> broken = source.broken(check);
        broken.ifPresent(rows -> tell(check, sources.get(new TableName(check.schema(), check.table())), rows, null));
        return broken.isPresent();
    }

    /**
     * Counts the rows of those that the source has not validated either, and of checks of a column's definition: a server may
     * take these without a look at the rows.
     *
     * @param left whether a table of the source was set aside, so that its target may be anything
     */
    void tellOfOthers(Schema schema, Plan plan, Predicate<TableName> left) {
        Map<TableName, TableName> sources = new HashMap<>();
        plan.tables()
                .forEach(table ->
                        sources.put(table.target().name(), table.source().name()));
        for (TableDefinition table : schema.tables()) {
            TableName original = sources.get(table.name());
            if (original == null || left.test(original)) {
                continue;
            }
            table.foreignKeys().stream()
                    .filter(key -> !key.validated())
                    .map(ForeignKey::name)
                    .forEach(name -> tellOf(ObjectKind.FOREIGN_KEY, table, name, sources));
            table.checks().stream()
                    .filter(Check::enforced)
                    .filter(check -> !check.validated()
                            || check.column() != null && source.isBrokenAtTarget(table.name(), check))
                    .map(Check::name)
                    .forEach(name -> tellOf(ObjectKind.CHECK, table, name, sources));
        }
    }

    private void tellOf(ObjectKind kind, TableDefinition table, String name, Map<TableName, TableName> sources) {
        ObjectName object =
                new ObjectName(kind, table.name().schema(), table.name().name(), name);
        synchronized (this) {
            if (told.containsKey(object)) {
                return;
            }
        }
        source.broken(object).ifPresent(broken -> tell(object, sources.get(table.name()), broken, null));
    }

    /** Those that are told of. */
    synchronized List<ObjectName> constraints() {
        return List.copyOf(told.keySet());
    }

    /** A warning for each. */
    synchronized List<Problem> warnings() {
        return List.copyOf(told.values());
    }
}
