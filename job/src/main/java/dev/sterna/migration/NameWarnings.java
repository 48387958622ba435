package dev.sterna.migration;

import dev.sterna.error.Problem;
import dev.sterna.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What to tell of the names that tables get in the target. */
final class NameWarnings {
    private static final int NAMED = 5;

    private NameWarnings() {}

    /**
     * Warns of names that the target does not take as they are, and of tables that come beside one of the same name in
     * other letters, which an application may have made.
     *
     * @param names source to target
     * @param renamed qualified names of the source tables to which the settings give a name
     */
    static List<Problem> of(Database target, Map<TableName, TableName> names, Set<String> renamed) {
        List<Problem> warnings = new ArrayList<>();
        List<String> shortened = names.entrySet().stream()
                .filter(entry -> !renamed.contains(entry.getKey().toString()))
                .filter(entry -> !entry.getKey().name().equals(entry.getValue().name()))
                .map(entry -> entry.getKey() + " becomes " + entry.getValue())
                .toList();
        if (!shortened.isEmpty()) {
            warnings.add(Problem.warning(
                    "name-shortened",
                    null,
                    shortened.size()
                            + (shortened.size() == 1
                                    ? " table has a name that is too long for the target: "
                                    : " tables have names that are too long for the target: ")
                            + some(shortened),
                    "Give names of your own by sterna.tables.rename"));
        }
        warnings.addAll(twins(target, names));
        return warnings;
    }

    private static List<Problem> twins(Database target, Map<TableName, TableName> names) {
        List<String> schemas =
                names.values().stream().map(TableName::schema).distinct().toList();
        if (schemas.isEmpty() || target.server().identity().foldsTableNames()) {
            return List.of();
        }
        Set<TableName> exact = target.names(schemas);
        Map<String, TableName> folded = exact.stream()
                .sorted()
                .collect(Collectors.toMap(NameWarnings::folded, name -> name, (one, other) -> one));
        List<Problem> warnings = new ArrayList<>();
        names.forEach((source, wanted) -> {
            TableName other = exact.contains(wanted) ? null : folded.get(folded(wanted));
            if (other != null) {
                warnings.add(Problem.warning(
                        "table-beside-twin",
                        source.toString(),
                        "The target has " + other + " already, and " + wanted
                                + " is another table to it: it would be made beside",
                        "If " + other + " is meant: sterna.tables.rename { \"" + source + "\" = \"" + other + "\" }"));
            }
        });
        return warnings;
    }

    private static String folded(TableName name) {
        return name.schema() + "\0" + name.name().toLowerCase(Locale.ROOT);
    }

    private static String some(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
                + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "");
    }
}
