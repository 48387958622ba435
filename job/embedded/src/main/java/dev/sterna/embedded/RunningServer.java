package dev.sterna.embedded;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * A started server of any engine.
 *
 * @param urlFormat its URL with three holes: host, port, database
 */
record RunningServer(
        Engine engine,
        int port,
        String database,
        Login owner,
        Login administrator,
        String urlFormat,
        ChildProcess process)
        implements EmbeddedServer {

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
        return String.format(urlFormat, Ports.HOST, port, name);
    }

    @Override
    public Connection connect(String name, Login login) throws SQLException {
        return Drivers.connect(engine, jdbcUrl(name), login, Map.of());
    }

    @Override
    public Connection connect(Map<String, String> properties) throws SQLException {
        return Drivers.connect(engine, jdbcUrl(), owner, properties);
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
