package dev.sterna.sync;

import dev.sterna.changes.NotBrought;
import dev.sterna.model.LogPosition;
import dev.sterna.model.TableName;
import dev.sterna.plan.TablePlan;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Hears what whoever follows does, so as to prove it; says what else is to be done for that. */
interface Proving {
    /** Nothing is proven. */
    Proving NONE = new Proving() {};

    /** How many connections to either side it takes. */
    default int connections() {
        return 0;
    }

    /** Whoever brings has tried keys, all or some of them, and the source shows what the log told of them. */
    default void named(TablePlan plan, Collection<List<String>> keys) {}

    /** All of these keys have been brought then, but some. */
    default void brought(TablePlan plan, Collection<List<String>> keys, List<NotBrought> notBrought) {}

    /** All rows of a table are gone on both sides. */
    default void emptied(TablePlan plan) {}

    /** A table is not followed any more. */
    default void leave(TablePlan plan) {}

    /** A cycle is in, and with it everything up to a position. */
    default void told(Told told) {}

    /**
     * What is in.
     *
     * @param lag how many seconds ago the first of it was committed
     * @param began when the cycle was begun to be read, on the clock of {@link System#nanoTime}
     * @param hadMore whether the log had anything to tell
     */
    record Told(LogPosition position, double lag, long began, boolean hadMore) {}

    /** Rows that differ although the log told nothing of them, to be brought after the next cycle, by how they were seen. */
    default Repairs toBring() {
        return Repairs.NONE;
    }

    /**
     * Rows to be brought once more.
     *
     * @param rows that the source has, as far as anybody knows
     * @param extras that only the target has, and that may go: whether it is not too many was judged
     */
    record Repairs(Map<TableName, Set<List<String>>> rows, Map<TableName, Set<List<String>>> extras) {
        static final Repairs NONE = new Repairs(Map.of(), Map.of());
    }

    /** How far it is, for a status line; empty for nothing. */
    default String words() {
        return "";
    }

    /** What it adds to an event. */
    default Map<String, Object> fields() {
        return Map.of();
    }

    /** How long it takes until all rows have been compared once, as far as can be told. */
    default double secondsToPass() {
        return 0;
    }

    /** Whether all rows have been compared once, or never will be: then the end may be sought in the log. */
    default boolean isPassed() {
        return true;
    }

    /** Whether all rows have been compared once. */
    default boolean isCompared() {
        return false;
    }

    /** Somebody wishes that it ends: all rows are compared now, however far whoever follows is behind. */
    default void wished() {}

    /** The end comes: what is open is compared at once. */
    default void hurry() {}

    /** Of how many keys it is not known so far whether they are the same. */
    default long undecided() {
        return 0;
    }

    /** Whether there is nothing to wait for: every row is proven, or differs for good. */
    default boolean isDecided() {
        return true;
    }
}
