package dev.sterna.monitor;

import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.model.Side;
import dev.sterna.model.TableName;
import dev.sterna.plan.TablePlan;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is looked at, and since when.
 *
 * @param source empty where it is not looked at
 * @param problems found on the way there
 */
record Place(
        long began,
        Instant time,
        List<TablePlan> tables,
        Optional<Database> source,
        Database target,
        boolean switched,
        List<Problem> problems) {

    List<TableName> names(Side side) {
        return tables.stream()
                .map(table -> (side == Side.SOURCE ? table.source() : table.target()).name())
                .toList();
    }

    /** Tables of the run that are in the target. */
    List<TableName> there() {
        Set<TableName> known = target.names(
                names(Side.TARGET).stream().map(TableName::schema).distinct().toList());
        return names(Side.TARGET).stream().filter(known::contains).toList();
    }

    /**
     * The same database, in which a query's bare names are looked for in the schemas of the run's tables, and where the server itself
     * gives up what takes too long.
     */
    Database forQueries(Database database, Patience patience) {
        Set<String> schemas = new LinkedHashSet<>();
        names(database.side()).forEach(table -> schemas.add(table.schema()));
        schemas.addAll(database.path());
        return database.lookingIn(schemas).limitingQueries(patience.limit()).waitingForLocks(patience.inSeconds());
    }

    /** The same, when nothing is asked of the source. */
    Place alone() {
        return new Place(began, time, tables, Optional.empty(), target, switched, problems);
    }

    /** Whether it goes on after a failure, with the target alone: that of a source that is in use no more. */
    boolean doesWithout(SternaException failure) {
        return switched && failure.category() == Category.SOURCE;
    }
}
