package dev.sterna.migration;

import dev.sterna.config.Endpoint;
import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.Dialects;
import dev.sterna.dialect.server.Capability;
import dev.sterna.dialect.server.Server;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.Connector;
import dev.sterna.jdbc.Lane;
import dev.sterna.jdbc.Lanes;
import dev.sterna.jdbc.SharedSessions;
import dev.sterna.jdbc.View;
import dev.sterna.ledger.Ledger;
import dev.sterna.model.Catalog;
import dev.sterna.model.Side;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One of the two databases of a migration: what it is, how it is reached, and the only way in which it is asked. What
 * fails in it is explained here, once, in the engine's words and with the category of its side.
 *
 * @param settings as the user names it
 * @param path schemas in which its sessions look for what the user's expressions name without one, in this order; none
 *     for an engine that looks nowhere else than in the schema of what it works on
 * @param kept what was kept of it where nobody connects to it any more; null of a database that is there
 * @param said what its sessions were told besides, which those that write are told, too
 */
public record Database(
        Side side,
        Endpoint settings,
        Dialect dialect,
        Connector connector,
        Server server,
        List<String> path,
        KeptSchema kept,
        List<String> said)
        implements Serializable {

    public Database {
        path = List.copyOf(path);
        said = List.copyOf(said);
    }

    /** One to whose sessions nothing is said first. */
    public Database(
            Side side,
            Endpoint settings,
            Dialect dialect,
            Connector connector,
            Server server,
            List<String> path,
            KeptSchema kept) {
        this(side, settings, dialect, connector, server, path, kept, List.of());
    }

    /** One that is there. */
    public Database(
            Side side, Endpoint settings, Dialect dialect, Connector connector, Server server, List<String> path) {
        this(side, settings, dialect, connector, server, path, null);
    }

    /** One that looks nowhere else. */
    public Database(Side side, Endpoint settings, Dialect dialect, Connector connector, Server server) {
        this(side, settings, dialect, connector, server, List.of());
    }

    /**
     * Connects to a database and looks at its server.
     *
     * @throws SternaException (of the side) when it does not answer; (CONFIGURATION) when no engine accepts its URL
     */
    public static Database reach(Endpoint settings, Side side) {
        Dialect dialect = Dialects.forUrl(settings.url(), side);
        Connector connector = dialect.connector(settings, side);
        try {
            return SharedSessions.ask(connector, connection -> {
                Server server = dialect.probe(connection, settings);
                List<String> path =
                        server.has(Capability.SEARCH_PATH) ? dialect.schemas().searchPath(connection) : List.of();
                return new Database(side, settings, dialect, connector, server).lookingIn(path);
            });
        } catch (SQLException failure) {
            throw dialect.explain(failure, side, "connect to the " + side.label(), null);
        }
    }

    /** One of which something is known, and that nobody connects to. */
    static Database kept(Endpoint settings, Side side, Server server, KeptSchema kept) {
        Dialect dialect = Dialects.forProduct(kept.schema().engine());
        // Never opened: what would ask it goes by what is kept.
        Connector nowhere = new Connector("", "", "", null, Map.of(), List.of());
        return new Database(side, settings, dialect, nowhere, server, List.of(), kept);
    }

    /** Whether it is known by what was kept of it alone. */
    public boolean isKept() {
        return kept != null;
    }

    /**
     * Asks on a connection of its own with autocommit on, or on the one that the thread shares ({@link SharedSessions}).
     *
     * @param doing what is being done, for a message, e.g. {@code "look for the schemas"}
     * @param table the source's table that it concerns, or null
     * @throws SternaException (of the side) in place of an SQLException
     */
    public <T> T ask(String doing, TableName table, Question<T> question) {
        return attempt(doing, table, () -> SharedSessions.ask(connector, question::on));
    }

    /** The same, with sessions that look in these schemas for what the user's expressions name without one. */
    public Database lookingIn(Collection<String> schemas) {
        if (kept != null || !server.has(Capability.SEARCH_PATH)) {
            return this;
        }
        List<String> wanted = schemas.stream().distinct().toList();
        String use = dialect.schemaDdl().useSchema(wanted);
        return new Database(side, settings, dialect, connector.withSession(List.of(use)), server, wanted);
    }

    /** The same, for work on what is in a schema: there its sessions look first. */
    public Database within(String schema) {
        return lookingIn(firstIn(schema));
    }

    /** The statement that makes an open session look first in a schema, until it ends. */
    public String useSchema(String schema) {
        return dialect.schemaDdl().useSchema(firstIn(schema));
    }

    private List<String> firstIn(String schema) {
        List<String> first = new ArrayList<>(List.of(schema));
        path.stream().filter(other -> !other.equals(schema)).forEach(first::add);
        return first;
    }

    /** Asks what concerns no table. */
    public <T> T ask(String doing, Question<T> question) {
        return ask(doing, null, question);
    }

    /** Asks in a session of its own beside the one that the thread shares, which may be left in any state. */
    public <T> T askApart(String doing, Question<T> question) {
        return attempt(doing, null, () -> {
            try (Connection connection = openAnother()) {
                return question.on(connection);
            }
        });
    }

    /** Works on whatever connection the work has, and explains its failure as {@link #ask} does. */
    public <T> T attempt(String doing, TableName table, Attempt<T> attempt) {
        try {
            return attempt.run();
        } catch (SQLException failure) {
            throw explain(failure, doing, table);
        }
    }

    /** An understood failure, for those who do more about it than to throw it. */
    public SternaException explain(SQLException failure, String doing, TableName table) {
        return dialect.explain(failure, side, doing, table);
    }

    /** Executes statements one after another on one connection, with autocommit on. */
    public void execute(String doing, TableName table, List<String> statements) {
        ask(doing, table, connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
            return null;
        });
    }

    /** The same in sessions in which no statement waits for a lock for longer than that. */
    public Database waitingForLocks(Duration most) {
        Connector patient = connector.withSession(dialect.waitingForLocks(most));
        return new Database(side, settings, dialect, patient, server, path);
    }

    /** The same in sessions in which the server ends a query, or its next batch of rows, that takes longer than that. */
    public Database limitingQueries(Duration most) {
        return new Database(
                side, settings, dialect, connector.withSession(dialect.limitingQueries(most)), server, path);
    }

    /** The same in sessions in which no transaction writes, unless it says so itself. */
    public Database refusingWrites() {
        return new Database(side, settings, dialect, connector.withSession(dialect.refusingWrites()), server, path);
    }

    /** The same database in sessions of a source, in which rows that a policy hides are an error and not "none". */
    public Database readAsSource() {
        return new Database(side, settings, dialect, connector.withSession(dialect.refusingHiddenRows()), server, path);
    }

    /**
     * A source in sessions that write, in which rows that a policy hides are an error still; what its server lets this user do
     * there is asked anew.
     */
    public Database forWriting() {
        Connector writing = dialect.connector(settings, Side.TARGET)
                .withSession(dialect.refusingHiddenRows())
                .withSession(said);
        return attempt(
                        "connect to the " + side.label(),
                        null,
                        () -> SharedSessions.ask(
                                writing,
                                connection -> new Database(
                                        side, settings, dialect, writing, dialect.probe(connection, settings))))
                .lookingIn(path);
    }

    /** The same in sessions to which some statements are said first. */
    public Database saying(List<String> statements) {
        return new Database(side, settings, dialect, connector.withSession(statements), server, path, kept, statements);
    }

    /**
     * Opens a connection that outlives one question, with autocommit on; the caller closes it. Whatever is done with it
     * belongs within {@link #attempt}.
     */
    public Connection open() throws SQLException {
        return connector.open();
    }

    /** The same beside the one that the thread shares: statements may leave a session in any state. */
    public Connection openAnother() throws SQLException {
        return connector.openAnother();
    }

    /** One connection for reading; the caller closes it. */
    public Lane lane(View view) {
        return new Lane(connector, view);
    }

    /** Connections for reading, with as many threads; the caller closes them. */
    public Lanes lanes(String name, View view, int count) {
        return new Lanes(name, connector, view, count);
    }

    /** The ledger that this database holds, or would hold, as a target. */
    public Ledger ledger() {
        return new Ledger(dialect, connector);
    }

    /**
     * The schemas that the configuration names, all that hold something where it says so of a source, or else the dialect's
     * default.
     */
    public List<String> schemas() {
        if (kept != null) {
            return kept.schemas();
        }
        if (settings.schemas().isEmpty()) {
            return ask("find the default schema", connection -> dialect.defaultSchemas(connection, settings));
        }
        boolean all = side == Side.SOURCE && settings.schemas().contains(SchemaSelection.ALL);
        return all ? SchemaSelection.all(ask("look for the schemas", dialect.schemas()::contents)) : settings.schemas();
    }

    /** The names of all schemas that are there. */
    public Set<String> schemaNames() {
        return ask("look for the schemas", Database::schemaNames);
    }

    /** What JDBC calls schemas of some engines it calls catalogues of others. */
    private static Set<String> schemaNames(Connection connection) throws SQLException {
        Set<String> names = new HashSet<>();
        try (ResultSet schemas = connection.getMetaData().getSchemas();
                ResultSet catalogs = connection.getMetaData().getCatalogs()) {
            while (schemas.next()) {
                names.add(schemas.getString("TABLE_SCHEM"));
            }
            boolean none = names.isEmpty();
            while (catalogs.next() && none) {
                names.add(catalogs.getString("TABLE_CAT"));
            }
            return names;
        }
    }

    /** The tables of these schemas, as they are now and as those see them who move rows. */
    public Catalog catalog(List<String> schemas) {
        if (kept != null) {
            return new Catalog(kept.tables());
        }
        return ask(
                "read the catalogue of " + String.join(", ", schemas),
                connection -> dialect.schemas().catalog(connection, schemas));
    }

    /** The names of the same tables: where nothing else is asked of them, it is one query and not a reading. */
    public Set<TableName> names(List<String> schemas) {
        return ask(
                "look for the tables of " + String.join(", ", schemas),
                connection -> dialect.schemas().names(connection, schemas));
    }

    /** The same tables with their foreign keys. */
    public List<TableDefinition> tables(List<String> schemas) {
        if (kept != null) {
            return kept.schema().tables();
        }
        return ask(
                "read the catalogue of " + String.join(", ", schemas),
                connection -> dialect.schemas().tables(connection, schemas));
    }

    /** Everything in these schemas, as it is now. */
    public Schema schema(List<String> schemas) {
        if (kept != null) {
            return kept.schema();
        }
        return ask(
                "read the catalogue of " + String.join(", ", schemas),
                connection -> dialect.schemas().read(connection, schemas));
    }

    /** What a database is asked on an open connection. */
    @FunctionalInterface
    public interface Question<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Work with a database that brings its own connection. */
    @FunctionalInterface
    public interface Attempt<T> {
        T run() throws SQLException;
    }
}
