package dev.sterna.plan;

import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.step.SetAside;
import dev.sterna.step.SetAsideRegister;
import dev.sterna.transfer.TableJobs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Sets the tables of a plan aside whose work fails, as long as the failure is theirs alone. Thread-safe. */
public final class FailedTables implements TableJobs.Failures {
    private final Map<String, TablePlan> tables = new HashMap<>();
    private final SetAsideRegister aside;
    private final Predicate<Throwable> isOwn;
    private final List<Problem> problems = new ArrayList<>();

    /** @param isOwn whether a failure is that of one table */
    public FailedTables(List<TablePlan> tables, SetAsideRegister aside, Predicate<Throwable> isOwn) {
        tables.forEach(table -> this.tables.put(table.name(), table));
        this.aside = aside;
        this.isOwn = isOwn;
    }

    @Override
    public synchronized boolean endTableAlone(String table, RuntimeException failure) {
        if (!aside.goesOn() || !isOwn.test(failure) || Thread.currentThread().isInterrupted()) {
            return false;
        }
        TablePlan plan = tables.get(table);
        SternaException known = SternaException.findIn(failure);
        if (!aside.holds(plan.source().name())) {
            aside.add(SetAside.table(plan.source().name(), plan.target().name(), known));
            problems.addAll(known.problems());
        }
        return true;
    }

    /**
     * Sets one of the tables aside, of which no job has begun yet.
     *
     * @throws SternaException the failure, where it is not the table's alone
     */
    public void setAside(TablePlan table, SternaException failure) {
        if (!endTableAlone(table.name(), failure)) {
            throw failure;
        }
    }

    /** Whether a failure is that of one table or object alone, so that the others may go on. */
    public boolean isOwn(Throwable failure) {
        return aside.goesOn() && isOwn.test(failure);
    }

    /** Whether a table is among those that failed, or was set aside before. */
    public boolean has(TablePlan table) {
        return aside.holds(table.source().name());
    }

    /** What the failures were. */
    public synchronized List<Problem> problems() {
        return List.copyOf(problems);
    }
}
