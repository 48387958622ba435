package dev.sterna.dialect;

import dev.sterna.config.Endpoint;
import dev.sterna.dialect.health.DatabaseHealth;
import dev.sterna.dialect.log.SourceLog;
import dev.sterna.dialect.rows.BulkLoad;
import dev.sterna.dialect.rows.DigestSql;
import dev.sterna.dialect.rows.RowChanges;
import dev.sterna.dialect.rows.RowCopies;
import dev.sterna.dialect.rows.RowRefusal;
import dev.sterna.dialect.rows.ScratchSql;
import dev.sterna.dialect.rows.Splitter;
import dev.sterna.dialect.rows.ValueProbe;
import dev.sterna.dialect.server.Activity;
import dev.sterna.dialect.server.Capability;
import dev.sterna.dialect.server.ChangeLog;
import dev.sterna.dialect.server.LedgerSql;
import dev.sterna.dialect.server.Preflight;
import dev.sterna.dialect.server.Retirement;
import dev.sterna.dialect.server.Server;
import dev.sterna.dialect.server.Snapshots;
import dev.sterna.dialect.server.TlsFailure;
import dev.sterna.dialect.server.Transport;
import dev.sterna.dialect.server.TriggerSwitch;
import dev.sterna.dialect.server.WriteFreeze;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.Connector;
import dev.sterna.model.Side;
import dev.sterna.model.TableName;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One engine. Implementations are stateless, serializable and found by {@link Dialects} through a service line; the
 * parts below are split by who needs them. Methods that talk to a server throw the driver's SQLException as it is; callers turn it into a
 * message by {@link #explain}.
 */
public interface Dialect extends Serializable {

    /** Short and stable. */
    String name();

    /** The products whose servers it knows, as {@link Server#product} and {@link dev.sterna.model.schema.Schema#engine} have them. */
    Set<String> products();

    /** What servers of this engine have at best. */
    Set<Capability> capabilities();

    /** Whether a JDBC URL belongs to this engine. */
    boolean accepts(String url);

    /**
     * How to connect for reading or writing. Sessions are put into a state in which text forms are as
     * {@link dev.sterna.model.LogicalType} defines them, whatever the server's and the JVM's defaults: UTC, ISO dates, exact floats,
     * UTF-8, no session limits on long results, strict mode.
     *
     * @throws SternaException (CONFIGURATION) when the driver would ignore or refuse a property or a parameter
     */
    Connector connector(Endpoint endpoint, Side side);

    /** Statements after which a session of either side tells of rows that a policy hides by an error, as a source's does. */
    default List<String> refusingHiddenRows() {
        return List.of();
    }

    /** Statements after which no later transaction of a session writes either, unless it says so itself. */
    List<String> refusingWrites();

    /** Statements after which no statement of a session waits for a lock for longer than that, in whole seconds. */
    List<String> waitingForLocks(Duration most);

    /** Statements after which the server ends a session's query, or its next batch of rows, that takes longer than that. */
    List<String> limitingQueries(Duration most);

    /** How connections to it are protected, as the driver understands the URL and its properties. */
    Transport transport(Endpoint endpoint);

    /** Who the server is, what it can do, and which row hashes it can compute. */
    Server probe(Connection connection, Endpoint endpoint) throws SQLException;

    /** The schemas to read when the configuration names none. */
    List<String> defaultSchemas(Connection connection, Endpoint endpoint) throws SQLException;

    /** Names, literals and expressions. */
    SqlText sql();

    /** Digests and hashed rows. */
    DigestSql digests();

    /** Cuts tables into chunks. */
    Splitter splitter();

    /** Reads what schemas have. */
    SchemaReader schemas();

    /**
     * What is equal in two schemas.
     *
     * @param product of the servers that have them
     */
    SchemaNormalForm normalForm(String product);

    /** Makes a schema, and what its tables need around a load. */
    SchemaDdl schemaDdl();

    /** Turns a source's schema into one of this engine. */
    SchemaConverter converter();

    /** What this engine takes for a name. */
    Identifiers identifiers();

    /** Reads and writes SQL expressions and queries. */
    Expressions expressions();

    /** The fast way in. */
    BulkLoad bulk();

    /** What stands in a migration's way before it begins. */
    Preflight preflight();

    /** Which values will not arrive as they are. */
    ValueProbe valueProbe();

    /** Tables to try something out on. */
    ScratchSql scratch();

    /** One consistent view for many connections, where the engine has it. */
    Snapshots snapshots();

    /** The log of changes. */
    ChangeLog changeLog();

    /** The same log, followed: which rows change. Of use where a server has {@link Capability#FOLLOWS_LOG}. */
    SourceLog sourceLog();

    /** Deletes, inserts and updates rows by key, a set at a time. */
    RowChanges rowChanges();

    /** Counts and removes copies of rows of tables without a key. */
    RowCopies rowCopies();

    /** Turns a target's own triggers off while rows are brought. */
    TriggerSwitch triggers();

    /** Keeps everybody else from writing. */
    WriteFreeze writeFreeze();

    /** Asks how a database is doing. */
    DatabaseHealth health();

    /** Who uses a database, and whether it was written to. */
    Activity activity();

    /** Takes a database out of use. */
    Retirement retirement();

    /** What the ledger needs of the engine. */
    LedgerSql ledger();

    /**
     * An understood failure for what the driver threw, with the engine's own words and a remedy that names a statement,
     * a setting or a command.
     *
     * @param doing what was being done, e.g. {@code "create table shop.orders"}
     * @param table the source table that it concerns, or null
     */
    default SternaException explain(SQLException failure, Side side, String doing, TableName table) {
        SternaException known = SternaException.findIn(failure);
        return known != null
                ? known
                : TlsFailure.of(failure, side, doing).orElseGet(() -> explainOwn(failure, side, doing, table));
    }

    /** As {@link #explain}, of what neither Sterna itself threw nor encryption is the cause of. */
    SternaException explainOwn(SQLException failure, Side side, String doing, TableName table);

    /** Whether the statement failed because a unique key already has the row, or a row that is there excludes it. */
    boolean isDuplicateKey(SQLException failure);

    /**
     * What a failed write says of a row, or empty when the failure is not a row's fault: a lost connection, a lock, a full
     * disk or a missing right say nothing of rows. The driver's exceptions and those of this dialect's own writers.
     */
    Optional<RowRefusal> refusal(SQLException failure);

    /**
     * Whether the same work, done again from its beginning on another connection, may well succeed: a deadlock, a wait for a
     * lock that took too long, a lost connection, a server that goes down or has no connection to spare. How a transaction
     * ended whose commit failed so is not known.
     */
    boolean isTransient(SQLException failure);

    /**
     * Whether a failure is the server's and no statement's own, so that nothing else would go on either: it is gone, full,
     * read-only, or lets this user in no more.
     */
    boolean isOfServer(SQLException failure);

    /** Whether the statement failed because there is no table of that name. */
    boolean isMissingTable(SQLException failure);
}
