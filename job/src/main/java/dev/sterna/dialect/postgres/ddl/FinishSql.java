package dev.sterna.dialect.postgres.ddl;

import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.model.Column;
import dev.sterna.model.Table;
import java.util.List;
import java.util.stream.Stream;

/** What a table needs once its rows are in. All of it can be executed again. */
final class FinishSql {
    private final Table table;
    private final String name;

    FinishSql(Table table) {
        this.table = table;
        this.name = Literals.qualified(table.name());
    }

    List<String> statements() {
        Stream<String> counters = table.columns().stream()
                .filter(column -> column.generated() == Column.Generated.IDENTITY)
                .map(this::advanceCounter);
        return Stream.concat(counters, Stream.of("ANALYZE " + name)).toList();
    }

    /**
     * Loaded rows bring their own numbers, of which the counter knows nothing: it goes on after the greatest. It never
     * goes back, since sessions may have taken numbers that are not committed yet.
     */
    private String advanceCounter(Column column) {
        return "SELECT setval(s.seqrelid::regclass, m.most) FROM (SELECT max(" + Literals.identifier(column.name())
                + ")::bigint AS most FROM " + name + ") m JOIN pg_sequence s ON s.seqrelid = pg_get_serial_sequence("
                + Literals.string(name) + ", " + Literals.string(column.name())
                + ")::regclass WHERE s.seqincrement > 0 AND m.most BETWEEN s.seqmin AND s.seqmax"
                + " AND m.most >= coalesce(pg_sequence_last_value(s.seqrelid), s.seqstart)";
    }
}
