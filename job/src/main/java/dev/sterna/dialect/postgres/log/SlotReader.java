package dev.sterna.dialect.postgres.log;

import dev.sterna.dialect.log.Following;
import dev.sterna.dialect.log.Pieces;
import dev.sterna.dialect.log.ReadAhead;
import dev.sterna.model.LogPosition;
import dev.sterna.model.Lsn;
import dev.sterna.model.TableName;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/** Reads what a slot has kept, and tells the server how much of it is not needed any more. */
final class SlotReader implements ReadAhead.Source {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int STATUS_SECONDS = 10;

    private final Following following;
    private final Map<TableName, List<PublishedColumn>> published;
    private final Connection connection;
    private final PGReplicationStream stream;
    private volatile LogPosition acknowledged;
    private volatile boolean cut;
    private LogPosition told;

    SlotReader(
            Following following,
            Map<TableName, List<PublishedColumn>> published,
            Connection connection,
            String slot,
            String publication,
            LogPosition from)
            throws SQLException {
        this.following = following;
        this.published = published;
        this.connection = connection;
        this.stream = connection
                .unwrap(PGConnection.class)
                .getReplicationAPI()
                .replicationStream()
                .logical()
                .withSlotName(slot)
                .withStartPosition(LogSequenceNumber.valueOf(from.toString()))
                .withSlotOption("proto_version", "1")
                .withSlotOption("publication_names", "\"" + publication + "\"")
                .withSlotOption("messages", "true")
                .withStatusInterval(STATUS_SECONDS, TimeUnit.SECONDS)
                .start();
    }

    @Override
    public void read(Pieces pieces) throws SQLException, InterruptedException {
        PgOutput output = new PgOutput(following, published, pieces);
        while (!cut) {
            ByteBuffer message = stream.readPending();
            if (message != null) {
                output.read(message);
            } else {
                pieces.waiting();
                tell();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        tell();
    }

    /** What was acknowledged, at once: until then the server keeps the log. */
    private void tell() throws SQLException {
        LogPosition position = acknowledged;
        if (position != null && position != told) {
            LogSequenceNumber number = LogSequenceNumber.valueOf(((Lsn) position).value());
            stream.setAppliedLSN(number);
            stream.setFlushedLSN(number);
            stream.forceUpdateStatus();
            told = position;
        }
    }

    @Override
    public void stayAlive() throws SQLException {
        tell();
        stream.forceUpdateStatus();
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
        try {
            connection.abort(Runnable::run);
        } catch (SQLException ignored) {
            // Nothing was written on it.
        }
    }
}
