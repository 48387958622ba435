package dev.sterna.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class ConnectorTest {
    @Test
    void allConnectionsAreOfOneDriver() throws SQLException {
        Connector connector = of(CountedDriver.class.getName());

        for (int i = 0; i < 3; i++) {
            connector.open().close();
        }

        assertThat(CountedDriver.MADE).hasValue(1);
    }

    @Test
    void aDriverThatIsMissingOrCannotBeMadeIsNamed() {
        for (String driver : List.of("org.nobody.Driver", UnusableDriver.class.getName())) {
            assertThatThrownBy(() -> of(driver).open())
                    .isInstanceOf(SQLException.class)
                    .hasMessage("Cannot load the JDBC driver " + driver + ": put its jar on --jars")
                    .hasCauseInstanceOf(ReflectiveOperationException.class);
        }
    }

    private static Connector of(String driver) {
        return new Connector(driver, "jdbc:counted:", "somebody", null, Map.of(), List.of());
    }

    /** Without a constructor that anybody may call. */
    static final class UnusableDriver extends CountedDriver {
        UnusableDriver(String argument) {
            throw new IllegalArgumentException(argument);
        }
    }

    /** Counts how often it is made. */
    public static class CountedDriver implements Driver {
        static final AtomicInteger MADE = new AtomicInteger();

        public CountedDriver() {
            MADE.incrementAndGet();
        }

        @Override
        public Connection connect(String url, Properties properties) {
            return idle(Connection.class);
        }

        private static <T> T idle(Class<T> type) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) ->
                            method.getName().equals("createStatement") ? idle(Statement.class) : null));
        }

        @Override
        public boolean acceptsURL(String url) {
            return true;
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
            return Logger.getLogger("counted");
        }
    }
}
