package dev.sterna.launcher.bench;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Tells from outside how far a target is behind: commits a number at the source again and again, and sees it arrive. */
final class Heartbeat implements AutoCloseable {
    static final String TABLE = "beat";
    static final String[] STATEMENTS = {
        "CREATE TABLE " + TABLE + " (id int PRIMARY KEY, n int)", "INSERT INTO " + TABLE + " VALUES (1, 0)"
    };

    private static final long MILLIS_BETWEEN_BEATS = 40;
    private static final long MILLIS_BETWEEN_LOOKS = 10;

    private final List<Long> commits = Collections.synchronizedList(new ArrayList<>());
    private final List<Double> lags = new ArrayList<>();
    private final CompletableFuture<Void> beating;
    private final CompletableFuture<Void> looking;
    private volatile int seen;
    private volatile int begun;
    private volatile boolean ended;
    private volatile boolean closed;

    Heartbeat(Server source, Server target) {
        beating = CompletableFuture.runAsync(() -> connected(source, this::beat), Background.named("heartbeat"));
        looking = CompletableFuture.runAsync(() -> connected(target, this::look), Background.named("heartbeat"));
    }

    private interface Work {
        void with(Connection connection) throws SQLException, InterruptedException;
    }

    private static void connected(Server server, Work work) {
        try (Connection connection = server.connect(Map.of())) {
            work.with(connection);
        } catch (SQLException failure) {
            throw new CompletionException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void beat(Connection connection) throws SQLException, InterruptedException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE " + TABLE + " SET n = ? WHERE id = 1")) {
            while (!ended) {
                update.setInt(1, commits.size() + 1);
                update.executeUpdate();
                commits.add(System.nanoTime());
                Thread.sleep(MILLIS_BETWEEN_BEATS);
            }
        }
    }

    private void look(Connection connection) throws SQLException, InterruptedException {
        try (PreparedStatement query = connection.prepareStatement("SELECT n FROM " + TABLE)) {
            while (!closed) {
                try (ResultSet row = query.executeQuery()) {
                    seen = row.next() ? row.getInt(1) : 0;
                }
                long now = System.nanoTime();
                // One that is seen before its writer knows that it is committed is told the next time.
                for (int i = lags.size(); i < Math.min(seen, commits.size()); i++) {
                    lags.add(Math.max(0, now - commits.get(i)) / 1e9);
                }
                Thread.sleep(MILLIS_BETWEEN_LOOKS);
            }
        }
    }

    /** Waits until the first commit has arrived: only then is the target up to the source. */
    void awaitFirst(long mostMillis) throws InterruptedException {
        long end = System.nanoTime() + mostMillis * 1_000_000;
        while (seen == 0 && !looking.isDone() && System.nanoTime() < end) {
            Thread.sleep(MILLIS_BETWEEN_LOOKS);
        }
        looking.getNow(null);
        beating.getNow(null);
        if (seen == 0) {
            throw SternaException.of(
                    Category.INTERNAL,
                    "cannot-follow",
                    TABLE,
                    "Cannot measure how the source is followed: a row that changed does not arrive",
                    "Look at the follower's log with --keep-data DIR");
        }
        begun = commits.size();
    }

    /**
     * Commits no more.
     *
     * @return when the last commit was through, by {@link System#nanoTime()}
     */
    long end() {
        ended = true;
        beating.join();
        return commits.get(commits.size() - 1);
    }

    /** The seconds from each commit since it was waited for until that was seen, sorted; only after {@link #close()}. */
    List<Double> lags() {
        return lags.stream().skip(begun).sorted().toList();
    }

    @Override
    public void close() {
        ended = true;
        closed = true;
        beating.join();
        looking.join();
    }
}
