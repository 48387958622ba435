package dev.sterna.sync;

import dev.sterna.dialect.rows.RowChanges.Counts;
import dev.sterna.model.TableName;
import dev.sterna.plan.TablePlan;
import java.util.HashSet;
import java.util.Set;

/** How many rows following has brought so far, and where. */
final class FollowedRows {
    private final Set<TableName> changed = new HashSet<>();
    private Counts applied = Counts.NONE;

    void add(TablePlan plan, Counts counts) {
        applied = applied.plus(counts);
        if (!counts.equals(Counts.NONE)) {
            changed.add(plan.target().name());
        }
    }

    Counts applied() {
        return applied;
    }

    /** The target's tables in which something was changed. */
    Set<TableName> changed() {
        return Set.copyOf(changed);
    }
}
