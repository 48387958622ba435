package dev.sterna.migration;

import dev.sterna.config.Nearest;
import dev.sterna.config.Settings.TableSelection;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Chooses tables by the settings' and the command line's patterns. Every name that names nothing is reported, all at once. */
public final class Selection {
    private static final String REMEDY = "Correct the name; * and ? stand for any characters and for one";

    private Selection() {}

    /**
     * The chosen tables, in the order of their names.
     *
     * @param existing all tables there are
     * @param only the patterns of the command line, empty for all
     * @param where which schemas were looked at, for a message
     */
    static List<Table> select(List<Table> existing, TableSelection settings, List<String> only, String where) {
        if (existing.isEmpty()) {
            throw SternaException.of(
                    Category.CONFIGURATION,
                    "no-tables",
                    null,
                    "Cannot find any table in the source's " + where,
                    "Set sterna.source.schemas to where the tables are, and see that the user may read them");
        }
        List<TableName> names = existing.stream().map(Table::name).toList();
        List<Problem> problems = new ArrayList<>();
        checkPatterns("sterna.tables.include", settings.include(), names, problems);
        checkPatterns("--tables", only, names, problems);
        for (Map.Entry<String, Collection<String>> setting :
                exactNames(settings).entrySet()) {
            checkNames(setting.getKey(), setting.getValue(), names, problems);
        }
        checkColumns(settings.renameColumns().keySet(), existing, problems);
        if (!problems.isEmpty()) {
            throw new SternaException(Category.CONFIGURATION, problems, null);
        }
        List<Table> chosen = selected(existing, settings).stream()
                .filter(table -> only.isEmpty() || Globs.matchesAny(only, table.name()))
                .toList();
        if (chosen.isEmpty()) {
            throw SternaException.of(
                    Category.CONFIGURATION,
                    "empty-selection",
                    null,
                    "Cannot plan: of " + existing.size() + " tables in the source's " + where + " none is selected",
                    "Look at sterna.tables.include, sterna.tables.exclude and --tables: together they leave nothing");
        }
        return chosen;
    }

    /** Whether one of the patterns means a table, as everywhere in the settings. */
    public static boolean matchesAny(List<String> globs, TableName table) {
        return Globs.matchesAny(globs, table);
    }

    /** Tables by the patterns of the settings alone. */
    public static List<Table> selected(List<Table> existing, TableSelection settings) {
        return existing.stream()
                .filter(table -> Globs.matchesAny(settings.include(), table.name()))
                .filter(table -> !Globs.matchesAny(settings.exclude(), table.name()))
                .toList();
    }

    /**
     * Of some tables those that the patterns of the command line mean, all for none.
     *
     * @throws SternaException (CONFIGURATION) naming the nearest table when a pattern means none
     */
    public static Set<TableName> named(List<TableName> names, List<String> only) {
        List<Problem> problems = unknown("--tables", only, names);
        if (!problems.isEmpty()) {
            throw new SternaException(Category.CONFIGURATION, problems, null);
        }
        return names.stream()
                .filter(name -> only.isEmpty() || Globs.matchesAny(only, name))
                .collect(Collectors.toSet());
    }

    /** A problem for each pattern that means none of the tables. */
    public static List<Problem> unknown(String setting, Collection<String> globs, Collection<TableName> tables) {
        List<Problem> problems = new ArrayList<>();
        checkPatterns(setting, globs, List.copyOf(tables), problems);
        return problems;
    }

    private static Map<String, Collection<String>> exactNames(TableSelection settings) {
        Map<String, Collection<String>> names = new LinkedHashMap<>();
        names.put("sterna.tables.rename", new TreeSet<>(settings.rename().keySet()));
        names.put("sterna.tables.where", new TreeSet<>(settings.where().keySet()));
        names.put(
                "sterna.tables (settings of a table)",
                new TreeSet<>(Stream.of(settings.chunkRows(), settings.ddl(), settings.changes())
                        .flatMap(map -> map.keySet().stream())
                        .toList()));
        return names;
    }

    private static void checkPatterns(
            String setting, Collection<String> globs, List<TableName> tables, List<Problem> problems) {
        for (String glob : globs) {
            if (tables.stream().noneMatch(table -> Globs.matches(glob, table))) {
                problems.add(unknown(setting, glob, tables));
            }
        }
    }

    private static void checkNames(
            String setting, Collection<String> names, List<TableName> tables, List<Problem> problems) {
        for (String name : names) {
            if (tables.stream().noneMatch(table -> table.toString().equals(name))) {
                problems.add(unknown(setting, name, tables));
            }
        }
    }

    private static void checkColumns(Collection<String> names, List<Table> tables, List<Problem> problems) {
        if (names.isEmpty()) {
            return;
        }
        List<String> known = tables.stream()
                .flatMap(table -> table.columns().stream().map(column -> table.name() + "." + column.name()))
                .toList();
        new TreeSet<>(names)
                .stream()
                        .filter(name -> !known.contains(name))
                        .forEach(name -> problems.add(Problem.error(
                                "unknown-column",
                                null,
                                "Cannot find a column for sterna.tables.rename-columns: " + name
                                        + Nearest.to(name, known)
                                                .map(near -> "; the nearest name is " + near)
                                                .orElse(""),
                                "Write it as the source does: schema.table.column")));
    }

    private static Problem unknown(String setting, String name, List<TableName> tables) {
        Stream<String> known = tables.stream().map(name.contains(".") ? TableName::toString : TableName::name);
        String nearest = Nearest.to(name, known.toList())
                .map(near -> "; the nearest name is " + near)
                .orElse("; there are " + tables.size() + " tables, the first is " + tables.get(0));
        return Problem.error(
                "unknown-table", null, "Cannot find a table for " + setting + ": " + name + nearest, REMEDY);
    }
}
