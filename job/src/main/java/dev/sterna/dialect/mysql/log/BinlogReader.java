package dev.sterna.dialect.mysql.log;

import com.github.luben.zstd.ZstdInputStream;
import dev.sterna.dialect.log.Commit;
import dev.sterna.dialect.log.Pieces;
import dev.sterna.dialect.log.ReadAhead;
import dev.sterna.model.LogPosition;
import dev.sterna.model.TableName;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;

/** Reads events, takes compressed ones apart, and hands them to who understands them. */
final class BinlogReader implements ReadAhead.Source {
    private static final int CHECKSUM = 4;
    private static final int ALGORITHM_FROM_THE_END = 5;
    private static final int NO_MORE_FIELDS = 0;
    private static final int COMPRESSION = 2;
    private static final int NOT_COMPRESSED = 255;

    private final BinlogConnection connection;
    private final LogSubject subject;
    private final Set<TableName> redefined;
    private final LogPosition from;
    private int checksum;

    /**
     * @param redefined tables that are not any more what is followed, and are not told from the beginning
     * @param checksummed whether events end in a checksum, as far as the server's settings tell
     */
    BinlogReader(
            BinlogConnection connection,
            LogSubject subject,
            Set<TableName> redefined,
            LogPosition from,
            boolean checksummed) {
        this.connection = connection;
        this.subject = subject;
        this.redefined = redefined;
        this.from = from;
        this.checksum = checksummed ? CHECKSUM : 0;
    }

    @Override
    public void read(Pieces pieces) throws SQLException, InterruptedException {
        Transactions transactions = new Transactions(subject, from, pieces);
        if (!redefined.isEmpty()) {
            redefined.forEach(pieces::redefined);
            pieces.committed(Commit.passed(from, Instant.now()));
        }
        try {
            while (true) {
                byte[] octets = connection.next();
                BinlogEvent event = BinlogEvent.of(octets, checksum);
                if (event.type() == BinlogEvent.FORMAT_DESCRIPTION) {
                    checksum = octets[octets.length - ALGORITHM_FROM_THE_END] == 1 ? CHECKSUM : 0;
                } else if (event.type() == BinlogEvent.TRANSACTION_PAYLOAD) {
                    payload(event, transactions);
                } else {
                    transactions.read(event);
                }
            }
        } catch (SQLException failure) {
            throw UnfollowableBinlog.explained(failure, from);
        } catch (IOException | BufferUnderflowException | IndexOutOfBoundsException failure) {
            throw UnfollowableBinlog.unreadable(failure);
        }
    }

    /** A transaction in one event, its own events compressed; they are taken out one at a time. */
    private static void payload(BinlogEvent event, Transactions transactions)
            throws IOException, SQLException, InterruptedException {
        boolean compressed = true;
        while (true) {
            int field = (int) Octets.packed(event.body());
            if (field == NO_MORE_FIELDS) {
                break;
            }
            int length = (int) Octets.packed(event.body());
            if (field == COMPRESSION) {
                compressed = Octets.packed(event.body()) != NOT_COMPRESSED;
            } else {
                Octets.skip(event.body(), length);
            }
        }
        ByteArrayInputStream octets =
                new ByteArrayInputStream(Octets.bytes(event.body(), event.body().remaining()));
        try (DataInputStream in = new DataInputStream(compressed ? new ZstdInputStream(octets) : octets)) {
            byte[] header = new byte[BinlogEvent.headerLength()];
            while (in.readNBytes(header, 0, header.length) == header.length) {
                byte[] whole = Arrays.copyOf(header, BinlogEvent.length(header));
                in.readFully(whole, header.length, whole.length - header.length);
                transactions.read(event.inner(whole));
            }
        }
    }

    /** The server asks for nothing. */
    @Override
    public void stayAlive() {
        // The server waits for a year, as it was told.
    }

    /** A server forgets its log by time, whoever reads it. */
    @Override
    public void acknowledge(LogPosition position) {
        // There is nobody to tell.
    }

    @Override
    public void cut() {
        connection.close();
    }

    @Override
    public void close() {
        connection.close();
    }
}
