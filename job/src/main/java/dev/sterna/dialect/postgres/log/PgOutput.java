package dev.sterna.dialect.postgres.log;

import dev.sterna.dialect.log.Commit;
import dev.sterna.dialect.log.FollowedTable;
import dev.sterna.dialect.log.Pieces;
import dev.sterna.model.Lsn;
import dev.sterna.model.TableName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Understands the messages of the plug-in pgoutput in version 1 of its protocol, in which a transaction comes whole when it
 * has been committed. Of rows nothing but their keys is read.
 */
final class PgOutput {
    /** Of markers. */
    static final String PREFIX = "sterna";

    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private final Published published;
    private final CatalogueWatch watch;
    private final Pieces pieces;
    private final Map<Integer, RelationKeys> relations = new HashMap<>();
    private long transaction;
    private boolean inside;
    private Lsn position = new Lsn(0);

    PgOutput(Published published, CatalogueWatch watch, Pieces pieces) {
        this.published = published;
        this.watch = watch;
        this.pieces = pieces;
    }

    /** Whether a transaction has begun and not ended. */
    boolean isInside() {
        return inside;
    }

    /** Behind the last transaction. */
    Lsn position() {
        return position;
    }

    void read(ByteBuffer message) throws SQLException, InterruptedException {
        switch (message.get()) {
            case 'B' -> {
                message.position(message.position() + Long.BYTES * 2);
                transaction = Integer.toUnsignedLong(message.getInt());
                inside = true;
            }
            case 'C' -> commit(message);
            case 'R' -> relation(message);
            case 'I' -> insert(message);
            case 'U' -> update(message);
            case 'D' -> delete(message);
            case 'T' -> truncate(message);
            case 'M' -> marker(message);
            default -> {
                // types and origins do not matter
            }
        }
    }

    private void commit(ByteBuffer message) throws SQLException, InterruptedException {
        message.position(message.position() + 1 + Long.BYTES);
        position = new Lsn(message.getLong());
        inside = false;
        if (pieces.isMarked()) {
            // Who waits for the marker takes all before it for told.
            watch.lookNow(pieces);
        } else {
            watch.look(pieces);
        }
        pieces.committed(
                new Commit(position, Long.toString(transaction), EPOCH.plus(message.getLong(), ChronoUnit.MICROS)));
    }

    /** Comes before the first row of a table, and again after its definition has changed. */
    private void relation(ByteBuffer message) {
        int number = message.getInt();
        String schema = text(message);
        TableName name = new TableName(schema.isEmpty() ? "pg_catalog" : schema, text(message));
        message.get();
        List<PublishedColumn> columns = new ArrayList<>();
        Set<String> identity = new HashSet<>();
        for (int i = message.getShort(); i > 0; i--) {
            boolean identifies = (message.get() & 1) != 0;
            PublishedColumn column =
                    new PublishedColumn(text(message), Integer.toUnsignedLong(message.getInt()), message.getInt());
            columns.add(column);
            if (identifies) {
                identity.add(column.name());
            }
        }
        Optional<FollowedTable> followed = published.following().table(name);
        // Renamed away: what comes under its number is no row of the table that is followed.
        RelationKeys before = relations.remove(number);
        if (before != null && followed.filter(before.followed()::equals).isEmpty()) {
            pieces.redefined(before.followed().table().name());
        }
        if (followed.isPresent()) {
            // By other columns than its key a deleted row would not be known.
            if (columns.equals(published.columns().get(name))
                    && identity.containsAll(followed.get().key())) {
                relations.put(
                        number,
                        new RelationKeys(
                                followed.get(),
                                columns.stream().map(PublishedColumn::name).toList()));
            } else {
                pieces.redefined(name);
            }
        }
    }

    /** What the table's rows are read by; null where nothing is told of it. */
    private RelationKeys told(ByteBuffer message) {
        RelationKeys relation = relations.get(message.getInt());
        return relation == null || pieces.isSilent(relation.followed().table().name()) ? null : relation;
    }

    private void insert(ByteBuffer message) throws SQLException, InterruptedException {
        RelationKeys relation = told(message);
        if (relation != null) {
            message.get();
            changed(relation, relation.whole(relation.read(message), null));
        }
    }

    private void update(ByteBuffer message) throws SQLException, InterruptedException {
        RelationKeys relation = told(message);
        if (relation == null) {
            return;
        }
        String[] old = null;
        if (message.get() != 'N') {
            old = relation.read(message);
            changed(relation, relation.whole(old, null));
            message.get();
        }
        changed(relation, relation.whole(relation.read(message), old));
    }

    private void delete(ByteBuffer message) throws SQLException, InterruptedException {
        RelationKeys relation = told(message);
        if (relation != null) {
            message.get();
            changed(relation, relation.whole(relation.read(message), null));
        }
    }

    private void changed(RelationKeys relation, List<String> key) throws InterruptedException {
        pieces.changed(relation.followed().table().name(), key);
    }

    private void truncate(ByteBuffer message) {
        int count = message.getInt();
        message.get();
        for (int i = 0; i < count; i++) {
            RelationKeys relation = relations.get(message.getInt());
            if (relation != null) {
                pieces.truncated(relation.followed().table().name());
            }
        }
    }

    private void marker(ByteBuffer message) {
        message.position(message.position() + 1 + Long.BYTES);
        if (text(message).equals(PREFIX)) {
            byte[] content = new byte[message.getInt()];
            message.get(content);
            String own = published.following().run() + ":";
            String mark = new String(content, StandardCharsets.UTF_8);
            if (mark.startsWith(own)) {
                pieces.marked(mark.substring(own.length()));
            }
        }
    }

    private static String text(ByteBuffer message) {
        int from = message.position();
        int to = from;
        while (message.get(to) != 0) {
            to++;
        }
        message.position(to + 1);
        return new String(message.array(), message.arrayOffset() + from, to - from, StandardCharsets.UTF_8);
    }
}
