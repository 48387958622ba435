package dev.sterna.migration;

import dev.sterna.config.Settings;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the tables are called that the settings and the command line choose; nothing else is looked at.
 *
 * @param sources all that the settings choose
 * @param targets where those go that the command line chooses too, by their source
 */
public record ChosenNames(List<TableName> sources, Map<TableName, TableName> targets) {
    public ChosenNames {
        sources = List.copyOf(sources);
        targets = Map.copyOf(targets);
    }

    /** Reads the source's catalogue. */
    public static ChosenNames of(Migration migration, List<String> only) {
        Settings settings = migration.settings();
        Database source = migration.source();
        List<String> schemas = source.schemas();
        List<Table> existing =
                TableConversions.withoutLedger(source, source.catalog(schemas).tables());
        List<Table> chosen = SchemaSelection.tables(source, existing, settings.tables(), only, schemas);
        Map<TableName, TableName> targets = TargetNames.of(
                chosen,
                settings.tables().rename(),
                TargetNames.schemas(migration),
                migration.target().dialect().identifiers());
        List<TableName> sources = Selection.selected(existing, settings.tables()).stream()
                .map(Table::name)
                .toList();
        return new ChosenNames(sources, targets);
    }

    /** The schemas of the target in which tables may come to lie, told by the settings alone. */
    public static List<String> targetSchemas(Migration migration) {
        List<String> schemas = new ArrayList<>(TargetNames.schemas(migration));
        if (schemas.remove(SchemaSelection.ALL)) {
            schemas.addAll(migration.source().schemas());
        }
        for (String name : migration.settings().tables().rename().values()) {
            int dot = name.indexOf('.');
            if (dot > 0) {
                schemas.add(name.substring(0, dot));
            }
        }
        return schemas;
    }
}
