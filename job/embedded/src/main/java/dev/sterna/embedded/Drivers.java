package dev.sterna.embedded;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/** Connects without asking DriverManager, which loses drivers when one of them is broken. */
final class Drivers {
    private static final Driver MARIADB = new org.mariadb.jdbc.Driver();
    private static final Driver POSTGRESQL = new org.postgresql.Driver();

    private Drivers() {}

    static Connection connect(Engine engine, String url, Login login, Map<String, String> more) throws SQLException {
        Driver driver = switch (engine) {
            case MARIADB, MYSQL -> MARIADB;
            case POSTGRESQL -> POSTGRESQL;
        };
        Properties properties = new Properties();
        // MariaDB's driver looks through the whole class path at every login without it; PostgreSQL's does not know it.
        properties.setProperty("cacheCodecs", "true");
        properties.putAll(more);
        properties.setProperty("user", login.user());
        properties.setProperty("password", login.password());
        Connection connection = driver.connect(url, properties);
        if (connection == null) {
            throw new SQLException(
                    "Cannot connect to " + engine + ": its driver does not know the URL " + url, "08001");
        }
        return connection;
    }
}
