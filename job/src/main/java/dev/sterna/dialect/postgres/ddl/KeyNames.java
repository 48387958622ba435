package dev.sterna.dialect.postgres.ddl;

import dev.sterna.model.TableName;
import dev.sterna.model.schema.Exclusion;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.UniqueConstraint;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Names for the primary keys of a schema. A key is an index, and shares one space of names with all relations of its
 * schema: tables that come together from several schemas may bring a name twice.
 */
final class KeyNames {
    private final Set<TableName> taken = new HashSet<>();

    KeyNames(Schema schema) {
        schema.tables().forEach(this::add);
        schema.sequences().forEach(sequence -> taken.add(sequence.name()));
        schema.views().forEach(view -> {
            taken.add(view.name());
            addIndexes(view.name(), view.indexes().stream().map(Index::name));
        });
    }

    private void add(TableDefinition table) {
        taken.add(table.name());
        addIndexes(table.name(), table.indexes().stream().map(Index::name));
        addIndexes(table.name(), table.uniques().stream().map(UniqueConstraint::name));
        addIndexes(table.name(), table.exclusions().stream().map(Exclusion::name));
    }

    private void addIndexes(TableName of, Stream<String> names) {
        names.forEach(name -> taken.add(new TableName(of.schema(), name)));
    }

    /** Takes a name for a key; false when another relation has it. */
    boolean take(TableName name) {
        return taken.add(name);
    }
}
