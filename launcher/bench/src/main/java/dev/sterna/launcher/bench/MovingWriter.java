package dev.sterna.launcher.bench;

import dev.sterna.embedded.Login;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * A session of an application that commits a row after another, until it is refused, and goes on at the other side as soon as it is
 * told that this is the one to write to: so it sees from outside how long nobody could write.
 */
final class MovingWriter implements AutoCloseable {
    static final String TABLE = "probe";
    static final String STATEMENT = "CREATE TABLE " + TABLE + " (id int PRIMARY KEY, moved int)";

    /** Its rows but for those with which it has arrived somewhere: the other side has those later, or never. */
    static final String STAYED = TABLE + " WHERE moved = 0";

    private static final long MILLIS_BETWEEN = 10;

    /** As the engines say that a database takes no writes, or not from this user. */
    private static final String READ_ONLY = "25006";

    private static final Set<Integer> REFUSALS = Set.of(1290, 1142, 1143, 1044);

    /** One range of keys for all writers of this process. */
    private static final AtomicInteger KEYS = new AtomicInteger();

    private final Server from;
    private final Server to;
    private final BooleanSupplier mayMove;
    private final Runnable refused;
    private final List<Integer> accepted = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<Void> running;
    private volatile long last;
    private volatile long moved;
    private volatile int arrival;
    private volatile boolean ended;

    /**
     * Begins to write.
     *
     * @param who both sides know him by the same name
     * @param mayMove whether the other side is the one to write to by now
     * @param refused is called at the first refusal
     */
    MovingWriter(Server from, Server to, Login who, BooleanSupplier mayMove, Runnable refused) {
        this.from = from.as(who);
        this.to = to.as(who);
        this.mayMove = mayMove;
        this.refused = refused;
        this.running = CompletableFuture.runAsync(this::write, Background.named("moving writer"));
    }

    private void write() {
        try {
            untilRefused();
            refused.run();
            while (!ended && moved == 0) {
                Thread.sleep(mayMove.getAsBoolean() && !arrives() ? MILLIS_BETWEEN : 1);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void untilRefused() throws InterruptedException {
        boolean takes = true;
        while (takes && !ended) {
            try (Connection connection = from.connect(Map.of());
                    Statement statement = connection.createStatement()) {
                while (!ended) {
                    accepted.add(insert(statement, 0));
                    last = System.nanoTime();
                    Thread.sleep(MILLIS_BETWEEN);
                }
            } catch (SQLException failure) {
                // A session that was ended is no refusal: the next one tells.
                takes = !isRefusal(failure);
                if (takes) {
                    Thread.sleep(MILLIS_BETWEEN);
                }
            }
        }
    }

    private static boolean isRefusal(SQLException failure) {
        return READ_ONLY.equals(failure.getSQLState()) || REFUSALS.contains(failure.getErrorCode());
    }

    private boolean arrives() {
        try (Connection connection = to.connect(Map.of());
                Statement statement = connection.createStatement()) {
            arrival = insert(statement, 1);
            moved = System.nanoTime();
            return true;
        } catch (SQLException notYet) {
            if (isRefusal(notYet)) {
                return false;
            }
            throw new CompletionException(notYet);
        }
    }

    private static int insert(Statement statement, int arriving) throws SQLException {
        int key = KEYS.incrementAndGet();
        statement.executeUpdate("INSERT INTO " + TABLE + " VALUES (" + key + ", " + arriving + ")");
        return key;
    }

    /** Keys of all rows that the first side has said to have. */
    List<Integer> accepted() {
        return List.copyOf(accepted);
    }

    /** The key of the row with which it has arrived at the other side; 0 where it has not. */
    int arrival() {
        return arrival;
    }

    /**
     * Waits until it writes at the other side.
     *
     * @return seconds from the last row that the one side took to the first that the other did; NaN when there was none in time
     */
    double awaitMoved(long mostMillis) throws InterruptedException {
        long end = System.nanoTime() + mostMillis * 1_000_000;
        while (moved == 0 && !running.isDone() && System.nanoTime() < end) {
            Thread.sleep(1);
        }
        running.getNow(null);
        return moved == 0 || last == 0 ? Double.NaN : (moved - last) / 1e9;
    }

    @Override
    public void close() {
        ended = true;
        running.handle((done, failure) -> null).join();
    }
}
