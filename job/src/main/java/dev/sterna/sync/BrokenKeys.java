package dev.sterna.sync;

import dev.sterna.dialect.rows.ValueProbe;
import dev.sterna.dialect.rows.ValueProbe.Look;
import dev.sterna.dialect.rows.ValueProbe.Suspicion;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.Lane;
import dev.sterna.jdbc.View;
import dev.sterna.migration.Database;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.plan.TablePlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Whether rows still keep to the foreign keys of the side that is written, where nobody looked at these while rows were brought. */
final class BrokenKeys {
    private static final int FETCHED = 1000;

    private final Route route;
    private final Predicate<SternaException> isOwn;
    private final Map<TableName, TablePlan> plans = new HashMap<>();

    private record Key(TableDefinition table, ForeignKey key) {
        boolean concerns(Set<TableName> tables) {
            return tables.contains(table.name()) || tables.contains(key.target());
        }
    }

    /** @param isOwn whether a failure is that of one key */
    BrokenKeys(Route route, List<TablePlan> tables, Predicate<SternaException> isOwn) {
        this.route = route;
        this.isOwn = isOwn;
        tables.forEach(table -> plans.put(route.direction().written(table).name(), table));
    }

    /** What there is to say of each foreign key of or to one of these tables that some row is against. */
    List<Problem> of(Set<TableName> changed) {
        List<Problem> problems = new ArrayList<>();
        if (changed.isEmpty() || !route.to().dialect().triggers().leavesKeysUnchecked()) {
            return problems;
        }
        for (Key key : present()) {
            if (key.concerns(changed)) {
                check(key, problems);
            }
        }
        return problems;
    }

    private List<Key> present() {
        Database target = route.to();
        Set<String> schemas = new LinkedHashSet<>();
        plans.keySet().forEach(table -> schemas.add(table.schema()));
        schemas.addAll(target.ask(
                "look for foreign keys that refer to the tables",
                connection -> target.dialect().triggers().referring(connection, List.copyOf(plans.keySet()))));
        return target.tables(List.copyOf(schemas)).stream()
                .flatMap(table -> table.foreignKeys().stream().map(key -> new Key(table, key)))
                .toList();
    }

    private void check(Key key, List<Problem> problems) {
        TableName name = key.table().name();
        String which = "foreign key " + key.key().name() + " of " + name;
        TablePlan plan = plans.get(name);
        String table = plan == null ? name.toString() : plan.name();
        try {
            long rows = orphans(route.to(), key);
            if (rows == 0) {
                return;
            }
            String message = rows + (rows == 1 ? " row of " : " rows of ") + name
                    + (rows == 1 ? " refers" : " refer") + " to rows of "
                    + key.key().target() + " that are not there, against " + which
                    + ", which is not looked at while rows are brought";
            if (isBrokenThereToo(key)) {
                problems.add(Problem.warning(
                        "foreign-key-broken",
                        table,
                        message + "; so it is at the " + route.direction().from(),
                        "Correct the rows at the " + route.direction().from() + ", and sync again"));
            } else {
                problems.add(Problem.error(
                        "foreign-key-broken",
                        table,
                        message,
                        "Bring both tables, with --deletes where rows of the "
                                + route.direction().to()
                                + "'s own refer to what is gone; or correct these rows there"));
            }
        } catch (SternaException failure) {
            if (!isOwn.test(failure)) {
                throw failure;
            }
            problems.add(Problem.warning(
                    "foreign-key-unchecked",
                    table,
                    "Nobody can tell whether rows keep to " + which + ": " + failure.getMessage(),
                    "Make both tables readable for this user, and give the same command again"));
        }
    }

    /** The same columns may refer there to what is not there either. */
    private boolean isBrokenThereToo(Key key) {
        TablePlan plan = plans.get(key.table().name());
        TablePlan other = plans.get(key.key().target());
        if (plan == null || other == null) {
            return false;
        }
        TableName read = route.direction().read(plan).name();
        return route.from().tables(List.of(read.schema())).stream()
                .filter(table -> table.name().equals(read))
                .flatMap(table -> table.foreignKeys().stream().map(own -> new Key(table, own)))
                .filter(own ->
                        own.key().target().equals(route.direction().read(other).name()))
                .filter(own -> isSame(plan, own.key(), key.key()))
                .anyMatch(own -> orphans(route.from(), own) > 0);
    }

    private boolean isSame(TablePlan plan, ForeignKey read, ForeignKey written) {
        ForeignKey source = route.direction().ofRead(read, written);
        ForeignKey target = route.direction().ofWritten(read, written);
        return source.columns().stream().map(plan::targetName).toList().equals(target.columns());
    }

    private static long orphans(Database database, Key key) {
        ValueProbe probe = database.dialect().valueProbe();
        Suspicion orphan = new Suspicion(probe.orphan(key.table().table(), key.key()), null);
        String query = probe.all(new Look(key.table().table(), List.of(), List.of(orphan), null));
        TableName table = key.table().name();
        return database.attempt("look for rows of " + table + " without what they refer to", table, () -> {
            try (Lane lane = database.lane(View.PRESENT)) {
                return lane.query(query, FETCHED, answer -> {
                    long count = 0;
                    while (answer.next()) {
                        count++;
                    }
                    return count;
                });
            }
        });
    }
}
