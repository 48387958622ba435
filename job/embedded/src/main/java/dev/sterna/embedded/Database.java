package dev.sterna.embedded;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** A database that may be filled, whoever runs its server. */
public interface Database {
    Engine engine();

    /**
     * Opens a connection, which the caller closes.
     *
     * @param properties for the driver, besides user and password
     * @throws SQLException when the server refuses
     */
    Connection connect(Map<String, String> properties) throws SQLException;

    /** A database that is known by its URL. */
    static Database at(Engine engine, String jdbcUrl, Login login) {
        return new Database() {
            @Override
            public Engine engine() {
                return engine;
            }

            @Override
            public Connection connect(Map<String, String> properties) throws SQLException {
                return Drivers.connect(engine, jdbcUrl, login, properties);
            }
        };
    }
}
