package dev.sterna.dialect;

import dev.sterna.dialect.log.Changes;
import dev.sterna.dialect.log.Commit;
import dev.sterna.model.Side;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How many rows were looked for as soon as the log told of them, and how many of them were not there yet. */
record Sightings(int tried, int missed) {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** @param most rows; without the fence it is enough to have missed one */
    static Sightings look(LogRig rig, Table table, boolean fenced, int most) throws SQLException {
        int tried = 0;
        int missed = 0;
        try (Connection connection = rig.fixture.connector(Side.SOURCE).open();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (tried < most && (fenced || missed == 0)) {
                Optional<Changes> piece = rig.feed().poll(LIMIT);
                // What has waited is seen by everybody: only the newest counts.
                for (Optional<Changes> later = piece;
                        later.isPresent();
                        later = rig.feed().poll(Duration.ZERO)) {
                    piece = later;
                }
                if (piece.isEmpty() || piece.get().keysOf(table.name()).isEmpty()) {
                    continue;
                }
                if (fenced) {
                    Commit commit = piece.get().commit().orElseThrow();
                    rig.log.fence().of(List.of(commit)).begin(connection, LIMIT);
                }
                List<List<String>> keys = List.copyOf(piece.get().keysOf(table.name()));
                try (ResultSet row = statement.executeQuery("SELECT count(*) FROM "
                        + rig.fixture.quoted(table.name().name()) + " WHERE "
                        + rig.fixture.dialect.sql().predicate(table, new Slice.Keys(List.of("id"), keys)))) {
                    row.next();
                    missed += keys.size() - row.getInt(1);
                    tried += keys.size();
                }
                connection.rollback();
            }
        }
        return new Sightings(tried, missed);
    }
}
