package dev.sterna.dialect.postgres;

import dev.sterna.config.Endpoint;
import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.Expressions;
import dev.sterna.dialect.Identifiers;
import dev.sterna.dialect.SchemaConverter;
import dev.sterna.dialect.SchemaDdl;
import dev.sterna.dialect.SchemaNormalForm;
import dev.sterna.dialect.SchemaReader;
import dev.sterna.dialect.SqlText;
import dev.sterna.dialect.health.DatabaseHealth;
import dev.sterna.dialect.log.SourceLog;
import dev.sterna.dialect.postgres.catalog.PostgresNormalForm;
import dev.sterna.dialect.postgres.catalog.PostgresSchemaReader;
import dev.sterna.dialect.postgres.convert.PostgresConverter;
import dev.sterna.dialect.postgres.ddl.PostgresSchemaDdl;
import dev.sterna.dialect.postgres.health.PostgresHealth;
import dev.sterna.dialect.postgres.log.PostgresSourceLog;
import dev.sterna.dialect.postgres.rows.PostgresBulkLoad;
import dev.sterna.dialect.postgres.rows.PostgresDigests;
import dev.sterna.dialect.postgres.rows.PostgresRowChanges;
import dev.sterna.dialect.postgres.rows.PostgresRowCopies;
import dev.sterna.dialect.postgres.rows.PostgresScratch;
import dev.sterna.dialect.postgres.rows.PostgresSplitter;
import dev.sterna.dialect.postgres.rows.PostgresSqlText;
import dev.sterna.dialect.postgres.rows.PostgresValueProbe;
import dev.sterna.dialect.postgres.server.PostgresActivity;
import dev.sterna.dialect.postgres.server.PostgresChangeLog;
import dev.sterna.dialect.postgres.server.PostgresFailures;
import dev.sterna.dialect.postgres.server.PostgresLedger;
import dev.sterna.dialect.postgres.server.PostgresPreflight;
import dev.sterna.dialect.postgres.server.PostgresProbe;
import dev.sterna.dialect.postgres.server.PostgresRefusals;
import dev.sterna.dialect.postgres.server.PostgresRetirement;
import dev.sterna.dialect.postgres.server.PostgresSession;
import dev.sterna.dialect.postgres.server.PostgresSnapshots;
import dev.sterna.dialect.postgres.server.PostgresTransport;
import dev.sterna.dialect.postgres.server.PostgresTriggerSwitch;
import dev.sterna.dialect.postgres.server.PostgresWriteFreeze;
import dev.sterna.dialect.postgres.sql.PostgresEngine;
import dev.sterna.dialect.postgres.sql.PostgresExpressions;
import dev.sterna.dialect.postgres.sql.PostgresIdentifiers;
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
import dev.sterna.dialect.server.Transport;
import dev.sterna.dialect.server.TriggerSwitch;
import dev.sterna.dialect.server.WriteFreeze;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.Connector;
import dev.sterna.model.Side;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** PostgreSQL 13 to 18. */
public final class PostgresDialect implements Dialect {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return PostgresEngine.NAME;
    }

    @Override
    public Set<String> products() {
        return Set.of(PostgresEngine.NAME);
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.complementOf(EnumSet.of(Capability.FORMER_ROWS));
    }

    @Override
    public boolean accepts(String url) {
        return url.startsWith("jdbc:postgresql:");
    }

    @Override
    public List<String> refusingHiddenRows() {
        return List.of(PostgresSession.REFUSING_HIDDEN_ROWS);
    }

    @Override
    public List<String> refusingWrites() {
        return List.of("SET default_transaction_read_only = on");
    }

    @Override
    public List<String> waitingForLocks(Duration most) {
        return List.of("SET lock_timeout = '" + Math.max(1, most.toSeconds()) + "s'");
    }

    @Override
    public List<String> limitingQueries(Duration most) {
        return List.of("SET statement_timeout = " + most.toMillis());
    }

    @Override
    public Connector connector(Endpoint endpoint, Side side) {
        return PostgresSession.connector(endpoint, side);
    }

    @Override
    public Transport transport(Endpoint endpoint) {
        return PostgresTransport.of(endpoint);
    }

    @Override
    public Server probe(Connection connection, Endpoint endpoint) throws SQLException {
        return PostgresProbe.probe(connection, endpoint);
    }

    @Override
    public List<String> defaultSchemas(Connection connection, Endpoint endpoint) {
        return List.of("public");
    }

    @Override
    public SqlText sql() {
        return new PostgresSqlText();
    }

    @Override
    public DigestSql digests() {
        return new PostgresDigests();
    }

    @Override
    public Splitter splitter() {
        return new PostgresSplitter();
    }

    @Override
    public SchemaReader schemas() {
        return new PostgresSchemaReader();
    }

    @Override
    public SchemaDdl schemaDdl() {
        return new PostgresSchemaDdl();
    }

    @Override
    public SchemaNormalForm normalForm(String product) {
        return new PostgresNormalForm();
    }

    @Override
    public SchemaConverter converter() {
        return new PostgresConverter(this);
    }

    @Override
    public Identifiers identifiers() {
        return new PostgresIdentifiers();
    }

    @Override
    public Expressions expressions() {
        return new PostgresExpressions();
    }

    @Override
    public Preflight preflight() {
        return new PostgresPreflight();
    }

    @Override
    public ValueProbe valueProbe() {
        return new PostgresValueProbe();
    }

    @Override
    public BulkLoad bulk() {
        return new PostgresBulkLoad();
    }

    @Override
    public ScratchSql scratch() {
        return new PostgresScratch();
    }

    @Override
    public Snapshots snapshots() {
        return new PostgresSnapshots();
    }

    @Override
    public ChangeLog changeLog() {
        return new PostgresChangeLog();
    }

    @Override
    public SourceLog sourceLog() {
        return new PostgresSourceLog();
    }

    @Override
    public RowChanges rowChanges() {
        return new PostgresRowChanges();
    }

    @Override
    public RowCopies rowCopies() {
        return new PostgresRowCopies();
    }

    @Override
    public TriggerSwitch triggers() {
        return new PostgresTriggerSwitch();
    }

    @Override
    public WriteFreeze writeFreeze() {
        return new PostgresWriteFreeze();
    }

    @Override
    public DatabaseHealth health() {
        return new PostgresHealth();
    }

    @Override
    public Activity activity() {
        return new PostgresActivity();
    }

    @Override
    public Retirement retirement() {
        return new PostgresRetirement();
    }

    @Override
    public LedgerSql ledger() {
        return new PostgresLedger();
    }

    @Override
    public SternaException explainOwn(SQLException failure, Side side, String doing, TableName table) {
        return PostgresFailures.explain(failure, side, doing, table);
    }

    @Override
    public boolean isDuplicateKey(SQLException failure) {
        // unique and exclusion violations
        return "23505".equals(failure.getSQLState()) || "23P01".equals(failure.getSQLState());
    }

    @Override
    public boolean isTransient(SQLException failure) {
        String state = failure.getSQLState();
        return state != null
                && (state.startsWith("08")
                        || state.startsWith("40")
                        // the server goes down or comes up, has no connection to spare, or the wait for a lock is over
                        || List.of("57P01", "57P02", "57P03", "53300", "55P03").contains(state));
    }

    @Override
    public Optional<RowRefusal> refusal(SQLException failure) {
        return PostgresRefusals.of(failure);
    }

    @Override
    public boolean isOfServer(SQLException failure) {
        String state = failure.getSQLState();
        // 53200 is the memory that one statement wants.
        return state != null
                && !state.equals("53200")
                && (state.equals("25006")
                        || Stream.of("08", "28", "3D", "53", "57P", "58").anyMatch(state::startsWith));
    }

    @Override
    public boolean isMissingTable(SQLException failure) {
        return "42P01".equals(failure.getSQLState());
    }
}
