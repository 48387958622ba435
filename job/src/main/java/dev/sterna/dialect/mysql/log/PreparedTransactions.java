package dev.sterna.dialect.mysql.log;

import dev.sterna.dialect.log.Pieces;
import dev.sterna.model.LogPosition;
import dev.sterna.model.TableName;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Transactions whose rows come when they are prepared, long before it is decided whether they are committed. Until then their
 * keys wait here, and the log has to be read again from before the oldest of them.
 */
final class PreparedTransactions {
    /** All of them together; they are in memory. */
    private static final int MOST_KEYS = 250_000;

    private record Changed(TableName table, List<String> key) {}

    private record Waiting(LogPosition before, List<Changed> changes) {}

    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private List<Changed> current = new ArrayList<>();

    /** A key of the one that is on its way to be prepared. */
    void add(TableName table, List<String> key) {
        current.add(new Changed(table, key));
        if (current.size()
                        + waiting.values().stream()
                                .mapToInt(one -> one.changes.size())
                                .sum()
                > MOST_KEYS) {
            throw UnfollowableBinlog.largePrepared(MOST_KEYS);
        }
    }

    void prepared(String name, LogPosition before) {
        waiting.put(name, new Waiting(before, current));
        current = new ArrayList<>();
    }

    void commit(String name, Pieces pieces) throws InterruptedException {
        Waiting one = waiting.remove(name);
        if (one == null) {
            throw UnfollowableBinlog.unknownPrepared();
        }
        for (Changed change : one.changes) {
            pieces.changed(change.table, change.key);
        }
    }

    void forget(String name) {
        waiting.remove(name);
    }

    /** From where the log has to be read again if it is read again. */
    Optional<LogPosition> oldest() {
        return waiting.values().stream().map(Waiting::before).findFirst();
    }

    /** By the statement: {@code XA COMMIT X'6178',X'',1 ONE PHASE}. */
    static String name(String sql) {
        return sql.replaceFirst("(?i)^XA\\s+\\w+\\s+", "")
                .replaceFirst("(?i)\\s+ONE\\s+PHASE.*$", "")
                .toLowerCase(Locale.ROOT)
                .replace(" ", "");
    }

    /** By an event that has its parts: the format, two lengths of so many octets, and both parts. */
    static String name(ByteBuffer body, int octets) {
        long format = Octets.little(body, Integer.BYTES);
        int global = (int) Octets.little(body, octets);
        int branch = (int) Octets.little(body, octets);
        return "x'" + HexFormat.of().formatHex(Octets.bytes(body, global)) + "',x'"
                + HexFormat.of().formatHex(Octets.bytes(body, branch)) + "'," + (int) format;
    }
}
