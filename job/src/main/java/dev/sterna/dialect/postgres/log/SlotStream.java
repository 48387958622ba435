package dev.sterna.dialect.postgres.log;

import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.model.Lsn;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyDual;

/**
 * What the server sends of a slot, message by message, and what it is told. The driver's own stream acknowledges by itself what
 * nobody has stored, takes a broken message for silence, and does not tell whether the server has said anything.
 */
final class SlotStream {
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    /** A server that says nothing is asked so often whether it is there. */
    private static final Duration LONGEST_BETWEEN_STATUS = Duration.ofSeconds(1);

    private final CopyDual copy;
    private final Duration silence;
    private final long betweenStatus;
    private long received;
    private long passed;
    private long flushed;
    private Instant clock = EPOCH;
    private long heard = System.nanoTime();
    private long answered = System.nanoTime();
    private boolean isSilent;

    /** @param silence after which a server that answers nothing is taken for gone */
    SlotStream(Connection connection, String slot, String publication, Lsn from, Duration silence) throws SQLException {
        this.silence = silence;
        this.betweenStatus = Math.min(LONGEST_BETWEEN_STATUS.toNanos(), silence.toNanos() / 4);
        this.copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyDual("START_REPLICATION SLOT " + Literals.identifier(slot) + " LOGICAL " + from
                        + " (\"proto_version\" '1', \"publication_names\" "
                        + Literals.string(Literals.identifier(publication)) + ", \"messages\" 'true')");
    }

    /**
     * The next message of the plug-in, or null when there is none at the moment.
     *
     * @throws SQLException when the server is gone, or has been silent too long
     */
    ByteBuffer next() throws SQLException {
        while (true) {
            if (System.nanoTime() - answered > betweenStatus) {
                // It is also the only way to hear that the other end is closed; and behind a long transaction the
                // server's own
                // question would come too late.
                status();
            }
            byte[] octets = copy.readFromCopy(false);
            if (octets == null) {
                quiet();
                return null;
            }
            isSilent = false;
            ByteBuffer message = ByteBuffer.wrap(octets);
            byte kind = message.get();
            if (kind == 'w') {
                received = message.getLong();
                message.getLong();
                clock(message.getLong());
                return message.slice();
            }
            if (kind != 'k') {
                throw new SQLException("The server sends what is no part of its log: " + kind, "08P01");
            }
            passed = message.getLong();
            received = passed;
            clock(message.getLong());
            if (message.get() != 0) {
                status();
            }
        }
    }

    private void clock(long micros) {
        clock = EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private void quiet() throws SQLException {
        long now = System.nanoTime();
        if (!isSilent) {
            isSilent = true;
            heard = now;
        } else if (now - heard > silence.toNanos()) {
            throw new SQLException(
                    "The connection for the write-ahead log is lost: the server has been silent for "
                            + silence.toSeconds() + " s",
                    "08006");
        }
    }

    /** From where the log is to be read after all that has come, where no transaction is open. */
    Lsn passed() {
        return new Lsn(passed);
    }

    /** The server's clock when it last said something. */
    Instant clock() {
        return clock;
    }

    /** How much of the log the server need not keep. */
    void flushed(Lsn position) throws SQLException {
        flushed = position.value();
        status();
    }

    /** Says that somebody is there, and asks whether the server is. */
    void status() throws SQLException {
        byte[] message = ByteBuffer.allocate(1 + 4 * Long.BYTES + 1)
                .put((byte) 'r')
                .putLong(received)
                .putLong(flushed)
                .putLong(flushed)
                .putLong(ChronoUnit.MICROS.between(EPOCH, Instant.now()))
                .put((byte) 1)
                .array();
        copy.writeToCopy(message, 0, message.length);
        copy.flushCopy();
        answered = System.nanoTime();
    }
}
