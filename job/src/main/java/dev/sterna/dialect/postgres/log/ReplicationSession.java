package dev.sterna.dialect.postgres.log;

import dev.sterna.config.Endpoint;
import dev.sterna.dialect.postgres.server.PostgresSession;
import dev.sterna.jdbc.Connector;
import dev.sterna.model.Side;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Sessions that understand the commands of replication besides SQL; otherwise like any that reads. */
final class ReplicationSession {
    private ReplicationSession() {}

    static Connection open(Endpoint endpoint) throws SQLException {
        Connector plain = PostgresSession.connector(endpoint, Side.SOURCE);
        Map<String, String> properties = new HashMap<>(plain.properties());
        properties.put("replication", "database");
        properties.put("assumeMinServerVersion", "9.4");
        properties.put("preferQueryMode", "simple");
        properties.put("ApplicationName", "sterna log");
        return new Connector(
                        plain.driverClass(), plain.url(), plain.user(), plain.password(), properties, plain.session())
                .open();
    }
}
