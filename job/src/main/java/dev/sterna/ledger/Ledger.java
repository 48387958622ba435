package dev.sterna.ledger;

import dev.sterna.dialect.Dialect;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.Connector;
import dev.sterna.model.Digest;
import dev.sterna.model.Side;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs and their chunks, kept in the target. Every call uses a connection of its own with autocommit on: when it
 * returns, what it wrote is committed. Failures are explained, with category TARGET.
 */
public final class Ledger {
    private final Dialect dialect;
    private final Connector connector;
    private final LedgerServer server;

    /** The ledger of the target that the connector leads to. */
    public Ledger(Dialect dialect, Connector connector) {
        this.dialect = dialect;
        this.connector = connector;
        this.server = new LedgerServer(dialect, connector);
    }

    /** Creates what is missing of the ledger. */
    public void create() {
        server.ask("create the ledger", connection -> {
            try (var statement = connection.createStatement()) {
                for (String sql : dialect.ledger().create(connection)) {
                    statement.execute(sql);
                }
            }
            return null;
        });
    }

    /** Whether the target has a ledger; an older one is made whole. */
    public boolean isThere() {
        boolean there = server.ask("find the ledger", connection -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT COUNT(*) FROM " + runs(connection));
                    ResultSet rows = statement.executeQuery()) {
                return rows.next();
            } catch (SQLException failure) {
                if (dialect.isMissingTable(failure)) {
                    return false;
                }
                throw failure;
            }
        });
        if (there) {
            create();
        }
        return there;
    }

    /** The run of that id, or empty. */
    public Optional<RunRow> find(String runId) {
        return server.ask("read the ledger", connection -> Optional.ofNullable(read(connection, runId)));
    }

    /** Notes that a run begins, or goes on, with a plan that came from no other. */
    public void start(String runId, String planHash) {
        start(runId, planHash, List.of());
    }

    /**
     * Notes that a run begins, or goes on, with a plan, to write to the target: what was proven of it before holds no more.
     *
     * @param ancestors hashes of plans that this one came from: what they have loaded fits it
     * @throws SternaException (REFUSED) when the run began with another plan: its chunks would not fit this one's
     */
    public void start(String runId, String planHash, List<String> ancestors) {
        server.ask("start run " + runId + " in the ledger", connection -> {
            boolean inserted = insert(connection, runId, planHash);
            if (!inserted) {
                RunRow known = read(connection, runId);
                if (known != null
                        && known.planHash() != null
                        && !known.planHash().equals(planHash)
                        && !ancestors.contains(known.planHash())) {
                    throw SternaException.of(
                            Category.REFUSED,
                            "plan-changed",
                            null,
                            "Cannot go on with run " + runId + ": the target's ledger knows it with another plan (hash "
                                    + known.planHash() + ", now " + planHash + ")",
                            "Bring back the run's plan.json as it was, or begin anew: sterna plan --run-id NEW");
                }
                update(connection, runId, RunRow.RUNNING, planHash, null, End.OPEN);
            }
            return null;
        });
        gates().forget(runId, GateLedger.PROOF);
    }

    /**
     * Notes how a run ended.
     *
     * @param state the label of its outcome
     * @param detail what went wrong, or null
     */
    public void finish(String runId, String state, String detail) {
        server.ask("finish run " + runId + " in the ledger", connection -> {
            update(connection, runId, state, null, detail, End.NOW);
            return null;
        });
    }

    /** Forgets a run with all that it has brought and made: of rows and objects that are gone. */
    public void forget(String runId) {
        server.inTransaction("forget run " + runId + " in the ledger", connection -> {
            for (String table : List.of("chunk", "reject", "target", "made", "watermark", "run")) {
                server.delete(connection, table, runId);
            }
        });
    }

    /** The chunks of a table that are in, by index, with their rows; the sum is null where none was given. */
    public Map<Integer, Digest> loadedChunks(String runId, String tableName) {
        return server.ask("read the ledger", connection -> chunks(connection).read(connection, runId, tableName));
    }

    /** The chunks of all tables of a run that are in, by table, in one answer; tables without any are left out. */
    public Map<String, Set<Integer>> loadedChunks(String runId) {
        return server.ask("read the ledger", connection -> chunks(connection).read(connection, runId));
    }

    /** How much of each table of a run is in, by the source's table name; empty when the target has no ledger yet. */
    public Map<String, LoadedChunks> progress(String runId) {
        return server.ask("read the ledger", connection -> LoadedChunks.read(connection, dialect, runId));
    }

    /** A text that is another one once rows have come to the target, of any run; the same where there is no ledger. */
    public String mark() {
        return server.ask("read the ledger", connection -> TargetMark.read(connection, dialect));
    }

    /** Which target table a run loads each of its tables into. */
    public LoadTargets targets() {
        return new LoadTargets(dialect, connector);
    }

    /** Which triggers of the target are off. */
    public TriggerLedger triggers() {
        return new TriggerLedger(dialect, connector, "trigger", "");
    }

    /** Which triggers of a source are off, while rows go back to it. */
    public TriggerLedger sourceTriggers(String location) {
        return new TriggerLedger(dialect, connector, "source_trigger", TriggerLedger.of(location));
    }

    /** Those of all sources; only to be read. */
    public TriggerLedger sourceTriggers() {
        return new TriggerLedger(dialect, connector, "source_trigger", null);
    }

    /** What both sides last had in common. */
    public CommonLedger common() {
        return new CommonLedger(dialect, connector);
    }

    /** Up to where tables are in of which a column grows. */
    public WatermarkLedger watermarks() {
        return new WatermarkLedger(dialect, connector);
    }

    /** Which objects of the target are Sterna's own. */
    public MadeLedger made() {
        return new MadeLedger(dialect, connector);
    }

    /** The part that executors use in their own transactions. */
    public ChunkLedger chunks() {
        return server.ask("find the ledger", this::chunks);
    }

    /** The part about batches of changes, which are noted in the transactions that bring them. */
    public BatchLedger batches() {
        return server.ask(
                "find the ledger",
                connection -> new BatchLedger(dialect, dialect.ledger().table(connection, "batch")));
    }

    /** What batches have changed elsewhere, or were about to. */
    public List<BatchLedger.Intent> intents(String runId, String tableName) {
        BatchLedger batches = batches();
        return server.ask("read the ledger", connection -> batches.intents(connection, runId, tableName));
    }

    /** Forgets them. */
    public void forgetIntents(String runId, String tableName) {
        BatchLedger batches = batches();
        server.ask("forget batches in the ledger", connection -> {
            batches.forget(connection, runId, tableName);
            return null;
        });
    }

    /** How far runs have followed the source's log. */
    public FollowLedger follow() {
        return new FollowLedger(dialect, connector);
    }

    /** All that there is of a run, to be kept. */
    public LedgerRows rows() {
        return new LedgerRows(dialect, connector);
    }

    /** How far runs are cut over. */
    public CutoverLedger cutover() {
        return new CutoverLedger(dialect, connector);
    }

    /** What gates came to. */
    public GateLedger gates() {
        return new GateLedger(dialect, connector);
    }

    /** The rows that the target refused, of all tables of a run. */
    public List<ChunkRejects> rejects(String runId) {
        return server.ask("read the ledger", connection -> rejects(connection).read(connection, runId));
    }

    /** The part about refused rows that executors use in their own transactions. */
    public RejectLedger rejects() {
        return server.ask("find the ledger", this::rejects);
    }

    /**
     * Takes the lock of whoever writes for a run; it is held until closed, or until the process is gone.
     *
     * @throws SternaException (LOCKED) when another process has it
     */
    public Lock lock(String runId) {
        String name = "sterna:" + runId;
        return new Lock(this, name, locked(name));
    }

    @SuppressWarnings("MustBeClosedChecker")
    private Connection locked(String name) {
        Connection held = null;
        boolean locked = false;
        try {
            held = connector.openAnother();
            locked = dialect.ledger().tryLock(held, name);
        } catch (SQLException failure) {
            throw dialect.explain(failure, Side.TARGET, "lock " + name, null);
        } finally {
            if (held != null && !locked) {
                closeQuietly(held);
            }
        }
        if (!locked) {
            throw SternaException.of(
                    Category.LOCKED,
                    "locked",
                    null,
                    "Cannot lock " + name + ": another process works on it",
                    "Wait until it has ended, or stop it, and give the same command again");
        }
        return held;
    }

    /** A lock that is held as long as its connection is. Thread-safe. */
    public static final class Lock implements AutoCloseable {
        private static final int SECONDS_TO_ANSWER = 5;

        private final Ledger ledger;
        private final String name;
        private Connection held;

        private Lock(Ledger ledger, String name, Connection held) {
            this.ledger = ledger;
            this.name = name;
            this.held = held;
        }

        /**
         * Makes sure that it is held still, and takes it again where its connection is gone.
         *
         * @throws SternaException (LOCKED) when another process has it now
         */
        public synchronized void hold() {
            try {
                if (held.isValid(SECONDS_TO_ANSWER)) {
                    return;
                }
            } catch (SQLException gone) {
                // as good as an answer
            }
            closeQuietly(held);
            held = ledger.locked(name);
        }

        /** Gives the lock back: a server may end a session some time after its connection was closed. */
        @Override
        public synchronized void close() {
            try {
                ledger.dialect.ledger().unlock(held, name);
            } catch (SQLException gone) {
                // With the session the lock is gone as well, if later.
                closeQuietly(held);
                return;
            }
            closeQuietly(held);
        }
    }

    private ChunkLedger chunks(Connection connection) throws SQLException {
        return new ChunkLedger(dialect, dialect.ledger().table(connection, "chunk"));
    }

    private RejectLedger rejects(Connection connection) throws SQLException {
        return new RejectLedger(dialect, dialect.ledger().table(connection, "reject"));
    }

    private boolean insert(Connection connection, String runId, String planHash) throws SQLException {
        String sql = "INSERT INTO " + runs(connection) + " (" + quote("run_id") + ", " + quote("state") + ", "
                + quote("plan_hash") + ", " + quote("started") + ") VALUES (?, ?, ?, CURRENT_TIMESTAMP)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, runId);
            statement.setString(2, RunRow.RUNNING);
            statement.setString(3, planHash);
            statement.executeUpdate();
            return true;
        } catch (SQLException failure) {
            if (dialect.isDuplicateKey(failure)) {
                return false;
            }
            throw failure;
        }
    }

    private enum End {
        OPEN("NULL"),
        NOW("CURRENT_TIMESTAMP");

        private final String sql;

        End(String sql) {
            this.sql = sql;
        }
    }

    /** @param planHash null leaves it as it is */
    private void update(Connection connection, String runId, String state, String planHash, String detail, End end)
            throws SQLException {
        String sql = "UPDATE " + runs(connection) + " SET " + quote("state") + " = ?, " + quote("plan_hash")
                + " = COALESCE(?, " + quote("plan_hash") + "), " + quote("detail") + " = ?, " + quote("finished")
                + " = "
                + end.sql + " WHERE " + quote("run_id") + " = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, state);
            statement.setString(2, planHash);
            statement.setString(3, detail);
            statement.setString(4, runId);
            statement.executeUpdate();
        }
    }

    private RunRow read(Connection connection, String runId) throws SQLException {
        String sql = "SELECT " + quote("state") + ", " + quote("plan_hash") + ", " + quote("detail") + " FROM "
                + runs(connection) + " WHERE " + quote("run_id") + " = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, runId);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? new RunRow(runId, rows.getString(1), rows.getString(2), rows.getString(3)) : null;
            }
        }
    }

    private String runs(Connection connection) throws SQLException {
        return server.table(connection, "run");
    }

    private String quote(String identifier) {
        return dialect.sql().quote(identifier);
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException ignored) {
            // The server ends the lock with the connection, however it ends.
        }
    }
}
