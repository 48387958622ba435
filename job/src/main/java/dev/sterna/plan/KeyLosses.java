package dev.sterna.plan;

import dev.sterna.dialect.rows.ValueConversion;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.dialect.rows.ValueProbe;
import dev.sterna.dialect.rows.ValueProbe.Look;
import dev.sterna.dialect.rows.ValueProbe.Suspicion;
import dev.sterna.error.Problem;
import dev.sterna.jdbc.Lane;
import dev.sterna.jdbc.Lanes;
import dev.sterna.jdbc.View;
import dev.sterna.migration.Migration;
import dev.sterna.migration.TableConversions;
import dev.sterna.model.Table;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Looks for values that would become NULL in a key, which takes none, before anything is read. Only tables are looked at
 * whose key could have them.
 */
final class KeyLosses {
    private final Migration migration;

    KeyLosses(Migration migration) {
        this.migration = migration;
    }

    /** A problem for each column that has such a value. */
    List<Problem> refused(TableConversions tables) {
        int[] concerned = IntStream.range(0, tables.sources().size())
                .filter(i -> !tables.keyLosses().get(i).isEmpty())
                .toArray();
        if (concerned.length == 0) {
            return List.of();
        }
        int connections =
                Math.min(concerned.length, migration.settings().source().maxConnections());
        List<Problem> problems = new ArrayList<>();
        try (Lanes lanes = migration.source().lanes("sterna-keys", View.PRESENT, connections)) {
            List<CompletableFuture<List<Problem>>> pending = new ArrayList<>();
            for (int i : concerned) {
                Table table = tables.sources().get(i);
                ValueConversions losses = tables.keyLosses().get(i);
                pending.add(lanes.submit(lane -> refused(lane, table, losses)));
            }
            pending.forEach(each -> problems.addAll(Lanes.await(each)));
        }
        return problems;
    }

    private List<Problem> refused(Lane lane, Table table, ValueConversions losses) {
        ValueProbe probe = migration.source().dialect().valueProbe();
        String where = migration.settings().tables().where().get(table.name().toString());
        List<Problem> problems = new ArrayList<>();
        for (ValueConversion loss : losses.list()) {
            String condition = probe.breaks(table.column(loss.column()), loss.limit());
            Look look = new Look(table, List.of(), List.of(new Suspicion(condition, null)), where);
            String query = probe.limited(probe.all(look), 1);
            boolean there = migration
                    .source()
                    .attempt(
                            "look at the keys of " + table.name(),
                            table.name(),
                            () -> lane.query(query, 1, ResultSet::next));
            if (there) {
                problems.add(problem(table, loss));
            }
        }
        return problems;
    }

    private static Problem problem(Table table, ValueConversion loss) {
        String kind = loss.limit().kind().many();
        return Problem.error(
                "key-becomes-null",
                table.name().toString(),
                "Cannot make NULL of the " + kind + " in " + table.name() + "." + loss.column() + ", as "
                        + loss.limit().kind().policy() + " = null wants it: the column is part of a key",
                "Write other values at the source, leave these rows out by sterna.tables.where, or keep the column as text"
                        + " by sterna.types.map");
    }
}
