package dev.sterna.migration;

import dev.sterna.config.Settings;
import dev.sterna.dialect.ColumnWishes;
import dev.sterna.dialect.log.ObjectNames;
import dev.sterna.dialect.rows.ScratchSql;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.dialect.server.Capability;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.SchemaContent;
import dev.sterna.model.schema.TableDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The tables that the settings and the command line choose, and what they become.
 *
 * @param schemas of the source that were looked at
 * @param definitions all tables of these schemas
 * @param sources those that have an equal, by name
 * @param targets their equals, in the same order
 * @param losses which values of theirs are converted, in the same order
 * @param keyLosses which values of theirs would become NULL in a key if there were any, in the same order
 * @param refused why the others have none; each problem names its table
 * @param warnings what is given up
 * @param leftOut other schemas of the source that hold something
 */
public record TableConversions(
        List<String> schemas,
        List<TableDefinition> definitions,
        List<Table> sources,
        List<Table> targets,
        List<ValueConversions> losses,
        List<ValueConversions> keyLosses,
        List<Problem> refused,
        List<Problem> warnings,
        List<SchemaContent> leftOut) {

    public TableConversions {
        schemas = List.copyOf(schemas);
        definitions = List.copyOf(definitions);
        sources = List.copyOf(sources);
        targets = List.copyOf(targets);
        losses = List.copyOf(losses);
        keyLosses = List.copyOf(keyLosses);
        refused = List.copyOf(refused);
        warnings = List.copyOf(warnings);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * Reads both databases.
     *
     * @param only the globs of the command line, empty for all
     * @throws SternaException (CONFIGURATION) when a name in the settings means nothing, or nothing is chosen
     */
    public static TableConversions of(Migration migration, List<String> only) {
        Settings settings = migration.settings();
        Database source = migration.source();
        Database target = migration.target();
        List<String> schemas = source.schemas();
        List<TableDefinition> definitions = source.tables(schemas);
        OutsideTables outside = OutsideTables.of(migration);
        List<Table> existing = outside.with(withoutLedger(
                source,
                definitions.stream()
                        .map(TableDefinition::table)
                        .sorted(Comparator.comparing(Table::name))
                        .toList()));
        List<Table> chosen = SchemaSelection.tables(source, existing, settings.tables(), only, schemas);
        Map<TableName, TableName> names = TargetNames.of(
                outside.without(chosen),
                settings.tables().rename(),
                TargetNames.schemas(migration),
                target.dialect().identifiers());
        names.putAll(outside.names(chosen));
        TypeOverrides overrides = new TypeOverrides(settings.typeMap());
        Map<TableName, TableDefinition> byName =
                definitions.stream().collect(Collectors.toMap(TableDefinition::name, Function.identity()));
        List<Problem> refused = new ArrayList<>();
        List<Problem> warnings = new ArrayList<>();
        List<Table> sources = new ArrayList<>();
        List<Table> targets = new ArrayList<>();
        Map<TableName, Set<String>> chosenTypes = new HashMap<>();
        FormerRows former = new FormerRows(migration);
        for (Table current : chosen) {
            try {
                Table table = former.with(current, byName.get(current.name()));
                Map<String, String> wanted = overrides.of(table);
                TableName name = names.get(table.name());
                ColumnWishes wishes = new ColumnWishes(
                        types(migration, byName.get(table.name()), wanted),
                        ComputedNames.wanted(settings.tables(), table),
                        referenced(definitions, table.name()));
                Table plain = convert(migration, table, name, wishes);
                Table carrying = carrying(migration, table, byName.get(table.name()), plain);
                if (!hasRows(migration, carrying)) {
                    warnings.add(withoutColumns(carrying));
                    continue;
                }
                targets.add(carrying.equals(table) ? plain : convert(migration, carrying, name, wishes));
                sources.add(carrying);
                chosenTypes.put(table.name(), wanted.keySet());
            } catch (SternaException failure) {
                if (failure.category() != Category.REFUSED) {
                    throw failure;
                }
                refused.addAll(failure.problems());
            }
        }
        warnings.addAll(former.warnings());
        SchemaSelection selection = SchemaSelection.of(source, schemas);
        warnings.addAll(selection.warnings());
        warnings.addAll(outside.warnings(chosen, only));
        warnings.addAll(
                NameWarnings.of(target, names, settings.tables().rename().keySet()));
        warnings.addAll(overrides.unused());
        DeclaredLosses declared = new DeclaredLosses(
                source.dialect().valueProbe(), target.dialect().valueProbe(), settings.types());
        // Within one engine both columns of a foreign key have the same type as it is.
        List<Table> aligned = migration.withinOneEngine()
                ? targets
                : ForeignKeyTypes.align(sources, targets, definitions, chosenTypes);
        List<Table> admitting = new ArrayList<>();
        List<ValueConversions> losses = new ArrayList<>();
        List<ValueConversions> keyLosses = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            losses.add(declared.of(sources.get(i), aligned.get(i)));
            keyLosses.add(declared.ofKeys(sources.get(i), aligned.get(i)));
            admitting.add(NullAdmission.of(sources.get(i), aligned.get(i), losses.get(i), warnings));
        }
        return new TableConversions(
                schemas, definitions, sources, admitting, losses, keyLosses, refused, warnings, selection.leftOut());
    }

    /** Where tables of a source go by name, as the settings say. */
    public static Map<TableName, TableName> names(Migration migration, List<Table> tables) {
        return TargetNames.of(
                tables,
                migration.settings().tables().rename(),
                TargetNames.schemas(migration),
                migration.target().dialect().identifiers());
    }

    /**
     * What tables become that were carried before, at a target of whatever engine.
     *
     * @param sources with what was carried of them
     * @param losses by which their values were converted, in the same order
     * @param names of what they become
     * @return in the same order
     * @throws SternaException (REFUSED) naming every table that has no equal there
     */
    public static List<Table> again(
            Migration migration, List<Table> sources, List<ValueConversions> losses, Map<TableName, TableName> names) {
        List<TableDefinition> definitions =
                migration.source().tables(migration.source().schemas());
        Map<TableName, TableDefinition> byName =
                definitions.stream().collect(Collectors.toMap(TableDefinition::name, Function.identity()));
        TypeOverrides overrides = new TypeOverrides(migration.settings().typeMap());
        Map<TableName, Set<String>> chosen = new HashMap<>();
        List<Problem> refused = new ArrayList<>();
        List<Table> targets = new ArrayList<>();
        for (Table source : sources) {
            Map<String, String> wanted = overrides.of(source);
            chosen.put(source.name(), wanted.keySet());
            ColumnWishes wishes = new ColumnWishes(
                    types(migration, byName.get(source.name()), wanted),
                    ComputedNames.wanted(migration.settings().tables(), source),
                    referenced(definitions, source.name()));
            try {
                targets.add(convert(migration, source, names.get(source.name()), wishes));
            } catch (SternaException failure) {
                if (failure.category() != Category.REFUSED) {
                    throw failure;
                }
                refused.addAll(failure.problems());
            }
        }
        if (!refused.isEmpty()) {
            throw new SternaException(Category.REFUSED, refused, null);
        }
        List<Table> aligned =
                migration.withinOneEngine() ? targets : ForeignKeyTypes.align(sources, targets, definitions, chosen);
        List<Table> admitting = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            admitting.add(NullAdmission.of(sources.get(i), aligned.get(i), losses.get(i), new ArrayList<>()));
        }
        return admitting;
    }

    /** The tables of the source but for Sterna's own, which are there when it was a target once or is followed. */
    public static List<Table> withoutLedger(Database source, List<Table> tables) {
        return source.ask("find the ledger", connection -> {
            var ledger = source.dialect().ledger();
            Set<TableName> own = Set.copyOf(ledger.tables(connection));
            TableName scratch = ledger.table(connection, ScratchSql.PREFIX);
            return tables.stream()
                    .filter(table -> !own.contains(table.name()))
                    .filter(table -> !ObjectNames.isOwn(table.name().name()))
                    .filter(table -> !table.name().schema().equals(scratch.schema())
                            || !table.name().name().startsWith(scratch.name()))
                    .toList();
        });
    }

    /** The types that the user wants, and those that follow from a definition that is there. */
    private static Map<String, String> types(
            Migration migration, TableDefinition definition, Map<String, String> wanted) {
        if (definition == null) {
            return wanted;
        }
        Map<String, String> types = new HashMap<>(migration
                .target()
                .dialect()
                .converter()
                .types(definition, migration.source().dialect()));
        types.putAll(wanted);
        return types;
    }

    private static Set<String> referenced(List<TableDefinition> definitions, TableName table) {
        return definitions.stream()
                .flatMap(definition -> definition.foreignKeys().stream())
                .filter(key -> key.target().equals(table))
                .flatMap(key -> key.referenced().stream())
                .collect(Collectors.toSet());
    }

    /** Whether there is something of a table's rows that both servers can have. */
    public static boolean hasRows(Migration migration, Table table) {
        return !table.storedColumns().isEmpty()
                || migration.source().server().has(Capability.EMPTY_ROWS)
                        && migration.target().server().has(Capability.EMPTY_ROWS);
    }

    private static Problem withoutColumns(Table table) {
        return Problem.warning(
                "no-columns",
                table.name().toString(),
                "Left to a person: " + table.name() + ", which has no column whose values could be brought; the two"
                        + " servers have no such tables in common, and its rows are nothing but a number",
                "Make it by hand in the target if something needs it, or leave it out by sterna.tables.exclude = [\""
                        + table.name() + "\"]");
    }

    /**
     * The table with the values of those computed columns that the target cannot compute and nobody leaves out.
     *
     * @param definition null of what no catalogue has as a table
     */
    private static Table carrying(Migration migration, Table table, TableDefinition definition, Table target) {
        if (definition == null
                || table.storedColumns().size() == table.columns().size()) {
            return table;
        }
        Database to = migration.target();
        Database from = migration.source();
        ExcludedObjects excluded = new ExcludedObjects(migration.settings().excludedObjects());
        Set<String> uncomputable = new HashSet<>(to.dialect()
                .converter()
                .uncomputable(definition, from.server().product(), from.dialect(), target, to.server()));
        uncomputable.addAll(new ComputedTrial(migration).refused(definition, target));
        return table.carrying(uncomputable.stream()
                .filter(name -> !excluded.contains(new ObjectName(
                        ObjectKind.GENERATED_COLUMN,
                        table.name().schema(),
                        table.name().name(),
                        name)))
                .collect(Collectors.toSet()));
    }

    private static Table convert(Migration migration, Table table, TableName name, ColumnWishes wishes) {
        if (migration.withinOneEngine() && !wishes.names().isEmpty()) {
            requireUnnamed(migration, table, wishes.names());
        }
        Database to = migration.target();
        Table target;
        try {
            target = to.dialect()
                    .converter()
                    .table(table, migration.source().server().product(), name, wishes, to.server());
        } catch (SternaException refused) {
            throw migration.withinOneEngine() ? withoutRenaming(refused, table) : refused;
        }
        if (target.storedColumns().size() != table.storedColumns().size()) {
            throw new IllegalStateException("The converted " + table.name() + " has other columns");
        }
        return target;
    }

    /** Within one engine most SQL comes as it is, and names columns as they are called in the source. */
    private static void requireUnnamed(Migration migration, Table table, Map<String, String> names) {
        Database source = migration.source();
        Set<ObjectName> naming = migration
                .target()
                .dialect()
                .converter()
                .naming(
                        new ObjectFilter(migration.settings().excludedObjects()).apply(source.schema(source.schemas())),
                        table.name(),
                        names);
        if (!naming.isEmpty()) {
            throw SternaException.of(
                    Category.REFUSED,
                    "columns-not-renamed",
                    table.name().toString(),
                    "Cannot rename columns of " + table.name()
                            + ": within one engine the SQL of these comes as it is, and names them as they are"
                            + " called there: "
                            + naming.stream().map(ObjectName::toString).sorted().collect(Collectors.joining(", ")),
                    "Leave these out by sterna.objects.exclude and make them by hand, or take the columns out of"
                            + " sterna.tables.rename-columns and rename them in the target after the migration");
        }
    }

    /** Where no column can be renamed on the way, only the source can. */
    private static SternaException withoutRenaming(SternaException refused, Table table) {
        List<Problem> problems = refused.problems().stream()
                .map(problem -> problem.code().startsWith("column-name-")
                        ? Problem.error(
                                problem.code(),
                                problem.table(),
                                problem.message(),
                                "Rename the column at the source, since within one engine what names it comes as it is; or"
                                        + " leave the table out: sterna.tables.exclude = [\"" + table.name() + "\"]")
                        : problem)
                .toList();
        return new SternaException(refused.category(), problems, refused);
    }
}
