package dev.sterna.embedded;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * A running database server with one database. It listens on 127.0.0.1 only, and asks every user for a password.
 * Closing it stops it and removes its data; the end of this JVM does the same, by whatever cause it ends.
 */
public interface EmbeddedServer extends Database, AutoCloseable {
    String host();

    int port();

    /** The database made at the start, which {@link #user()} owns. */
    String database();

    /** The user for the work: may do everything in its database and create others, but is no administrator. */
    String user();

    String password();

    /** The administrator: superuser of PostgreSQL, root of MariaDB and MySQL. */
    Login administrator();

    /** The URL of a database of this server, without user and password. */
    String jdbcUrl(String database);

    /** The URL of {@link #database()}. */
    default String jdbcUrl() {
        return jdbcUrl(database());
    }

    /**
     * Connects somebody to a database of this server.
     *
     * @throws SQLException when the server refuses
     */
    Connection connect(String database, Login login) throws SQLException;

    /** Connects to {@link #database()} as {@link #user()}. */
    default Connection connect() throws SQLException {
        return connect(Map.of());
    }

    /** False once the server has ended, by itself or by {@link #close()}. */
    boolean alive();

    /** Stops the server and removes its data. Does nothing the second time. */
    @Override
    void close();
}
