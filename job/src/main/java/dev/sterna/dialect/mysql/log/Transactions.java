package dev.sterna.dialect.mysql.log;

import dev.sterna.dialect.log.Commit;
import dev.sterna.dialect.log.Pieces;
import dev.sterna.model.LogPosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds transactions in the events of a log, and the keys in these. */
final class Transactions {
    /** Of MariaDB's: the transaction is a single statement; it is prepared; it decides on a prepared one. */
    private static final int STANDALONE = 1;

    private static final int PREPARED = 64;
    private static final int DECIDED = 128;
    private static final int WITH_GROUP = 2;

    private final LogSubject subject;
    private final Pieces pieces;
    private final Progress progress;
    private final PreparedTransactions prepared = new PreparedTransactions();
    private final Map<Long, TableMap> maps = new HashMap<>();
    private String file = "";

    /** Whether the transaction goes on until it says that it is committed. */
    private boolean inside;

    /** The transaction that is on its way to be prepared, or null. */
    private String preparing;

    Transactions(LogSubject subject, LogPosition from, Pieces pieces) {
        this.subject = subject;
        this.pieces = pieces;
        this.progress = Progress.from(from);
    }

    void read(BinlogEvent event) throws IOException, SQLException, InterruptedException {
        switch (event.type()) {
            case BinlogEvent.HEARTBEAT, BinlogEvent.HEARTBEAT_2 -> pieces.waiting();
            case BinlogEvent.ROTATE -> rotate(event.body());
            case BinlogEvent.MARIADB_GTID -> {
                begin();
                int flags = progress.mariaDb(event);
                inside = (flags & STANDALONE) == 0;
                if ((flags & (PREPARED | DECIDED)) != 0) {
                    Octets.skip(event.body(), (flags & WITH_GROUP) != 0 ? Long.BYTES : 0);
                    preparing = (flags & PREPARED) != 0 ? PreparedTransactions.name(event.body(), 1) : null;
                    inside &= (flags & DECIDED) == 0;
                }
            }
            case BinlogEvent.GTID, BinlogEvent.GTID_TAGGED, BinlogEvent.ANONYMOUS_GTID -> {
                begin();
                progress.mySql(event);
            }
            case BinlogEvent.QUERY -> query(event, event.body(), false);
            case BinlogEvent.QUERY_COMPRESSED -> query(event, event.body(), true);
            case BinlogEvent.TABLE_MAP -> map(event.body());
            case BinlogEvent.XID -> commit(event);
            case BinlogEvent.XA_PREPARE -> prepare(event);
            case BinlogEvent.EXECUTE_LOAD_QUERY ->
                throw UnfollowableBinlog.statement("a table that a file was loaded into");
            case BinlogEvent.INCIDENT -> throw UnfollowableBinlog.incident();
            default -> rows(event);
        }
    }

    private void rotate(ByteBuffer body) {
        Octets.skip(body, Long.BYTES);
        file = Octets.text(body, body.remaining());
        progress.rotated(file);
    }

    private void begin() {
        maps.clear();
        inside = false;
        preparing = null;
    }

    private void map(ByteBuffer body) {
        long number = TableMap.number(body);
        Optional<LoggedTable> table = subject.table(TableMap.name(body));
        maps.remove(number);
        if (table.isPresent() && !pieces.isSilent(table.get().name())) {
            TableMap map = TableMap.read(table.get(), subject.uuidsAreTurned(), body);
            if (map == null) {
                pieces.redefined(table.get().name());
            } else {
                maps.put(number, map);
            }
        }
    }

    private void rows(BinlogEvent event) throws IOException, InterruptedException {
        RowsEvent kind = RowsEvent.of(event.type());
        TableMap map = kind == null ? null : maps.get(TableMap.number(event.body()));
        if (map == null) {
            return;
        }
        if (map.table().isMarker()) {
            if (kind == RowsEvent.INSERT) {
                kind.read(event, map, (of, key) -> pieces.marked(key[0]));
            }
        } else {
            kind.read(event, map, this::changed);
        }
    }

