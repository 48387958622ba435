package dev.sterna.launcher.bench;

import dev.sterna.embedded.data.LoadProgress;
import dev.sterna.embedded.data.LoadedTable;
import dev.sterna.embedded.data.TpchData;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** The tables that are copied: those that the source has are taken as they are, the others are generated. */
final class Source {
    private Source() {}

    /**
     * Provides the wanted tables.
     *
     * @throws SternaException (USAGE) when a table is neither there nor one of TPC-H
     */
    static List<SourceTable> provide(Server server, Options options, Cleanup cleanup) throws SQLException {
        Map<String, Long> bytes = new HashMap<>();
        try (SourceReader reader = new SourceReader(server)) {
            Set<String> there = reader.tableNames();
            List<String> missing = options.tables().stream()
                    .filter(table -> !there.contains(table))
                    .toList();
            for (LoadedTable loaded : generated(server, options, missing, cleanup)) {
                bytes.put(loaded.name(), loaded.bytes());
            }
            List<SourceTable> tables = new ArrayList<>();
            for (String name : options.tables()) {
                if (there.contains(name)) {
                    Console.say("table " + name + " is there already and is taken as it is");
                }
                Long text = bytes.get(name);
                tables.add(reader.table(name, text == null ? OptionalLong.empty() : OptionalLong.of(text)));
            }
            return tables;
        }
    }

    private static List<LoadedTable> generated(Server server, Options options, List<String> tables, Cleanup cleanup)
            throws SQLException {
        if (tables.isEmpty()) {
            return List.of();
        }
        for (String table : tables) {
            if (!TpchData.tableNames().contains(table)) {
                throw SternaException.of(
                        Category.USAGE,
                        "unknown-table",
                        table,
                        "Unknown table: " + table + " (is neither in the source nor one of TPC-H)",
                        "Name tables of the source, or of TPC-H: " + TpchData.tableNames());
            }
        }
        if (options.sourceUrl().isPresent()) {
            // An embedded server goes with all that is in it.
            cleanup.add(() -> {
                for (String table : tables) {
                    server.execute("DROP TABLE IF EXISTS " + table);
                }
            });
        }
        Console.say("generating TPC-H " + String.join(", ", tables) + " at scale " + Figures.plain(options.scale()));
        long start = System.nanoTime();
        List<LoadedTable> loaded = TpchData.load(server, options.scale(), tables, LoadProgress.NONE);
        Console.say(String.format(
                Locale.ROOT,
                "generated %,d rows in %.0f s",
                loaded.stream().mapToLong(LoadedTable::rows).sum(),
                (System.nanoTime() - start) / 1e9));
        return loaded;
    }
}
