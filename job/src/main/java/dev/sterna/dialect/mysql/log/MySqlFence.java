package dev.sterna.dialect.mysql.log;

import dev.sterna.dialect.log.Commit;
import dev.sterna.dialect.log.Fence;
import dev.sterna.dialect.log.FenceWait;
import dev.sterna.dialect.mysql.server.ScalarQuery;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.model.GtidList;
import dev.sterna.model.GtidSet;
import dev.sterna.model.LogOffset;
import dev.sterna.model.LogPosition;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * MySQL waits for transactions by their identifiers, which it counts as executed when they are visible. MariaDB tells of a
 * snapshot where the log stood: it is taken again until that is far enough.
 */
public final class MySqlFence implements Fence {
    private static final Pattern IDENTIFIER = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}:.*");
    private static final String BEGIN = "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY";

    /** On one server all of them are of one kind. */
    @Override
    public Sighting of(Collection<Commit> commits) {
        List<String> sights = commits.stream()
                .map(Commit::sight)
                .filter(sight -> !sight.isEmpty())
                .toList();
        if (sights.isEmpty()) {
            return (connection, limit) -> FenceWait.orRolledBack(connection, () -> execute(connection, BEGIN));
        }
        List<String> identifiers = sights.stream()
                .filter(sight -> IDENTIFIER.matcher(sight).matches())
                .toList();
        if (identifiers.isEmpty()) {
            List<LogOffset> ends = last(sights);
            return (connection, limit) -> FenceWait.orRolledBack(connection, () -> beginAt(connection, ends, limit));
        }
        String all = GtidSet.parse(String.join(",", identifiers)).toString();
        return (connection, limit) -> FenceWait.orRolledBack(connection, () -> {
            waitFor(connection, all, limit);
            execute(connection, BEGIN);
        });
    }

    /** Those that no other one is behind. */
    private static List<LogOffset> last(List<String> sights) {
        List<LogOffset> last = new ArrayList<>();
        for (String sight : sights) {
            LogOffset next = LogOffset.parse(sight);
            if (last.stream().noneMatch(known -> known.isAtOrAfter(next))) {
                last.removeIf(next::isAtOrAfter);
                last.add(next);
            }
        }
        return List.copyOf(last);
    }

    /**
     * Behind which transactions MariaDB's log stands for whoever reads now: its end may be ahead of that.
     *
     * @param connection with no transaction open
     */
    static LogPosition visible(Connection connection) throws SQLException {
        execute(connection, BEGIN);
        LogOffset seen = snapshot(connection);
        connection.rollback();
        String list = ScalarQuery.text(
                connection, "SELECT BINLOG_GTID_POS(" + MySqlLiterals.text(seen.file()) + ", " + seen.offset() + ")");
        if (list == null) {
            throw noFence();
        }
        return GtidList.parse(list);
    }

    private static void waitFor(Connection connection, String identifiers, Duration limit) throws SQLException {
        String late = ScalarQuery.text(
                connection,
                "SELECT WAIT_FOR_EXECUTED_GTID_SET(" + MySqlLiterals.text(identifiers) + ", "
                        + Math.max(1, limit.toSeconds()) + ")");
        if (!"0".equals(late)) {
            throw FenceWait.tooLong(limit);
        }
    }

    private static void beginAt(Connection connection, List<LogOffset> ends, Duration limit) throws SQLException {
        FenceWait wait = new FenceWait(limit);
        while (true) {
            execute(connection, BEGIN);
            LogOffset seen = snapshot(connection);
            if (ends.stream().allMatch(seen::isAtOrAfter)) {
                return;
            }
            connection.rollback();
            wait.pause();
        }
    }

    private static LogOffset snapshot(Connection connection) throws SQLException {
        String file = null;
        String offset = null;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW STATUS LIKE 'binlog\\_snapshot\\_%'")) {
            while (rows.next()) {
                switch (rows.getString(1).toLowerCase(Locale.ROOT)) {
                    case "binlog_snapshot_file" -> file = rows.getString(2);
                    case "binlog_snapshot_position" -> offset = rows.getString(2);
                    default -> {
                        // of no use here
                    }
                }
            }
        }
        if (file == null || offset == null || file.isEmpty()) {
            throw noFence();
        }
        return LogOffset.parse(file + ":" + offset);
    }

    private static SternaException noFence() {
        return SternaException.of(
                Category.SOURCE,
                "no-fence",
                null,
                "Cannot read rows as the source's log tells them: the server does not tell which transactions a"
                        + " snapshot sees",
                "Set gtid_mode = ON, or sterna.sync.changes = diff");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