    private void changed(TableMap map, String[] key) throws InterruptedException {
        List<String> whole = map.whole(key);
        if (preparing == null) {
            pieces.changed(map.table().name(), whole);
        } else {
            prepared.add(map.table().name(), whole);
        }
    }

    private void query(BinlogEvent event, ByteBuffer body, boolean compressed)
            throws IOException, InterruptedException {
        Octets.skip(body, 8);
        int schemaLength = body.get() & 0xff;
        Octets.skip(body, 2);
        int variables = (int) Octets.little(body, 2);
        int collation = StatementVariables.collation(
                ByteBuffer.wrap(Octets.bytes(body, variables)).order(ByteOrder.LITTLE_ENDIAN));
        String schema = Octets.text(body, schemaLength);
        Octets.skip(body, 1);
        ByteBuffer text = compressed ? Octets.inflated(body) : body;
        String sql = subject.charset(collation).decode(Octets.bytes(text, text.remaining()));
        statement(event, sql.strip(), schema);
    }

    private void statement(BinlogEvent event, String sql, String schema) throws InterruptedException {
        String words = sql.length() > 200 ? sql.substring(0, 200) : sql;
        List<String> first = Arrays.asList(words.toUpperCase(Locale.ROOT).split("[\\s;]+", 4));
        switch (first.get(0)) {
            case "BEGIN" -> inside = true;
            case "COMMIT" -> commit(event);
            // Of a table without transactions the rows are changed all the same.
            case "ROLLBACK" -> {
                if (first.size() == 1) {
                    commit(event);
                }
            }
            case "SAVEPOINT", "RELEASE" -> {
                // what goes back behind a savepoint is not in the log, or of no harm
            }
            case "XA" -> xa(event, first.get(1), sql);
            default -> {
                define(LoggedStatement.of(sql, schema));
                if (!inside) {
                    commit(event);
                }
            }
        }
    }

    private void define(LoggedStatement statement) {
        switch (statement.effect()) {
            case NOTHING -> {
                // no table is concerned
            }
            case TRUNCATES ->
                statement
                        .tables()
                        .forEach(name -> subject.table(name).ifPresent(table -> pieces.truncated(table.name())));
            case REDEFINES -> {
                statement
                        .tables()
                        .forEach(name -> subject.table(name).ifPresent(table -> pieces.redefined(table.name())));
                if (statement.schema() != null) {
                    subject.in(statement.schema()).forEach(table -> pieces.redefined(table.name()));
                }
            }
            case CHANGES_ROWS -> {
                if (subject.hasTableIn(statement.schemas())) {
                    throw UnfollowableBinlog.statement(statement.tables().get(0).toString());
                }
            }
        }
    }

    private void xa(BinlogEvent event, String verb, String sql) throws InterruptedException {
        switch (verb) {
            case "START" -> {
                preparing = PreparedTransactions.name(sql);
                inside = true;
            }
            case "COMMIT" -> {
                prepared.commit(PreparedTransactions.name(sql), pieces);
                commit(event);
            }
            case "ROLLBACK" -> {
                prepared.forget(PreparedTransactions.name(sql));
                commit(event);
            }
            default -> {
                // its end comes before it is prepared
            }
        }
    }

    private void prepare(BinlogEvent event) throws InterruptedException {
        boolean committed = event.body().get() != 0;
        String name = PreparedTransactions.name(event.body(), Integer.BYTES);
        prepared.prepared(name, progress.position());
        preparing = null;
        if (committed) {
            prepared.commit(name, pieces);
        }
        commit(event);
    }

    private void commit(BinlogEvent event) throws InterruptedException {
        progress.committed(event.end());
        pieces.committed(new Commit(
                prepared.oldest().orElseGet(progress::position),
                progress.sight(file, event.end()),
                Instant.ofEpochSecond(event.seconds())));
        begin();
    }
}
