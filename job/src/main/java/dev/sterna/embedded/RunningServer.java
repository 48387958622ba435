package dev.sterna.embedded;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;

/** A started server of any engine. */
record RunningServer(
        Engine engine,
        int port,
        String database,
        Login owner,
        Login administrator,
        Endpoint endpoint,
        ChildProcess process)
        implements EmbeddedServer {

    /** How a server is reached: the driver, and the URL with %d for the port and %s for the database. */
    record Endpoint(Driver driver, String urlFormat) {
        String url(int port, String database) {
            return String.format(urlFormat, port, database);
        }

        Connection connect(int port, String database, Login login) throws SQLException {
            Properties properties = new Properties();
            properties.setProperty("user", login.user());
            properties.setProperty("password", login.password());
            return driver.connect(url(port, database), properties);
        }
    }

    @Override
    public String host() {
        return Ports.HOST;
    }

    @Override
    public String user() {
        return owner.user();
    }

    @Override
    public String password() {
        return owner.password();
    }

    @Override
    public String jdbcUrl(String name) {
        return endpoint.url(port, name);
    }

    @Override
    public Connection connect(String name, Login login) throws SQLException {
        return endpoint.connect(port, name, login);
    }

    @Override
    public boolean alive() {
        return process.alive();
    }

    @Override
    public void close() {
        process.close();
    }
}
