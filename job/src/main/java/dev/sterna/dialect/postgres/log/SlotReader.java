package dev.sterna.dialect.postgres.log;

import dev.sterna.dialect.log.Commit;
import dev.sterna.dialect.log.Pieces;
import dev.sterna.dialect.log.ReadAhead;
import dev.sterna.model.LogPosition;
import dev.sterna.model.Lsn;
import dev.sterna.model.TableName;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Reads what a slot has kept, and tells the server how much of it is not needed any more: what was acknowledged, and no more. */
final class SlotReader implements ReadAhead.Source {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Published published;
    private final CatalogueWatch watch;
    private final Connection connection;
    private final SlotStream stream;
    private volatile Lsn acknowledged;
    private volatile boolean cut;
    private Lsn told;

    /** The position behind everything that was handed on, and when that was. */
    private Lsn passed;

    private long handed;

    /** Tables of which it was told that they changed, and the position of that. */
    private Set<TableName> changed = Set.of();

    private Lsn changedAt;

    SlotReader(Published published, CatalogueWatch watch, Connection connection, SlotStream stream, Lsn from) {
        this.published = published;
        this.watch = watch;
        this.connection = connection;
        this.stream = stream;
        this.passed = from;
    }

    @Override
    public void read(Pieces pieces) throws SQLException, InterruptedException {
        PgOutput output = new PgOutput(published, watch, pieces);
        published.redefined().forEach(pieces::redefined);
        if (!published.redefined().isEmpty()) {
            pieces.committed(Commit.passed(passed, stream.clock()));
        }
        while (!cut) {
            ByteBuffer message = stream.next();
            if (message != null) {
                output.read(message);
            }
            if (!output.isInside()) {
                if (!passed.isAtOrAfter(output.position())) {
                    passed = output.position();
                }
                if (message == null) {
                    goOn(pieces);
                }
                if (!changed.containsAll(pieces.silent())) {
                    changed = pieces.silent();
                    changedAt = passed;
                }
            }
            if (message == null) {
                tell();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        tell();
    }

    /**
     * What others write moves the log on too. If that were not handed on, the server would keep its whole log for a table that
     * nobody changes; and it does not stop before somebody has acknowledged the last of it.
     */
    private void goOn(Pieces pieces) throws SQLException, InterruptedException {
        long now = System.nanoTime();
        boolean moved = !passed.isAtOrAfter(stream.passed());
        if (moved) {
            passed = stream.passed();
        }
        boolean again = now - handed > AGAIN_NANOS && !passed.equals(acknowledged);
        if (watch.look(pieces) || moved || again) {
            handed = now;
            pieces.committed(Commit.passed(passed, stream.clock()));
        }
        pieces.waiting();
    }

    /** What was acknowledged, at once: until then the server keeps the log. */
    private void tell() throws SQLException {
        Lsn position = acknowledged;
        if (position != null && !position.equals(told)) {
            stream.flushed(position);
            told = position;
            if (changedAt != null && position.isAtOrAfter(changedAt)) {
                changedAt = null;
                watch.renew(changed);
            }
        }
    }

    @Override
    public void stayAlive() throws SQLException {
        tell();
        stream.status();
    }

    @Override
    public void acknowledge(LogPosition position) {
        acknowledged = LogPosition.require(Lsn.class, position);
    }

    @Override
    public void cut() {
        cut = true;
    }

    /** Cut off and not ended in order: the server would send the rest of a long transaction first. */
    @Override
    public void close() {
        watch.close();
        try {
            connection.abort(Runnable::run);
        } catch (SQLException ignored) {
            // Nothing was written on it.
        }
    }
}
