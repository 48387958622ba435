package dev.sterna.dialect.mysql.log;

import com.github.shyiko.mysql.binlog.event.MySqlGtid;
import com.github.shyiko.mysql.binlog.event.deserialization.GtidTaggedEventDataDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import dev.sterna.model.GtidList;
import dev.sterna.model.GtidSet;
import dev.sterna.model.LogOffset;
import dev.sterna.model.LogPosition;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Locale;

/** How far a log has been read: by the identifiers of its transactions, or by file and offset where they have none. */
final class Progress {
    private LogPosition done;
    private LogPosition next;
    private String file;
    private String identifier = "";

    private Progress(LogPosition from) {
        this.done = from;
        this.next = from;
        this.file = from instanceof LogOffset offset ? offset.file() : "";
    }

    static Progress from(LogPosition from) {
        return new Progress(from);
    }

    /** A transaction begins; gives its flags, what is behind them is not read yet. */
    int mariaDb(BinlogEvent event) {
        long sequence = event.body().getLong();
        long domain = Integer.toUnsignedLong(event.body().getInt());
        next = LogPosition.require(GtidList.class, done)
                .plus(domain, new GtidList.Transaction(event.server(), sequence));
        return event.body().get() & 0xff;
    }

    /** Likewise. */
    void mySql(BinlogEvent event) throws IOException {
        String source;
        long number;
        if (event.type() == BinlogEvent.GTID_TAGGED) {
            MySqlGtid gtid = new GtidTaggedEventDataDeserializer()
                    .deserialize(new ByteArrayInputStream(
                            Octets.bytes(event.body(), event.body().remaining())))
                    .getMySqlGtid();
            source = gtid.getServerId()
                    + (gtid.getTag() == null ? "" : ":" + gtid.getTag().toLowerCase(Locale.ROOT));
            number = gtid.getTransactionId();
        } else if (event.type() == BinlogEvent.GTID) {
            Octets.skip(event.body(), 1);
            String digits = HexFormat.of().formatHex(Octets.bytes(event.body(), 16));
            source = digits.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
            number = event.body().order(ByteOrder.LITTLE_ENDIAN).getLong();
        } else {
            identifier = "";
            return;
        }
        identifier = source + ":" + number;
        if (done instanceof GtidSet set) {
            next = set.plus(source, number);
        }
    }

    void rotated(String name) {
        file = name;
    }

    void committed(long end) {
        done = done instanceof LogOffset ? new LogOffset(file, end) : next;
    }

    /** Behind the last transaction that was committed, and before the one that is being read. */
    LogPosition position() {
        return done;
    }

    /** What tells the fence of that transaction: its identifier, or where it ends. */
    String sight(String name, long end) {
        return identifier.isEmpty() ? new LogOffset(name, end).toString() : identifier;
    }
}
