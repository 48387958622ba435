package dev.sterna.dialect.mysql;

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
import dev.sterna.dialect.mysql.catalog.MySqlNormalForm;
import dev.sterna.dialect.mysql.catalog.MySqlSchemaReader;
import dev.sterna.dialect.mysql.convert.MySqlConverter;
import dev.sterna.dialect.mysql.ddl.MySqlSchemaDdl;
import dev.sterna.dialect.mysql.ddl.MySqlTriggerSwitch;
import dev.sterna.dialect.mysql.health.MySqlHealth;
import dev.sterna.dialect.mysql.log.MySqlSourceLog;
import dev.sterna.dialect.mysql.rows.MySqlBulkLoad;
import dev.sterna.dialect.mysql.rows.MySqlDigests;
import dev.sterna.dialect.mysql.rows.MySqlRowChanges;
import dev.sterna.dialect.mysql.rows.MySqlRowCopies;
import dev.sterna.dialect.mysql.rows.MySqlScratch;
import dev.sterna.dialect.mysql.rows.MySqlSplitter;
import dev.sterna.dialect.mysql.rows.MySqlSqlText;
import dev.sterna.dialect.mysql.rows.MySqlValueProbe;
import dev.sterna.dialect.mysql.server.MySqlActivity;
import dev.sterna.dialect.mysql.server.MySqlChangeLog;
import dev.sterna.dialect.mysql.server.MySqlErrors;
import dev.sterna.dialect.mysql.server.MySqlLedger;
import dev.sterna.dialect.mysql.server.MySqlPreflight;
import dev.sterna.dialect.mysql.server.MySqlProbe;
import dev.sterna.dialect.mysql.server.MySqlRefusals;
import dev.sterna.dialect.mysql.server.MySqlRetirement;
import dev.sterna.dialect.mysql.server.MySqlSession;
import dev.sterna.dialect.mysql.server.MySqlSnapshots;
import dev.sterna.dialect.mysql.server.MySqlTransport;
import dev.sterna.dialect.mysql.server.MySqlWriteFreeze;
import dev.sterna.dialect.mysql.server.ScalarQuery;
import dev.sterna.dialect.mysql.sql.MySqlExpressions;
import dev.sterna.dialect.mysql.sql.MySqlIdentifiers;
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
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.Connector;
import dev.sterna.model.Side;
import dev.sterna.model.TableName;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * MySQL 8 and MariaDB from 10.6. The two differ by what a server can do, which is asked of it, and where a statement
 * must be spelt differently, by version comments that only the one or the other reads.
 */
