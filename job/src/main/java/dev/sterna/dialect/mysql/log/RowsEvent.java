package dev.sterna.dialect.mysql.log;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The kinds of events with rows, and how their rows are found. */
enum RowsEvent {
    INSERT,
    UPDATE,
    DELETE;

    /** Takes keys. */
    interface Receiver {
        void changed(TableMap map, String[] key) throws InterruptedException;
    }

    private static final int FIRST_OF_ONE = 23;
    private static final int FIRST_OF_TWO = 30;
    private static final int FIRST_COMPRESSED = 166;
    private static final int FIRST_COMPRESSED_OF_TWO = 169;
    private static final int KINDS = 3;

    /** Of an event's number; null for what has no rows. */
    static RowsEvent of(int type) {
        for (int first : new int[] {FIRST_OF_ONE, FIRST_OF_TWO, FIRST_COMPRESSED, FIRST_COMPRESSED_OF_TWO}) {
            if (type >= first && type < first + KINDS) {
                return values()[type - first];
            }
        }
        return type == BinlogEvent.PARTIAL_UPDATE_ROWS ? UPDATE : null;
    }

    private static boolean isCompressed(int type) {
        return type >= FIRST_COMPRESSED && type < FIRST_COMPRESSED_OF_TWO + KINDS;
    }

    private static boolean hasMore(int type) {
        return type >= FIRST_OF_TWO && type < FIRST_OF_TWO + KINDS
                || type >= FIRST_COMPRESSED_OF_TWO && type < FIRST_COMPRESSED_OF_TWO + KINDS
                || type == BinlogEvent.PARTIAL_UPDATE_ROWS;
    }

    /** Reads the rows; the table's number has been read. */
    void read(BinlogEvent event, TableMap map, Receiver receiver) throws IOException, InterruptedException {
        ByteBuffer body = event.body();
        Octets.skip(body, 2);
        if (hasMore(event.type())) {
            int more = (int) Octets.little(body, 2);
            Octets.skip(body, more - 2);
        }
        int columns = (int) Octets.packed(body);
        byte[] before = Octets.bytes(body, (columns + 7) / 8);
        byte[] after = this == UPDATE ? Octets.bytes(body, (columns + 7) / 8) : before;
        ByteBuffer rows = isCompressed(event.type()) ? Octets.inflated(body) : body;
        while (rows.hasRemaining()) {
            String[] key = map.read(rows, before, null);
            receiver.changed(map, key);
            if (this == UPDATE) {
                if (event.type() == BinlogEvent.PARTIAL_UPDATE_ROWS && (Octets.packed(rows) & 1) != 0) {
                    // which documents come as differences; these too say how long they are
                    Octets.skip(rows, (map.jsonColumns() + 7) / 8);
                }
                receiver.changed(map, map.read(rows, after, key));
            }
        }
    }
}
