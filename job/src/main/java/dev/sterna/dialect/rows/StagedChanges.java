package dev.sterna.dialect.rows;

import dev.sterna.model.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

/** The order of work in which engines bring staged rows over; what is executed they say themselves. */
public final class StagedChanges implements RowChanges.Staging {
    private final Connection connection;
    private final BulkLoad bulk;
    private final Stage keys;
    private final Stage rows;
    private final Statements statements;
    private final BulkLoad.Plan keysPlan;
    private final BulkLoad.Plan rowsPlan;

    public StagedChanges(Connection connection, BulkLoad bulk, Stage keys, Stage rows, Statements statements)
            throws SQLException {
        this.connection = connection;
        this.bulk = bulk;
        this.keys = keys;
        this.rows = rows;
        this.statements = statements;
        execute(keys.make);
        execute(rows.make);
        this.keysPlan = bulk.plan(connection, keys.table, keys.columns);
        this.rowsPlan = bulk.plan(connection, rows.table, rows.columns);
    }

    /**
     * A temporary table in which rows wait. None of its statements ends a transaction.
     *
     * @param table as the bulk path has to see it
     * @param make makes it where it is not there
     * @param empty removes the rows of an earlier set
     * @param ready is executed after rows have come; null for nothing
     * @param drop drops it where it is there
     */
    public record Stage(
            Table table, List<BulkLoad.Incoming> columns, String make, String empty, String ready, String drop) {}

    /**
     * What is executed on the staged rows; each statement counts the rows of the table that it changes.
     *
     * @param delete removes rows whose key waits
     * @param displace removes rows that have to be put in again; null for none
     * @param update makes rows that are there what they should be; null where nothing can be updated
     * @param insert puts in the rows whose key is not there
     * @param kept what rows that are displaced keep; null where they bring all of their values
     */
    public record Statements(String delete, String displace, String update, String insert, Kept kept) {}

    /**
     * Values of displaced rows that the set does not bring.
     *
     * @param make makes the temporary table that takes them, where it is not there
     * @param empty removes those of an earlier set
     * @param save is executed before rows are displaced
     * @param restore puts these rows in again, with the values that they had and those that they bring
     */
    public record Kept(String make, String empty, String save, String restore, String drop) {}

    /** The end of a name that nothing else has. */
    public static String suffix() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    @Override
    public RowChanges.Counts apply(Iterable<? extends StagedRow> gone, Iterable<? extends StagedRow> present)
            throws SQLException {
        if (connection.getAutoCommit()) {
            throw new IllegalStateException("Cannot change rows outside a transaction of the caller's");
        }
        boolean any = stage(rows, rowsPlan, present);
        long deleted = stage(keys, keysPlan, gone) ? execute(statements.delete) : 0;
        if (!any) {
            return new RowChanges.Counts(deleted, 0, 0);
        }
        Kept kept = statements.displace == null ? null : statements.kept;
        if (kept != null) {
            execute(kept.make);
            execute(kept.empty);
            execute(kept.save);
        }
        long displaced = statements.displace == null ? 0 : execute(statements.displace);
        long updated = statements.update == null ? 0 : execute(statements.update);
        long inserted = (kept == null ? 0 : execute(kept.restore)) + execute(statements.insert);
        return new RowChanges.Counts(deleted, inserted - displaced, updated + displaced);
    }

    /** Whether there were any rows. */
    private boolean stage(Stage stage, BulkLoad.Plan plan, Iterable<? extends StagedRow> staged) throws SQLException {
        Iterator<? extends StagedRow> all = staged.iterator();
        if (!all.hasNext()) {
            return false;
        }
        // A transaction that was rolled back may have taken the table with it.
        execute(stage.make);
        execute(stage.empty);
        try (BulkWriter writer = bulk.open(connection, plan)) {
            while (all.hasNext()) {
                writer.write(all.next());
            }
            writer.finish();
        }
        if (stage.ready != null) {
            execute(stage.ready);
        }
        return true;
    }

    private long execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeLargeUpdate(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        if (!connection.isClosed()) {
            execute(keys.drop);
            execute(rows.drop);
            if (statements.kept != null) {
                execute(statements.kept.drop);
            }
        }
    }
}
