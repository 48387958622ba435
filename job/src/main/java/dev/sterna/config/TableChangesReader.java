package dev.sterna.config;

import com.typesafe.config.ConfigValue;
import dev.sterna.config.SyncSettings.Changes;
import dev.sterna.config.TableChanges.Watermark;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Reads from the settings of a table who says which of its rows changed. */
final class TableChangesReader {
    private static final String CHANGES = "changes";
    private static final String WATERMARK = "watermark";
    private static final String COLUMN = "column";
    private static final String OVERLAP = "overlap";

    private final Problems problems;
    private final Map<String, TableChanges> found;

    /** @param found takes those of each table that says something of it */
    TableChangesReader(Problems problems, Map<String, TableChanges> found) {
        this.problems = problems;
        this.found = found;
    }

    void read(Section table, String name) {
        Changes changes = table.value(CHANGES).isPresent() ? table.choice(CHANGES, Changes.class) : null;
        Optional<ConfigValue> there = table.value(WATERMARK);
        Watermark watermark = there.isPresent() ? watermark(table.section(WATERMARK)) : null;
        if (changes == Changes.WATERMARK && there.isEmpty()) {
            problems.add(
                    "missing-key",
                    table.origin(CHANGES),
                    "Cannot take " + table.pathOf(CHANGES) + " = watermark: no column is named that grows",
                    "Name it, as in " + table.pathOf(WATERMARK) + ".column = updated_at");
        }
        if (changes != null || watermark != null) {
            found.put(name, new TableChanges(changes, watermark));
        }
    }

    /** Null where no column is named. */
    private Watermark watermark(Section section) {
        String column = section.text(COLUMN).filter(name -> !name.isBlank()).orElse(null);
        if (column == null) {
            section.missing(COLUMN, "Name the column that grows, as in " + section.pathOf(COLUMN) + " = updated_at");
        }
        Duration time = null;
        Long number = null;
        Optional<ConfigValue> overlap = section.value(OVERLAP);
        if (overlap.isPresent()) {
            String text = String.valueOf(overlap.get().unwrapped());
            if (text.matches("[0-9]{1,18}")) {
                number = Long.valueOf(text);
            } else if (text.matches("[0-9]+(ns|us|ms|s|m|h|d)")) {
                time = section.duration(OVERLAP);
            } else {
                section.wrong(OVERLAP, overlap.get(), "a length of time, as in 5m, or a whole number, as in 1000");
            }
        }
        section.unknownKeys();
        return column == null ? null : new Watermark(column, time, number);
    }
}
