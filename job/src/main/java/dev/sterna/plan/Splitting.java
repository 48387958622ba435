package dev.sterna.plan;

import dev.sterna.config.Settings;
import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.Splitter;
import dev.sterna.jdbc.Lanes;
import dev.sterna.jdbc.View;
import dev.sterna.model.Chunk;
import dev.sterna.model.Side;
import dev.sterna.model.Table;
import dev.sterna.step.RunContext;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Has the source's tables cut into chunks, on as many connections as the settings allow. */
final class Splitting {
    private final RunContext run;
    private final Settings settings;

    Splitting(RunContext run) {
        this.run = run;
        this.settings = run.settings();
    }

    /** The chunks of every table, in the order of the tables. */
    Map<Table, List<Chunk>> split(List<Table> tables) {
        int connections = Math.min(tables.size(), settings.source().maxConnections());
        Map<Table, List<Chunk>> chunks = new LinkedHashMap<>();
        try (Lanes lanes = new Lanes("sterna-split", run.source().connector(), View.PRESENT, connections)) {
            List<CompletableFuture<List<Chunk>>> pending = new ArrayList<>();
            for (Table table : tables) {
                pending.add(lanes.submit(lane -> {
                    try {
                        return dialect().splitter().split(lane.connection(), table, goal(table), where(table));
                    } catch (SQLException failure) {
                        throw dialect().explain(failure, Side.SOURCE, "split " + table.name(), table.name());
                    }
                }));
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

    private Dialect dialect() {
        return run.source().dialect();
    }
}
