package dev.sterna.restore;

import dev.sterna.model.Column.Generated;
import dev.sterna.model.Key;
import dev.sterna.model.Table;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.Deferral;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.UniqueConstraint;
import java.util.List;

/** A schema of which nothing is known but what is planned of its tables: their columns and keys. */
final class BareSchema {
    private BareSchema() {}

    static Schema of(String product, List<String> names, List<Table> tables) {
        return Schema.of(
                product, names, tables.stream().map(BareSchema::definition).toList());
    }

    /** A column that only its own expression fills is left out, and so is what makes the values of the others. */
    private static TableDefinition definition(Table table) {
        return new TableDefinition(
                table.name(),
                table.storedColumns().stream()
                        .map(column -> column.by(Generated.NO))
                        .map(column -> new ColumnDefinition(column, null, null, null, null, null))
                        .toList(),
                table.primaryKey() == null ? null : unique(table.primaryKey()),
                table.uniqueKeys().stream().map(BareSchema::unique).toList(),
                List.of(),
                List.of(),
                table.estimatedRows(),
                table.estimatedBytes());
    }

    private static UniqueConstraint unique(Key key) {
        List<Index.Part> parts = key.columns().stream().map(Index.Part::of).toList();
        return new UniqueConstraint(key.name(), parts, List.of(), Deferral.NOT_DEFERRABLE, false, null);
    }
}
