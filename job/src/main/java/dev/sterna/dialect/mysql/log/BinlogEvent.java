package dev.sterna.dialect.mysql.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An event of the log.
 *
 * @param type its number
 * @param seconds when it was written, by the server's clock
 * @param server the number of the server that wrote it first
 * @param end the offset behind it in its file; 0 for what is in no file
 * @param body without header and checksum, in little-endian order
 */
record BinlogEvent(int type, long seconds, long server, long end, ByteBuffer body) {
    static final int QUERY = 2;
    static final int ROTATE = 4;
    static final int FORMAT_DESCRIPTION = 15;
    static final int XID = 16;
    static final int EXECUTE_LOAD_QUERY = 18;
    static final int TABLE_MAP = 19;
    static final int INCIDENT = 26;
    static final int HEARTBEAT = 27;
    static final int GTID = 33;
    static final int ANONYMOUS_GTID = 34;
    static final int XA_PREPARE = 38;
    static final int PARTIAL_UPDATE_ROWS = 39;
    static final int TRANSACTION_PAYLOAD = 40;
    static final int HEARTBEAT_2 = 41;
    static final int GTID_TAGGED = 42;
    static final int MARIADB_GTID = 162;
    static final int QUERY_COMPRESSED = 165;

    private static final int HEADER = 19;
    private static final int LENGTH_AT = 9;
    private static final int END_AT = 13;

    /** @param checksum octets at the end that are none of the body */
    static BinlogEvent of(byte[] octets, int checksum) {
        ByteBuffer all = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
        return new BinlogEvent(
                Byte.toUnsignedInt(all.get(4)),
                Integer.toUnsignedLong(all.getInt(0)),
                Integer.toUnsignedLong(all.getInt(5)),
                Integer.toUnsignedLong(all.getInt(END_AT)),
                all.slice(HEADER, octets.length - HEADER - checksum).order(ByteOrder.LITTLE_ENDIAN));
    }

    /** The length of an event, by the octets of its header. */
    static int length(byte[] header) {
        return ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(LENGTH_AT);
    }

    static int headerLength() {
        return HEADER;
    }

    /** An event from inside this one, which ends where this one does. */
    BinlogEvent inner(byte[] octets) {
        BinlogEvent event = of(octets, 0);
        return new BinlogEvent(event.type, event.seconds, event.server, end, event.body);
    }
}