public final class MySqlDialect implements Dialect {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "mysql";
    }

    @Override
    public Set<String> products() {
        return Set.of("mysql", "mariadb");
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(
                Capability.FAST_ROW_HASH,
                Capability.STREAMED_LOAD,
                Capability.KEYED_CHANGES,
                Capability.LOG_POSITION,
                Capability.FOLLOWS_LOG,
                Capability.FORMER_ROWS,
                Capability.COUNTS_INDEX_USE);
    }

    @Override
    public boolean accepts(String url) {
        return MySqlSession.accepts(url);
    }

    @Override
    public List<String> refusingWrites() {
        return List.of("SET SESSION TRANSACTION READ ONLY");
    }

    @Override
    public List<String> waitingForLocks(Duration most) {
        long seconds = Math.max(1, most.toSeconds());
        return List.of(
                "SET SESSION lock_wait_timeout = " + seconds, "SET SESSION innodb_lock_wait_timeout = " + seconds);
    }

    @Override
    public List<String> limitingQueries(Duration most) {
        // Each product takes its own of the two, and skips the other's.
        return List.of("SET SESSION /*!50708 max_execution_time = " + most.toMillis()
                + " */ /*M!100101 max_statement_time = " + BigDecimal.valueOf(most.toMillis(), 3) + " */");
    }

    @Override
    public Connector connector(Endpoint endpoint, Side side) {
        return MySqlSession.connector(endpoint, side);
    }

    @Override
    public Transport transport(Endpoint endpoint) {
        return MySqlTransport.of(endpoint);
    }

    @Override
    public Server probe(Connection connection, Endpoint endpoint) throws SQLException {
        return MySqlProbe.probe(connection, endpoint);
    }

    @Override
    public List<String> defaultSchemas(Connection connection, Endpoint endpoint) throws SQLException {
        String database = ScalarQuery.text(connection, "SELECT DATABASE()");
        if (database == null) {
            throw SternaException.of(
                    Category.CONFIGURATION,
                    "no-database",
                    null,
                    "The URL names no database: " + endpoint.shownUrl(),
                    "Put the database's name at the end of the URL, as in jdbc:mariadb://host:3306/shop, or list"
                            + " databases in schemas");
        }
        return List.of(database);
    }

    @Override
    public SqlText sql() {
        return new MySqlSqlText();
    }

    @Override
    public DigestSql digests() {
        return new MySqlDigests();
    }

    @Override
    public Splitter splitter() {
        return new MySqlSplitter();
    }

    @Override
    public SchemaReader schemas() {
        return new MySqlSchemaReader();
    }

    @Override
    public SchemaDdl schemaDdl() {
        return new MySqlSchemaDdl();
    }

    @Override
    public SchemaNormalForm normalForm(String product) {
        return new MySqlNormalForm(product.equals("mariadb"));
    }

    @Override
    public SchemaConverter converter() {
        return new MySqlConverter(this);
    }

    @Override
    public Identifiers identifiers() {
        return new MySqlIdentifiers();
    }

    @Override
    public Expressions expressions() {
        return new MySqlExpressions();
    }

    @Override
    public Preflight preflight() {
        return new MySqlPreflight();
    }

    @Override
    public ValueProbe valueProbe() {
        return new MySqlValueProbe();
    }

    @Override
    public BulkLoad bulk() {
        return new MySqlBulkLoad();
    }

    @Override
    public ScratchSql scratch() {
        return new MySqlScratch();
    }

    @Override
    public Snapshots snapshots() {
        return new MySqlSnapshots();
    }

    @Override
    public ChangeLog changeLog() {
        return new MySqlChangeLog();
    }

    @Override
    public SourceLog sourceLog() {
        return new MySqlSourceLog();
    }

    @Override
    public RowChanges rowChanges() {
        return new MySqlRowChanges();
    }

    @Override
    public RowCopies rowCopies() {
        return new MySqlRowCopies();
    }

    @Override
    public TriggerSwitch triggers() {
        return new MySqlTriggerSwitch();
    }

    @Override
    public WriteFreeze writeFreeze() {
        return new MySqlWriteFreeze();
    }

    @Override
    public DatabaseHealth health() {
        return new MySqlHealth();
    }

    @Override
    public Activity activity() {
        return new MySqlActivity();
    }

    @Override
    public Retirement retirement() {
        return new MySqlRetirement();
    }

    @Override
    public LedgerSql ledger() {
        return new MySqlLedger();
    }

    @Override
    public SternaException explainOwn(SQLException failure, Side side, String doing, TableName table) {
        return MySqlErrors.explain(failure, side, doing, table);
    }

    @Override
    public boolean isDuplicateKey(SQLException failure) {
        return MySqlErrors.isDuplicateKey(failure);
    }

    @Override
    public boolean isTransient(SQLException failure) {
        return MySqlErrors.isTransient(failure);
    }

    @Override
    public Optional<RowRefusal> refusal(SQLException failure) {
        return MySqlRefusals.of(failure);
    }

    @Override
    public boolean isOfServer(SQLException failure) {
        return MySqlErrors.isOfServer(failure);
    }

    @Override
    public boolean isMissingTable(SQLException failure) {
        return MySqlErrors.isMissingTable(failure);
    }
}
