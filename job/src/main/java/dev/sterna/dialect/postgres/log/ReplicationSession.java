package dev.sterna.dialect.postgres.log;

import dev.sterna.config.Endpoint;
import dev.sterna.dialect.postgres.server.PostgresSession;
import dev.sterna.jdbc.Connector;
import dev.sterna.model.Side;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sessions that understand the commands of replication besides SQL; otherwise like any that reads. */
final class ReplicationSession {
    private ReplicationSession() {}

    /** The driver's option for how long an answer may take, in seconds. */
    static final String TIMEOUT = "socketTimeout";

    static Connection open(Endpoint endpoint) throws SQLException {
        return open(endpoint, Map.of(), List.of());
    }

    /**
     * For a reader.
     *
     * @param silence after which the server is gone
     * @param patience after which the server takes the reader for gone, and another may come; zero for never
     */
    static Connection reading(Endpoint endpoint, Duration silence, Duration patience) throws SQLException {
        return open(
                endpoint,
                Map.of(TIMEOUT, Long.toString(silence.toSeconds())),
                List.of("SET wal_sender_timeout = " + patience.toMillis()));
    }

    private static Connection open(Endpoint endpoint, Map<String, String> more, List<String> session)
            throws SQLException {
        Connector plain = PostgresSession.connector(endpoint, Side.SOURCE);
        Map<String, String> properties = new HashMap<>(plain.properties());
        properties.putAll(more);
        properties.put("replication", "database");
        properties.put("assumeMinServerVersion", "9.4");
        properties.put("preferQueryMode", "simple");
        properties.put("ApplicationName", "sterna log");
        return new Connector(
                        plain.driverClass(), plain.url(), plain.user(), plain.password(), properties, plain.session())
                .withSession(session)
                .open();
    }
}
