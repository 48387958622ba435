package dev.sterna.dialect.log;

import dev.sterna.error.SternaException;
import dev.sterna.model.LogPosition;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** A feed whose log is read by a thread of its own, a few pieces ahead. */
public final class ReadAhead implements ChangeFeed, Pieces.Receiver {
    private static final int PIECES = 8;
    private static final long MILLIS_TO_END = 2_000;

    /** How one engine's log is read. Only {@link #acknowledge}, {@link #cut} and {@link #close} are called by other threads. */
    public interface Source {
        /** Reads until it is cut off, and puts what it finds into the pieces. */
        void read(Pieces pieces) throws SQLException, InterruptedException;

        /** Is called now and then while the reader waits for whoever polls, so that the server does not give it up. */
        void stayAlive() throws SQLException;

        void acknowledge(LogPosition position);

        /** Makes {@link #read} end soon. */
        void cut();

        /** Gives up the connection, whatever happened; another thread that waits for the server fails then. */
        void close();
    }

    /** What is polled: a piece, or the failure that is the last thing to come. */
    private record Event(Changes piece, Exception failure) {}

    private final BlockingQueue<Event> queue = new ArrayBlockingQueue<>(PIECES);
    private final Source source;
    private final Thread thread;
    private volatile boolean closed;

    public ReadAhead(String name, Source source) {
        this.source = source;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        Exception failure;
        try {
            source.read(new Pieces(this));
            failure = new SQLException("The log's reader has ended", "08006");
        } catch (SQLException | InterruptedException | RuntimeException reason) {
            failure = reason;
        } catch (Error error) {
            // Whoever polls would wait for ever, and take the silence for a log without changes.
            failure = new IllegalStateException("The log's reader has failed: " + error, error);
        } finally {
            source.close();
        }
        while (!closed) {
            try {
                if (queue.offer(new Event(null, failure), 1, TimeUnit.SECONDS)) {
                    return;
                }
            } catch (InterruptedException end) {
                return;
            }
        }
    }

    @Override
    public void put(Changes piece) throws InterruptedException {
        try {
            while (!closed && !queue.offer(new Event(piece, null), 1, TimeUnit.SECONDS)) {
                source.stayAlive();
            }
            if (closed) {
                throw new InterruptedException();
            }
        } catch (SQLException failure) {
            throw new LostWhileWaiting(failure);
        }
    }

    @Override
    public boolean isEmpty() {
        return queue.isEmpty();
    }

    @Override
    public Optional<Changes> poll(Duration limit) throws SQLException {
        Event event;
        try {
            event = queue.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            throw SternaException.interrupted("Interrupted while waiting for changes", interrupted);
        }
        if (event == null) {
            return Optional.empty();
        }
        if (event.failure != null) {
            // So that it comes again, whoever asks.
            queue.clear();
            queue.add(event);
            throw thrown(event.failure);
        }
        return Optional.of(event.piece);
    }

    private static SQLException thrown(Exception failure) {
        if (failure instanceof LostWhileWaiting lost) {
            return lost.failure;
        }
        if (failure instanceof SQLException sql) {
            return sql;
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        return new SQLException("The log's reader was interrupted", "08006", failure);
    }

    @Override
    public void acknowledge(LogPosition position) {
        source.acknowledge(position);
    }

    @Override
    public void close() {
        closed = true;
        source.cut();
        // Who waits for room in it goes on, and sees that it is the end.
        queue.clear();
        boolean interrupted = ended();
        if (thread.isAlive()) {
            source.close();
            thread.interrupt();
            interrupted |= ended();
        }
        queue.clear();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits a while for the reader's end; gives whether it was interrupted. */
    private boolean ended() {
        try {
            thread.join(MILLIS_TO_END);
            return false;
        } catch (InterruptedException again) {
            return true;
        }
    }

    /** Carries a failure through who puts pieces. */
    private static final class LostWhileWaiting extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient SQLException failure;

        LostWhileWaiting(SQLException failure) {
            super(failure);
            this.failure = failure;
        }
    }
}
