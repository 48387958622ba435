package dev.sterna.dialect.server;

import dev.sterna.config.DecommissionSettings.Action;
import dev.sterna.dialect.server.Preflight.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Takes a database out of use for good. What is to be done is planned first, so that the caller notes it where a killed process leaves it
 * behind, and finds out from the note how far it came. Connections have autocommit on.
 */
public interface Retirement {

    /**
     * The name of the database, as its server says it; where a schema is one, those of all that are migrated, with commas between.
     *
     * @param connection into the database
     */
    String name(Connection connection, List<String> schemas) throws SQLException;

    /**
     * What stands in the way of this user, and what it would not do; remedies are statements.
     *
     * @param newName empty unless it is to be renamed
     */
    List<Finding> findings(Connection connection, Action action, List<String> schemas, String newName)
            throws SQLException;

    /** What would be done, in this order; nothing is changed. */
    List<Frozen.Change> plan(Connection connection, Action action, List<String> schemas, String newName)
            throws SQLException;

    /**
     * From where it is done: the URL of another database of the same server, or that of none, where a session in the database would
     * stand in the way.
     *
     * @param url of the database
     * @param name as {@link #name}
     */
    String urlBeside(String url, String name);

    /** How it is now what a change changes: as it was before, or as it is once it is made, or as somebody else has made it. */
    String now(Connection beside, Frozen.Change change) throws SQLException;
}
