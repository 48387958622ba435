package dev.sterna.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import dev.sterna.config.Settings.TableSelection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code tables}, in which the user's table names stand beside our own keys. */
final class TablesReader {
    private static final List<String> OWN = List.of("include", "exclude", "rename", "where");

    private final Problems problems;

    TablesReader(Problems problems) {
        this.problems = problems;
    }

    TableSelection read(Section section) {
        Map<String, String> rename = names(section, "rename");
        uniqueTargets(section, rename);
        TableSelection selection = new TableSelection(
                section.texts("include"),
                section.texts("exclude"),
                rename,
                names(section, "where"),
                chunkRows(section));
        section.unknownKeys();
        return selection;
    }

    private Map<String, String> names(Section section, String key) {
        Map<String, String> map = section.map(key);
        for (Map.Entry<String, String> entry : map.entrySet()) {
            boolean badTarget = key.equals("rename") && !qualified(entry.getValue());
            if (badTarget || !qualified(entry.getKey())) {
                problems.add(
                        "invalid-table-name",
                        section.section(key).origin(entry.getKey()),
                        "Invalid table name in " + section.pathOf(key) + ": "
                                + (badTarget ? entry.getValue() : entry.getKey()) + " (must be schema.table)",
                        "Write it as in "
                                + (key.equals("rename")
                                        ? "\"shop.order_lines\" = \"public.order_line\""
                                        : "\"shop.audit\" = \"created_at >= '2024-01-01'\""));
            }
        }
        return map;
    }

    private static boolean qualified(String name) {
        int dot = name.indexOf('.');
        return dot > 0 && dot < name.length() - 1;
    }

    private void uniqueTargets(Section section, Map<String, String> rename) {
        Map<String, String> sources = new HashMap<>();
        rename.forEach((source, target) -> {
            String other = sources.put(target, source);
            if (other != null) {
                problems.add(
                        "invalid-table-name",
                        section.section("rename").origin(source),
                        "Cannot rename both " + other + " and " + source + " to " + target,
                        "Give every table a name of its own");
            }
        });
    }

    /** Keys that are not our own and look like {@code "schema.table" { ... }}, quoted or not. */
    private Map<String, Long> chunkRows(Section section) {
        Map<String, Long> rows = new LinkedHashMap<>();
        for (String key : section.keys()) {
            if (OWN.contains(key)) {
                continue;
            }
            ConfigValue value = section.value(key).orElse(null);
            if (value instanceof ConfigObject && key.contains(".")) {
                chunkRows(section.section(key), key, rows);
            } else if (value instanceof ConfigObject object
                    && !object.isEmpty()
                    && object.values().stream().allMatch(below -> below instanceof ConfigObject)) {
                Section schema = section.section(key);
                schema.keys().forEach(table -> chunkRows(schema.section(table), key + "." + table, rows));
            } else if (value != null) {
                section.unknownKey(key, OWN);
            }
        }
        return rows;
    }

    private static void chunkRows(Section table, String name, Map<String, Long> rows) {
        if (table.value("chunk-rows").isPresent()) {
            rows.put(name, table.number("chunk-rows", count -> count >= 1, "a whole number, at least 1"));
        }
        table.unknownKeys();
    }
}
