package dev.sterna.assess;

import dev.sterna.error.Problem;
import dev.sterna.migration.Migration;
import dev.sterna.migration.TableConversions;
import java.util.List;

/**
 * Which values will make a migration fail, told before everything is read: by a sample of each table, so that it costs
 * seconds. What no sample tells, {@code assess --full} does.
 */
public final class ValueForecast {
    private static final Depth SAMPLE = new Depth(Depth.Rows.SAMPLE, Depth.Showing.KEYS);

    private ValueForecast() {}

    /** A warning for each kind that was found. A table that cannot be looked at is told of by who reads it. */
    public static List<Problem> of(Migration migration, TableConversions tables) {
        return ValueProblems.of(
                new ValueScans(migration, SAMPLE).lookForFailures(tables).findings());
    }
}
