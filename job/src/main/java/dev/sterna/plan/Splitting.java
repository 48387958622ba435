package dev.sterna.plan;

import dev.sterna.config.Settings;
import dev.sterna.dialect.rows.Splitter;
import dev.sterna.jdbc.Lanes;
import dev.sterna.jdbc.View;
import dev.sterna.migration.Database;
import dev.sterna.migration.Migration;
import dev.sterna.model.Chunk;
import dev.sterna.model.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Has the source's tables cut into chunks, on as many connections as the settings allow. */
final class Splitting {
    private final Database source;
    private final Settings settings;

    Splitting(Migration migration) {
        this.source = migration.source();
        this.settings = migration.settings();
    }

    /** The chunks of every table, in the order of the tables. */
    Map<Table, List<Chunk>> split(List<Table> tables) {
        int connections = Math.min(tables.size(), settings.source().maxConnections());
        Map<Table, List<Chunk>> chunks = new LinkedHashMap<>();
        try (Lanes lanes = source.lanes("sterna-split", View.PRESENT, connections)) {
            List<CompletableFuture<List<Chunk>>> pending = new ArrayList<>();
            for (Table table : tables) {
                Splitter splitter = source.dialect().splitter();
                pending.add(lanes.submit(lane -> source.attempt(
                        "split " + table.name(),
                        table.name(),
                        () -> splitter.split(lane.connection(), table, goal(table), where(table)))));
            }
            for (int i = 0; i < tables.size(); i++) {
                chunks.put(tables.get(i), Lanes.await(pending.get(i)));
            }
        }
        return chunks;
    }

    Splitter.Goal goal(Table table) {
        long rows = settings.tables()
                .chunkRows()
                .getOrDefault(table.name().toString(), settings.chunk().rows());
        return new Splitter.Goal(rows, settings.chunk().bytes());
    }

    /** The user's condition on a table, or null. */
    String where(Table table) {
        return settings.tables().where().get(table.name().toString());
    }
}
