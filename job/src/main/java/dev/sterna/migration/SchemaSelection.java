package dev.sterna.migration;

import dev.sterna.config.Settings.TableSelection;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.model.Table;
import dev.sterna.model.schema.OutsideNeed;
import dev.sterna.model.schema.SchemaContent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the choice of a source's schemas leaves behind. */
public final class SchemaSelection {
    /** The word for all schemas. */
    static final String ALL = "*";

    private static final int NAMED = 5;

    private final Database source;
    private final List<String> chosen;
    private final List<SchemaContent> contents;

    private SchemaSelection(Database source, List<String> chosen) {
        this.source = source;
        this.chosen = chosen;
        this.contents = source.ask("look for the schemas", source.dialect().schemas()::contents);
    }

    /** @param chosen schemas of the source */
    public static SchemaSelection of(Database source, List<String> chosen) {
        return new SchemaSelection(source, chosen);
    }

    /**
     * The tables that the settings and the command line choose; none where the schemas hold something else only.
     *
     * @param existing all tables of the schemas
     * @param only the patterns of the command line, empty for all
     * @throws SternaException (CONFIGURATION) when a name means nothing, or nothing is chosen
     */
    static List<Table> tables(
            Database source, List<Table> existing, TableSelection settings, List<String> only, List<String> schemas) {
        if (existing.isEmpty()) {
            of(source, schemas).requireOthers();
            return List.of();
        }
        return Selection.select(existing, settings, only, "schemas " + String.join(", ", schemas));
    }

    /** Schemas of the same database that hold something and are not chosen; none where each is a database of its own. */
    public List<SchemaContent> leftOut() {
        if (source.server().identity().database().isEmpty()) {
            return List.of();
        }
        return contents.stream()
                .filter(content -> content.tables() + content.others() > 0)
                .filter(content -> !chosen.contains(content.name()))
                .toList();
    }

    /** What nobody has chosen to leave behind, and what the chosen schemas need of others. */
    List<Problem> warnings() {
        List<Problem> warnings = new ArrayList<>();
        List<SchemaContent> behind = leftOut();
        if (source.settings().schemas().isEmpty() && !behind.isEmpty()) {
            long tables = behind.stream().mapToLong(SchemaContent::tables).sum();
            warnings.add(Problem.warning(
                    "schemas-left-out",
                    null,
                    behind.size() + (behind.size() == 1 ? " schema" : " schemas") + " with " + tables
                            + (tables == 1 ? " table" : " tables") + " of the source stay behind: " + some(behind),
                    "All: sterna.source.schemas = [\"*\"]; or name those that are meant, and the warning is gone:"
                            + " sterna.source.schemas = " + list(chosen)));
        }
        warnings.addAll(needs());
        return warnings;
    }

    private List<Problem> needs() {
        Map<String, List<OutsideNeed>> bySchema = source
                .ask(
                        "look for what the schemas need of others",
                        connection -> source.dialect().schemas().outsideNeeds(connection, chosen))
                .stream()
                .collect(Collectors.groupingBy(OutsideNeed::schema, TreeMap::new, Collectors.toList()));
        List<Problem> warnings = new ArrayList<>();
        bySchema.forEach((schema, needs) -> {
            Set<String> wanted = new LinkedHashSet<>(chosen);
            wanted.add(schema);
            String examples = needs.stream()
                    .limit(NAMED)
                    .map(need -> need.object() + " needs " + need.needs())
                    .collect(Collectors.joining("; "));
            warnings.add(Problem.warning(
                    "needs-other-schema",
                    null,
                    "What is migrated needs schema " + schema + ", which is not: " + examples
                            + (needs.size() > NAMED ? "; and " + (needs.size() - NAMED) + " more" : ""),
                    "sterna.source.schemas = " + list(wanted) + ", or have the target's schema " + schema
                            + " made beforehand"));
        });
        return warnings;
    }

    /**
     * Makes sure that there is something to migrate, where there is no table.
     *
     * @throws SternaException (CONFIGURATION) naming the schemas that have tables
     */
    private void requireOthers() {
        boolean something =
                contents.stream().anyMatch(content -> chosen.contains(content.name()) && content.others() > 0);
        if (something) {
            return;
        }
        List<SchemaContent> elsewhere = contents.stream()
                .filter(content -> content.tables() > 0 && !chosen.contains(content.name()))
                .toList();
        throw SternaException.of(
                Category.CONFIGURATION,
                "no-tables",
                null,
                "Cannot find any table in the source's " + (chosen.size() == 1 ? "schema " : "schemas ")
                        + String.join(", ", chosen)
                        + (elsewhere.isEmpty() ? "" : "; there are tables in " + some(elsewhere)),
                elsewhere.isEmpty()
                        ? "Set sterna.source.schemas to where the tables are, and see that the user may read them"
                        : "sterna.source.schemas = "
                                + list(elsewhere.stream()
                                        .limit(NAMED)
                                        .map(SchemaContent::name)
                                        .toList())
                                + "; all schemas: [\"*\"]");
    }

    /** The names of all schemas that hold something. */
    static List<String> all(List<SchemaContent> contents) {
        return contents.stream()
                .filter(content -> content.tables() + content.others() > 0)
                .map(SchemaContent::name)
                .toList();
    }

    private static String some(List<SchemaContent> contents) {
        return contents.stream().limit(NAMED).map(SchemaContent::toString).collect(Collectors.joining(", "))
                + (contents.size() > NAMED ? " and " + (contents.size() - NAMED) + " more" : "");
    }

    private static String list(Iterable<String> names) {
        List<String> quoted = new ArrayList<>();
        names.forEach(name -> quoted.add("\"" + name + "\""));
        return "[" + String.join(", ", quoted) + "]";
    }
}
