package dev.sterna.dialect;

import dev.sterna.config.Endpoint;
import dev.sterna.dialect.server.FreezeMeans;
import dev.sterna.dialect.server.FreezeProbe;
import dev.sterna.dialect.server.Frozen;
import dev.sterna.dialect.server.WriteFreeze;
import dev.sterna.embedded.Login;
import dev.sterna.jdbc.Connector;
import dev.sterna.model.Side;
import dev.sterna.model.TableName;
import dev.sterna.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** A database with table {@code t}, an application that writes it, and a user who may freeze it by one means. */
final class FreezeRig implements AutoCloseable {
    static final Duration WITHIN = Duration.ofSeconds(20);

    final FreezeCase what;
    final TestDatabase database;
    final Dialect dialect;
    final WriteFreeze freeze;
    final Login application;
    final Connection freezer;
    private final Login freezing;
    final List<String> schemas;
    final TableName table;
    private final Frozen before;

    FreezeRig(FreezeCase what, TestDatabase database, List<String> grants) throws SQLException {
        this.what = what;
        this.database = database;
        this.dialect = Dialects.forUrl(database.jdbcUrl(), Side.SOURCE);
        this.freeze = dialect.writeFreeze();
        this.schemas = List.of(database.defaultSchema());
        this.table = new TableName(schemas.get(0), "t");
        database.execute("CREATE TABLE t (id int NOT NULL PRIMARY KEY)", "INSERT INTO t VALUES (0)");
        String quoted = dialect.sql().quote(table);
        this.application = database.createUser("GRANT SELECT, INSERT, DELETE ON " + quoted + " TO %s");
        // LOCK TABLES is nobody's right on one table.
        if (grants.stream().anyMatch(grant -> grant.contains("DB."))) {
            database.executeAsAdministrator(
                    "GRANT LOCK TABLES ON " + database.name() + ".* TO '" + application.user() + "'@'%'");
        }
        this.freezing = login(grants);
        this.freezer = another();
        this.before = plan();
    }

    private Login login(List<String> grants) {
        return database.createUser(grants.stream()
                .map(grant -> grant.replace("GRANT sterna TO", "GRANT \"" + database.user() + "\" TO")
                        .replace("DB.", database.name() + "."))
                .toArray(String[]::new));
    }

    /** One more session of who freezes. */
    Connection another() throws SQLException {
        return connector(freezing).openAnother();
    }

    Connector connector(Login login) {
        return dialect.connector(endpoint(login), Side.SOURCE);
    }

    private Endpoint endpoint(Login login) {
        return Fixture.endpoint(database.jdbcUrl(), login.user(), login.password());
    }

    Login owner() {
        return new Login(database.user(), database.password());
    }

    FreezeMeans means() throws SQLException {
        return means(freezer);
    }

    FreezeMeans means(Connection connection) throws SQLException {
        return freeze.means(connection, schemas).stream()
                .filter(means -> means.name().equals(what.means()))
                .findFirst()
                .orElseThrow();
    }

    Frozen plan() throws SQLException {
        return freeze.plan(freezer, what.means(), schemas);
    }

    /** As the owner, who is the source's user, in a session of its own. */
    FreezeProbe probe(Frozen frozen) throws SQLException {
        try (Connection fresh = connector(owner()).openAnother()) {
            return freeze.probe(fresh, frozen, List.of(table));
        }
    }

    long count() throws SQLException {
        try (Connection reader = connector(owner()).openAnother();
                Statement statement = reader.createStatement();
                var row = statement.executeQuery(
                        "SELECT count(*) FROM " + dialect.sql().quote(table))) {
            row.next();
            return row.getLong(1);
        }
    }

    void insert(Connection connection, int id) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO " + dialect.sql().quote(table) + " VALUES (" + id + ")");
        }
    }

    /** Whatever the test has done, the server is as it was. */
    @Override
    public void close() throws SQLException {
        freezer.close();
        try (Connection administrator = connector(database.administrator()).openAnother()) {
            freeze.undo(administrator, before);
        }
    }
}
