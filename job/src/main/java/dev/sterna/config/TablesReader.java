package dev.sterna.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import dev.sterna.config.Settings.TableSelection;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code tables}, in which the user's table names stand beside our own keys. */
final class TablesReader {
    private static final List<String> OWN = List.of("include", "exclude", "rename", "rename-columns", "where");

    private final Surroundings outside;
    private final Problems problems;

    TablesReader(Surroundings outside, Problems problems) {
        this.outside = outside;
        this.problems = problems;
    }

    TableSelection read(Section section) {
        Map<String, String> rename = names(section, "rename");
        uniqueTargets(section, rename);
        Map<String, Long> chunkRows = new LinkedHashMap<>();
        Map<String, String> ddl = new LinkedHashMap<>();
        Map<String, TableChanges> changes = new LinkedHashMap<>();
        tables(section, new TableChangesReader(problems, changes), chunkRows, ddl);
        TableSelection selection = new TableSelection(
                section.texts("include"),
                section.texts("exclude"),
                rename,
                columnNames(section),
                names(section, "where"),
                chunkRows,
                ddl,
                changes);
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

    private Map<String, String> columnNames(Section section) {
        Map<String, String> map = section.map("rename-columns");
        map.forEach((column, name) -> {
            boolean qualified = column.split("\\.", -1).length >= 3 && qualified(column);
            if (!qualified || name.isBlank()) {
                problems.add(
                        "invalid-column-name",
                        section.section("rename-columns").origin(column),
                        "Invalid column name in " + section.pathOf("rename-columns") + ": "
                                + (qualified
                                        ? "\"\" for " + column + " (must not be empty)"
                                        : column + " (must be schema.table.column)"),
                        "Write it as in \"shop.orders.ctid\" = \"row_id\"");
            }
        });
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
    private void tables(
            Section section, TableChangesReader changes, Map<String, Long> chunkRows, Map<String, String> ddl) {
        for (String key : section.keys()) {
            if (OWN.contains(key)) {
                continue;
            }
            ConfigValue value = section.value(key).orElse(null);
            if (value instanceof ConfigObject && key.contains(".")) {
                table(section.section(key), key, changes, chunkRows, ddl);
            } else if (value instanceof ConfigObject object
                    && !object.isEmpty()
                    && object.values().stream().allMatch(below -> below instanceof ConfigObject)) {
                Section schema = section.section(key);
                schema.keys()
                        .forEach(table -> table(schema.section(table), key + "." + table, changes, chunkRows, ddl));
            } else if (value != null) {
                section.unknownKey(key, OWN);
            }
        }
    }

    private void table(
            Section table,
            String name,
            TableChangesReader changes,
            Map<String, Long> chunkRows,
            Map<String, String> ddl) {
        if (table.value("chunk-rows").isPresent()) {
            chunkRows.put(name, table.number("chunk-rows", count -> count >= 1, "a whole number, at least 1"));
        }
        table.text("ddl").ifPresent(location -> ddl(table, location).ifPresent(text -> ddl.put(name, text)));
        changes.read(table, name);
        table.unknownKeys();
    }

    /** The text of a file of SQL, which is looked for beside the configuration's own. */
    private Optional<String> ddl(Section table, String location) {
        ConfigOrigin origin = table.origin("ddl");
        String file = location.startsWith("file:") && !location.startsWith("file:/")
                ? location.substring("file:".length())
                : location;
        boolean absolute = file.startsWith("/") || file.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*");
        String beside = origin == null ? "" : origin.description().replaceFirst("[^/]*$", "");
        try {
            String text = outside.text(absolute ? file : beside + file);
            if (text.isBlank()) {
                problems.add(
                        "invalid-ddl",
                        origin,
                        "Cannot take " + table.pathOf("ddl") + ": " + location + " is empty",
                        "Write the statement that creates the table into it");
                return Optional.empty();
            }
            return Optional.of(text);
        } catch (IOException failure) {
            problems.add(
                    "invalid-ddl",
                    origin,
                    "Cannot read " + table.pathOf("ddl") + ": " + location
                            + (failure instanceof NoSuchFileException ? " (there is no such file)" : ""),
                    "Give the file's path, absolute or from where the configuration lies, as in \"file:orders.sql\"");
            return Optional.empty();
        }
    }
}
