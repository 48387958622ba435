package dev.sterna.sync;

import dev.sterna.dialect.rows.ValueProbe;
import dev.sterna.dialect.rows.ValueProbe.Look;
import dev.sterna.dialect.rows.ValueProbe.Suspicion;
import dev.sterna.error.Problem;
import dev.sterna.jdbc.Lane;
import dev.sterna.jdbc.View;
import dev.sterna.migration.Database;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.TableDefinition;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whether rows still keep to the target's foreign keys, where nobody looked at these while rows were brought. */
final class BrokenKeys {
    private final Database target;

    BrokenKeys(Database target) {
        this.target = target;
    }

    /** A warning for each foreign key of or to one of these tables that some row is against. */
    List<Problem> of(Set<TableName> changed) {
        List<Problem> problems = new ArrayList<>();
        if (changed.isEmpty() || !target.dialect().triggers().leavesKeysUnchecked()) {
            return problems;
        }
        List<String> schemas =
                changed.stream().map(TableName::schema).distinct().toList();
        for (TableDefinition table : target.tables(schemas)) {
            for (ForeignKey key : table.foreignKeys()) {
                boolean concerned = changed.contains(table.name()) || changed.contains(key.target());
                if (concerned && isBroken(table, key)) {
                    problems.add(problem(table, key));
                }
            }
        }
        return problems;
    }

    private boolean isBroken(TableDefinition table, ForeignKey key) {
        ValueProbe probe = target.dialect().valueProbe();
        Suspicion orphan = new Suspicion(probe.orphan(table.table(), key), null);
        String query = probe.limited(probe.all(new Look(table.table(), List.of(), List.of(orphan), null)), 1);
        return target.attempt("look for rows of " + table.name() + " without what they refer to", table.name(), () -> {
            try (Lane lane = target.lane(View.PRESENT)) {
                return lane.query(query, 1, ResultSet::next);
            }
        });
    }

    private static Problem problem(TableDefinition table, ForeignKey key) {
        return Problem.warning(
                "foreign-key-broken",
                table.name().toString(),
                "Rows of " + table.name() + " refer to rows that " + key.target() + " has not, against foreign key "
                        + key.name() + ", which is not looked at while rows are brought",
                "Bring both tables, with --deletes where rows of the target's own refer to what is gone; where the"
                        + " source's rows break it too, correct them there");
    }
}
