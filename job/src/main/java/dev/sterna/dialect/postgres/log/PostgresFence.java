package dev.sterna.dialect.postgres.log;

import dev.sterna.dialect.log.Commit;
import dev.sterna.dialect.log.Fence;
import dev.sterna.dialect.log.FenceWait;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;

/** Takes snapshots until one of them has none of the transactions among those that are still in progress. */
public final class PostgresFence implements Fence {

    @Override
    public Sighting of(Collection<Commit> commits) {
        long[] wanted = commits.stream()
                .map(Commit::sight)
                .filter(sight -> !sight.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray();
        return (connection, limit) -> FenceWait.orRolledBack(connection, () -> begin(connection, wanted, limit));
    }

    private static void begin(Connection connection, long[] wanted, Duration limit) throws SQLException {
        FenceWait wait = new FenceWait(limit);
        try (Statement statement = connection.createStatement()) {
            while (true) {
                statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
                try (ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_current_snapshot()::text")) {
                    row.next();
                    SeenTransactions seen = SeenTransactions.parse(row.getString(1));
                    if (Arrays.stream(wanted).allMatch(seen::contains)) {
                        return;
                    }
                }
                connection.rollback();
                wait.pause();
            }
        }
    }
}
