package dev.sterna.jdbc;

import dev.sterna.config.Secret;
import dev.sterna.config.ShownUrl;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * How to open a connection, on the driver or on an executor. The driver class is loaded by name: DriverManager loses
 * drivers in silence when another driver's jar is broken, and does not see those of Spark's {@code --jars}.
 *
 * @param url as the JDBC driver wants it
 * @param password may be null
 * @param properties for the driver, without user and password; values may be those of {@link JvmTrust}
 * @param session statements run on every new connection, in this order
 */
public record Connector(
        String driverClass,
        String url,
        String user,
        Secret password,
        Map<String, String> properties,
        List<String> session)
        implements Serializable {

    /** One instance of each driver: a new one of some reads its files anew, and looks for them in every jar that there is. */
    private static final ClassValue<Driver> DRIVERS = new ClassValue<>() {
        @Override
        protected Driver computeValue(Class<?> type) {
            try {
                return (Driver) type.getDeclaredConstructor().newInstance();
            } catch (ReflectiveOperationException failure) {
                throw new NotMade(failure);
            }
        }
    };

    public Connector {
        properties = Map.copyOf(properties);
        session = List.copyOf(session);
    }

    /**
     * The same, with more session statements after the present ones, of which the first sets all that they set in its own
     * way.
     */
    public Connector withSession(List<String> more) {
        List<String> all = new ArrayList<>(session);
        all.addAll(more);
        return new Connector(driverClass, url, user, password, properties, all);
    }

    /**
     * A connection with autocommit on and the session statements run: the one that the thread shares ({@link
     * SharedSessions}) and does not use just now, else a new one. It is the caller's, who closes it.
     *
     * @throws SQLException as the driver gives it; a dialect explains it
     */
    public Connection open() throws SQLException {
        Connection shared = SharedSessions.handOver(this);
        return shared == null ? openAnother() : shared;
    }

    /** The same, always a new one: for who keeps it while the thread goes on asking. */
    public Connection openAnother() throws SQLException {
        Connection connection = connect();
        try {
            settle(connection);
            return connection;
        } catch (SQLException failure) {
            throw closed(connection, failure);
        }
    }

    /** Runs the session statements. */
    void settle(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : session) {
                statement.execute(sql);
            }
        }
    }

    /**
     * Whether a connection of another connector is one of this once the session statements are run: they begin with the
     * same, which sets all that those after it may set.
     */
    boolean canSettle(Connector other) {
        return !session.isEmpty()
                && !other.session.isEmpty()
                && session.get(0).equals(other.session.get(0))
                && driverClass.equals(other.driverClass)
                && url.equals(other.url)
                && Objects.equals(user, other.user)
                && Objects.equals(password, other.password)
                && properties.equals(other.properties);
    }

    /** The failure of a connection that nobody will have, after closing it. */
    public static SQLException closed(Connection connection, SQLException failure) {
        try {
            connection.close();
        } catch (SQLException suppressed) {
            failure.addSuppressed(suppressed);
        }
        return failure;
    }

    private Connection connect() throws SQLException {
        Properties all = new Properties();
        JvmTrust.resolve(properties, all);
        all.setProperty("user", user);
        if (password != null) {
            all.setProperty("password", password.reveal());
        }
        Connection connection = connect(all);
        if (connection == null) {
            throw new SQLException(
                    "The driver " + driverClass + " does not accept the URL " + ShownUrl.of(url), "08001");
        }
        return connection;
    }

    private Connection connect(Properties all) throws SQLException {
        try {
            return driver().connect(url, all);
        } catch (SQLException failure) {
            throw new ConnectFailure(this).shown(failure);
        }
    }

    private Driver driver() throws SQLException {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        try {
            return DRIVERS.get(Class.forName(
                    driverClass, true, context != null ? context : getClass().getClassLoader()));
        } catch (ClassNotFoundException failure) {
            throw notLoaded(failure);
        } catch (NotMade failure) {
            throw notLoaded(failure.getCause());
        }
    }

    private SQLException notLoaded(Throwable failure) {
        return new SQLException(
                "Cannot load the JDBC driver " + driverClass + ": put its jar on --jars", "08001", failure);
    }

    @Override
    public String toString() {
        return ShownUrl.of(url) + " as " + user;
    }

    /** A driver whose class is there and cannot be used. */
    private static final class NotMade extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotMade(ReflectiveOperationException cause) {
            super(cause);
        }
    }
}
