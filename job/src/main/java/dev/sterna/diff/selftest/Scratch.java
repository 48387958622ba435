package dev.sterna.diff.selftest;

import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.convert.NameRegister;
import dev.sterna.dialect.rows.ScratchSql;
import dev.sterna.ledger.Ledger;
import dev.sterna.migration.Database;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Two tables of a self-test beside the ledger. Their names are made from the run's id, so that those of a self-test which
 * was killed go with the next one of its run.
 */
final class Scratch implements AutoCloseable {
    private final Database target;
    private final Ledger.Lock lock;
    private final TableName pristine;
    private final TableName work;

    private Scratch(Database target, Ledger.Lock lock, TableName pristine, TableName work) {
        this.target = target;
        this.lock = lock;
        this.pristine = pristine;
        this.work = work;
    }

    /** @throws dev.sterna.error.SternaException (LOCKED) when another self-test of the run is under way */
    static Scratch open(Database target, String runId) {
        Dialect dialect = target.dialect();
        Ledger ledger = target.ledger();
        String prefix = ScratchSql.PREFIX + NameRegister.hash(runId);
        Ledger.Lock lock = ledger.lock("sterna-self-test:" + runId);
        try {
            ledger.create();
            Scratch scratch = target.ask(
                    "find a place for a self-test",
                    connection -> new Scratch(
                            target,
                            lock,
                            dialect.ledger().table(connection, prefix + "_a"),
                            dialect.ledger().table(connection, prefix + "_b")));
            scratch.drop();
            return scratch;
        } catch (RuntimeException failure) {
            lock.close();
            throw failure;
        }
    }

    /** The table whose rows stay as they are. */
    TableName pristine() {
        return pristine;
    }

    /** The table whose rows are corrupted. */
    TableName work() {
        return work;
    }

    /** Drops both tables, if they are there. */
    void drop() {
        execute(
                "drop the tables of a self-test",
                List.of(
                        target.dialect().scratch().drop(pristine),
                        target.dialect().scratch().drop(work)));
    }

    void execute(String doing, List<String> statements) {
        target.execute(doing, null, statements);
    }

    /** Has the server change one row by each statement; answers why it did not, or null when it did. */
    String plant(List<String> statements) {
        try (Connection connection = target.connector().open();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                int rows = statement.executeUpdate(sql);
                if (rows != 1) {
                    return rows + " rows instead of one";
                }
            }
            return null;
        } catch (SQLException refused) {
            // A check of the column's type, or a character that its charset lacks. A server that is gone fails what
            // comes next. The message may hold values.
            return "SQL state " + refused.getSQLState();
        }
    }

    @Override
    public void close() {
        try {
            drop();
        } finally {
            lock.close();
        }
    }
}
