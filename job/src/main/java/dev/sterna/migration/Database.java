package dev.sterna.migration;

import dev.sterna.config.Endpoint;
import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.Dialects;
import dev.sterna.dialect.server.Server;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.Connector;
import dev.sterna.jdbc.Lane;
import dev.sterna.jdbc.Lanes;
import dev.sterna.jdbc.View;
import dev.sterna.ledger.Ledger;
import dev.sterna.model.Catalog;
import dev.sterna.model.Side;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * One of the two databases of a migration: what it is, how it is reached, and the only way in which it is asked. What
 * fails in it is explained here, once, in the engine's words and with the category of its side.
 *
 * @param settings as the user names it
 */
public record Database(Side side, Endpoint settings, Dialect dialect, Connector connector, Server server)
        implements Serializable {

    /**
     * Connects to a database and looks at its server.
     *
     * @throws SternaException (of the side) when it does not answer; (CONFIGURATION) when no engine accepts its URL
     */
    public static Database reach(Endpoint settings, Side side) {
        Dialect dialect = Dialects.forUrl(settings.url(), side);
        Connector connector = dialect.connector(settings, side);
        try (Connection connection = connector.open()) {
            return new Database(side, settings, dialect, connector, dialect.probe(connection, settings));
        } catch (SQLException failure) {
            throw dialect.explain(failure, side, "connect to the " + side.label(), null);
        }
    }

    /**
     * Asks on a connection of its own, with autocommit on.
     *
     * @param doing what is being done, for a message, e.g. {@code "look for the schemas"}
     * @param table the source's table that it concerns, or null
     * @throws SternaException (of the side) in place of an SQLException
     */
    public <T> T ask(String doing, TableName table, Question<T> question) {
        return attempt(doing, table, () -> {
            try (Connection connection = connector.open()) {
                return question.on(connection);
            }
        });
    }

    /** Asks what concerns no table. */
    public <T> T ask(String doing, Question<T> question) {
        return ask(doing, null, question);
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

    /** The same database in sessions of a source, in which rows that a policy hides are an error and not "none". */
    public Database readAsSource() {
        return new Database(side, settings, dialect, dialect.connector(settings, Side.SOURCE), server);
    }

    /**
     * Opens a connection that outlives one question, with autocommit on; the caller closes it. Whatever is done with it
     * belongs within {@link #attempt}.
     */
    public Connection open() throws SQLException {
        return connector.open();
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

    /** The schemas that the configuration names, or else the dialect's default. */
    public List<String> schemas() {
        return settings.schemas().isEmpty()
                ? ask("find the default schema", connection -> dialect.defaultSchemas(connection, settings))
                : settings.schemas();
    }

    /** The tables of these schemas, as they are now and as those see them who move rows. */
    public Catalog catalog(List<String> schemas) {
        return ask(
                "read the catalogue of " + String.join(", ", schemas),
                connection -> dialect.schemas().catalog(connection, schemas));
    }

    /** The same tables with their foreign keys. */
    List<TableDefinition> tables(List<String> schemas) {
        return ask(
                "read the catalogue of " + String.join(", ", schemas),
                connection -> dialect.schemas().tables(connection, schemas));
    }

    /** Everything in these schemas, as it is now. */
    public Schema schema(List<String> schemas) {
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
