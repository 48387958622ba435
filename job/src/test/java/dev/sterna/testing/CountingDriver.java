package dev.sterna.testing;

import dev.sterna.jdbc.Connector;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;

/** A driver in front of another one, which counts connections and cancelled statements. */
public final class CountingDriver implements Driver {
    public static final AtomicInteger CONNECTIONS = new AtomicInteger();
    public static final AtomicInteger CANCELS = new AtomicInteger();
    private static final String BEHIND = "countingDriverBehind";

    /** The same connector, counted; counts begin at zero. */
    public static Connector count(Connector connector) {
        CONNECTIONS.set(0);
        CANCELS.set(0);
        Map<String, String> properties = new HashMap<>(connector.properties());
        properties.put(BEHIND, connector.driverClass());
        return new Connector(
                CountingDriver.class.getName(),
                connector.url(),
                connector.user(),
                connector.password(),
                properties,
                connector.session());
    }

    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        Properties rest = new Properties();
        rest.putAll(properties);
        String behind = (String) rest.remove(BEHIND);
        CONNECTIONS.incrementAndGet();
        try {
            Driver driver =
                    (Driver) Class.forName(behind).getDeclaredConstructor().newInstance();
            return counted(Connection.class, driver.connect(url, rest));
        } catch (ReflectiveOperationException failure) {
            throw new SQLException(failure);
        }
    }

    private static <T> T counted(Class<T> type, T behind) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("cancel")) {
                        CANCELS.incrementAndGet();
                    }
                    try {
                        Object result = method.invoke(behind, arguments);
                        return method.getName().equals("createStatement")
                                ? counted(Statement.class, (Statement) result)
                                : result;
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                }));
    }

    @Override
    public boolean acceptsURL(String url) {
        return false;
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }
}
