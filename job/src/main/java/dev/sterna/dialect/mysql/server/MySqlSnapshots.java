package dev.sterna.dialect.mysql.server;

import dev.sterna.dialect.server.Snapshots;
import dev.sterna.jdbc.Connector;
import dev.sterna.model.LogPosition;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Neither engine lets one session join another's view: what can be had is where the binary log stood, from which a
 * copy made while rows change can be brought to one state.
 */
public final class MySqlSnapshots implements Snapshots, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Snapshot open(Connector connector) throws SQLException {
        try (Connection connection = connector.open()) {
            return new Position(new MySqlChangeLog().position(connection));
        }
    }

    private record Position(Optional<LogPosition> position) implements Snapshot {
        @Override
        public boolean shared() {
            return false;
        }

        @Override
        public List<String> join() {
            return List.of();
        }

        @Override
        public void close() {
            // nothing is held open
        }
    }
}
