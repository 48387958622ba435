package dev.sterna.dialect.rows;

import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.rows.BulkLoad.Incoming;
import dev.sterna.model.Column;
import dev.sterna.model.Table;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Brings rows of a table to a wanted state, a set at a time: they come by the bulk path into a temporary table, and a
 * fixed number of statements brings them over. Triggers and foreign keys of the table act as they do for anybody; who
 * does not want that turns them off.
 */
public interface RowChanges {

    /** Whether the rows of a table of the target are rows that can be changed, and not a view of something else. */
    default boolean canChange(Table table) {
        return true;
    }

    /**
     * Prepares a connection on which rows are changed while other connections change others, before its first transaction.
     */
    default void begin(Connection connection) throws SQLException {}

    /**
     * Decides once how the rows of a table are changed.
     *
     * @param table as the target's catalogue has it now
     * @param columns what a row brings, in order; all columns of the key are among them
     * @param key names of the columns of a unique key that are never NULL
     */
    Plan plan(Connection connection, Table table, List<Incoming> columns, List<String> key) throws SQLException;

    /** Makes the temporary tables in which rows wait on this connection. */
    Staging open(Connection connection, Plan plan) throws SQLException;

    /** Writes the changes of single rows as statements. */
    RowStatements statements(Plan plan);

    /** What has to be said to a session first, for such statements to mean what they say; each with a semicolon. */
    List<String> scriptSession();

    /** Temporary tables of one connection, for any number of sets, one after the other. */
    interface Staging extends AutoCloseable {

        /**
         * Removes rows, and makes others what they should be, within the transaction of the connection, whose autocommit
         * is off: it neither commits nor rolls back. Rows of one set may take unique values from each other. A row
         * that a unique key or an exclusion constraint does not allow beside one outside the set is a failure for which
         * {@link Dialect#isDuplicateKey} is true; of a constraint that is deferred, it is COMMIT that fails. After any
         * failure the transaction can only be rolled back, and the next set may come.
         *
         * @param gone keys, the columns in the order of the plan's key, of rows that are to be removed if they are there;
         *     gone through after {@code present}
         * @param present rows that are to be as they are here, no key of them twice
         */
        Counts apply(Iterable<? extends StagedRow> gone, Iterable<? extends StagedRow> present) throws SQLException;

        /** Drops the temporary tables, as part of the transaction if one is open; of a failed one nothing is asked. */
        @Override
        void close() throws SQLException;
    }

    /**
     * How the rows of a table are changed.
     *
     * @param key the columns of the key, a part of {@code columns}
     * @param removal which rows have to be taken out and put in again
     */
    record Plan(Table table, List<Incoming> columns, List<Incoming> key, Removal removal) implements Serializable {
        public Plan {
            columns = List.copyOf(columns);
            key = List.copyOf(key);
        }

        /** A plan by the names of the key's columns. */
        public static Plan of(Table table, List<Incoming> columns, List<String> key, Removal removal) {
            return new Plan(
                    table,
                    columns,
                    key.stream()
                            .map(name -> columns.stream()
                                    .filter(column -> column.target().name().equals(name))
                                    .findFirst()
                                    .orElseThrow(() -> new IllegalArgumentException("Cannot change rows of "
                                            + table.name() + " without the key's column " + name)))
                            .toList(),
                    removal);
        }

        /** Whether a row may be taken out and put in again. */
        public boolean mayDisplace() {
            return removal.all()
                    || columns.stream()
                            .anyMatch(column ->
                                    removal.ifChanged().contains(column.target().name()));
        }

        /** Columns of the table with values of their own that rows do not bring; one that is put in again keeps them. */
        public List<Column> unbrought() {
            return table.storedColumns().stream()
                    .filter(column -> columns.stream()
                            .noneMatch(brought -> brought.target().name().equals(column.name())))
                    .toList();
        }

        /** The columns that no key tells rows apart by. */
        public List<Incoming> others() {
            return columns.stream().filter(column -> !key.contains(column)).toList();
        }
    }

    /**
     * Which rows of a set are removed before they are put in again, because an update in their place could meet a unique
     * value of a row that comes later in the set, or because a column of theirs cannot be updated.
     *
     * @param all whether it is all of them
     * @param ifChanged columns of which any differs; of no meaning where it is all
     */
    record Removal(boolean all, Set<String> ifChanged) implements Serializable {
        public static final Removal ALL = new Removal(true, Set.of());

        public Removal {
            ifChanged = Set.copyOf(ifChanged);
        }

        public static Removal ifChanged(Set<String> columns) {
            return new Removal(false, columns);
        }
    }

    /** Rows that were there and are gone, that were not there before, and that were there and are now as they should be. */
    record Counts(long deleted, long inserted, long updated) {
        public static final Counts NONE = new Counts(0, 0, 0);

        public Counts plus(Counts other) {
            return new Counts(deleted + other.deleted, inserted + other.inserted, updated + other.updated);
        }

        public Counts minus(Counts other) {
            return new Counts(deleted - other.deleted, inserted - other.inserted, updated - other.updated);
        }
    }
}
