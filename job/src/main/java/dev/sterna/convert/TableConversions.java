package dev.sterna.convert;

import dev.sterna.dialect.Conversions;
import dev.sterna.dialect.ScratchSql;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.model.Side;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.step.RunContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tables that the settings and the command line choose, and what they become.
 *
 * @param schemas of the source that were looked at
 * @param sources those that have an equal, by name
 * @param targets their equals, in the same order
 * @param losses which values of theirs are converted, in the same order
 * @param keyLosses which values of theirs would become NULL in a key if there were any, in the same order
 * @param refused why the others have none; each problem names its table
 * @param warnings what is given up
 */
public record TableConversions(
        List<String> schemas,
        List<Table> sources,
        List<Table> targets,
        List<Conversions> losses,
        List<Conversions> keyLosses,
        List<Problem> refused,
        List<Problem> warnings) {

    public TableConversions {
        schemas = List.copyOf(schemas);
        sources = List.copyOf(sources);
        targets = List.copyOf(targets);
        losses = List.copyOf(losses);
        keyLosses = List.copyOf(keyLosses);
        refused = List.copyOf(refused);
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads both ends.
     *
     * @throws SternaException (CONFIGURATION) when a name in the settings means nothing, or nothing is chosen
     */
    public static TableConversions of(RunContext run) {
        List<String> schemas =
                Catalogs.schemas(run.source(), Side.SOURCE, run.settings().source());
        List<Table> existing = withoutLedger(
                run, Catalogs.read(run.source(), Side.SOURCE, schemas).tables());
        List<Table> chosen = Selection.select(
                existing, run.settings().tables(), run.only(), "schemas " + String.join(", ", schemas));
        Map<TableName, TableName> names = TargetNames.of(
                chosen,
                run.settings().tables().rename(),
                Catalogs.schemas(run.target(), Side.TARGET, run.settings().target()),
                run.target().dialect().identifiers());
        TypeOverrides overrides = new TypeOverrides(run.settings().typeMap());
        List<Problem> refused = new ArrayList<>();
        List<Problem> warnings = new ArrayList<>();
        List<Table> sources = new ArrayList<>();
        List<Table> targets = new ArrayList<>();
        Map<TableName, Set<String>> chosenTypes = new HashMap<>();
        for (Table table : chosen) {
            try {
                Map<String, String> wanted = overrides.of(table);
                targets.add(convert(run, table, names.get(table.name()), wanted));
                sources.add(table);
                chosenTypes.put(table.name(), wanted.keySet());
            } catch (SternaException failure) {
                if (failure.category() != Category.REFUSED) {
                    throw failure;
                }
                refused.addAll(failure.problems());
            }
        }
        warnings.addAll(overrides.unused());
        DeclaredLosses declared = new DeclaredLosses(
                run.source().dialect().valueProbe(),
                run.target().dialect().valueProbe(),
                run.settings().types());
        List<Table> aligned = aligned(run, schemas, sources, targets, chosenTypes);
        List<Table> admitting = new ArrayList<>();
        List<Conversions> losses = new ArrayList<>();
        List<Conversions> keyLosses = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            losses.add(declared.of(sources.get(i), aligned.get(i)));
            keyLosses.add(declared.ofKeys(sources.get(i), aligned.get(i)));
            admitting.add(NullAdmission.of(sources.get(i), aligned.get(i), losses.get(i), warnings));
        }
        return new TableConversions(schemas, sources, admitting, losses, keyLosses, refused, warnings);
    }

    /** The tables of the source but for Sterna's own, which are there when it was a target once. */
    public static List<Table> withoutLedger(RunContext run, List<Table> tables) {
        try (Connection connection = run.source().connector().open()) {
            var ledger = run.source().dialect().ledger();
            Set<TableName> own = Set.copyOf(ledger.tables(connection));
            TableName scratch = ledger.table(connection, ScratchSql.PREFIX);
            return tables.stream()
                    .filter(table -> !own.contains(table.name()))
                    .filter(table -> !table.name().schema().equals(scratch.schema())
                            || !table.name().name().startsWith(scratch.name()))
                    .toList();
        } catch (SQLException failure) {
            throw run.source().dialect().explain(failure, Side.SOURCE, "find the ledger", null);
        }
    }

    /** Within one engine both ends of a foreign key have the same type as it is. */
    private static List<Table> aligned(
            RunContext run,
            List<String> schemas,
            List<Table> sources,
            List<Table> targets,
            Map<TableName, Set<String>> chosen) {
        boolean oneEngine =
                run.source().dialect().name().equals(run.target().dialect().name());
        return oneEngine
                ? targets
                : ForeignKeyTypes.align(
                        sources, targets, SchemaConversions.read(run.source(), Side.SOURCE, schemas), chosen);
    }

    private static Table convert(RunContext run, Table table, TableName name, Map<String, String> overrides) {
        Table target = run.target().dialect().ddl().convert(table, run.source().dialect(), name, overrides);
        if (target.storedColumns().size() != table.storedColumns().size()) {
            throw new IllegalStateException("The converted " + table.name() + " has other columns");
        }
        return target;
    }
}
