package dev.sterna.migration;

import dev.sterna.config.Settings.TableSelection;
import dev.sterna.dialect.Identifiers;
import dev.sterna.dialect.convert.ColumnNaming;
import dev.sterna.model.Column;
import dev.sterna.model.Table;
import java.util.HashMap;
import java.util.Map;

/** What the target calls columns that the source computes, which a plan's tables do not have because nobody carries them. */
public final class ComputedNames {
    private final TableSelection settings;
    private final Identifiers identifiers;

    public ComputedNames(Migration migration) {
        this.settings = migration.settings().tables();
        this.identifiers = migration.target().dialect().identifiers();
    }

    /**
     * By the source's names; nothing of a table without such columns.
     *
     * @throws dev.sterna.error.SternaException (REFUSED) as the conversion of the table itself does
     */
    public Map<String, String> of(Table source) {
        if (source.storedColumns().size() == source.columns().size()) {
            return Map.of();
        }
        Map<String, String> names = new HashMap<>(ColumnNaming.of(source, identifiers, wanted(settings, source)));
        source.storedColumns().stream().map(Column::name).forEach(names::remove);
        return names;
    }

    /** The names that the settings give columns of a table, by the source's. */
    static Map<String, String> wanted(TableSelection settings, Table table) {
        Map<String, String> wanted = new HashMap<>();
        for (Column column : table.columns()) {
            String name = settings.renameColumns().get(table.name() + "." + column.name());
            if (name != null) {
                wanted.put(column.name(), name);
            }
        }
        return wanted;
    }
}
