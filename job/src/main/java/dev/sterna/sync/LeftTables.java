package dev.sterna.sync;

import dev.sterna.dialect.log.Cascade;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.model.TableName;
import dev.sterna.plan.FailedTables;
import dev.sterna.plan.StepPlan;
import dev.sterna.plan.TablePlan;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Which tables are not followed any more: those that failed, and those whose rows change by foreign keys with theirs. */
final class LeftTables {
    private final FollowedRun run;
    private final FollowedTables tables;
    private final FailedTables failed;
    private final OpenKeys open;
    private final Outage outage;
    private final Consumer<TablePlan> heard;
    private final Set<String> apart = new LinkedHashSet<>();

    /** @param heard hears of each that is left */
    LeftTables(
            FollowedRun run,
            FollowedTables tables,
            FailedTables failed,
            OpenKeys open,
            Outage outage,
            Consumer<TablePlan> heard) {
        this.run = run;
        this.tables = tables;
        this.failed = failed;
        this.open = open;
        this.outage = outage;
        this.heard = heard;
    }

    /**
     * Begins with what is known.
     *
     * @param others tables of which not everything is in, beside those that failed
     */
    void begin(Set<String> others) {
        apart.clear();
        apart.addAll(others);
        List<TablePlan> gone =
                tables.byLog().keySet().stream().filter(failed::has).toList();
        gone.forEach(plan -> apart.add(plan.name()));
        gone.forEach(this::leaveChildren);
    }

    void add(Collection<String> others) {
        apart.addAll(others);
    }

    /** The names of those of which not everything is in. */
    Set<String> names() {
        return Set.copyOf(apart);
    }

    /** The plan of a table that is still followed. */
    Optional<TablePlan> followed(TableName name) {
        return tables.plan(name).filter(plan -> !failed.has(plan));
    }

    /** From here on the log tells nothing more of it. */
    void redefined(TablePlan plan) {
        StepPlan.setAsideChanged(run.migration(), List.of(plan), failed);
        if (failed.has(plan)) {
            leave(plan);
        } else {
            setAside(plan, RedefinedTable.sameRows(plan, run.runId()));
        }
    }

    /** @throws RuntimeException the failure, where it is not the table's own, or may pass */
    void setAside(TablePlan plan, RuntimeException failure) {
        SternaException known = SternaException.findIn(failure);
        if (known == null) {
            throw failure;
        }
        // A table that fails for a while only is not given up.
        if (outage.mayPass(known)) {
            throw known;
        }
        failed.setAside(plan, known);
        run.say("sync: " + plan.name() + " is not followed any more: " + known.getMessage());
        leave(plan);
    }

    private void leave(TablePlan plan) {
        apart.add(plan.name());
        open.forget(plan);
        heard.accept(plan);
        run.record("follow-table-left", Map.of("table", plan.name()));
        leaveChildren(plan);
    }

    /** Of what foreign keys do to the rows of a child, the log tells only by the rows of the parent. */
    private void leaveChildren(TablePlan parent) {
        for (Cascade cascade : tables.cascades()) {
            if (cascade.parent().equals(parent.source().name())) {
                followed(cascade.child()).ifPresent(child -> setAside(child, withoutParent(child, parent)));
            }
        }
    }

    private SternaException withoutParent(TablePlan child, TablePlan parent) {
        return SternaException.of(
                Category.REFUSED,
                "parent-not-followed",
                child.name(),
                "Cannot follow " + child.name() + " any more: its rows change by a foreign key with those of "
                        + parent.name() + ", which is not followed any more",
                "See to " + parent.name()
                        + "; then give the same command again, which compares both and follows them: sterna sync --run-id "
                        + run.runId() + " --follow --execute");
    }
}
