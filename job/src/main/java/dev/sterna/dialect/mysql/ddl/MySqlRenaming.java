package dev.sterna.dialect.mysql.ddl;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.rename.RenamedText;
import dev.sterna.dialect.rename.Renaming;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.OtherObject;
import dev.sterna.model.schema.Schema;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A schema of MySQL or MariaDB under other names: in another database, and tables of it called something else. Everything
 * that is no table goes where most tables of its schema go.
 */
public final class MySqlRenaming implements Renaming {
    private final Map<TableName, TableName> tables;
    private final Set<TableName> missing = new LinkedHashSet<>();
    private final Map<TableName, TableName> relations;
    private final Set<TableName> granted;
    private final QualifiedNames names;

    /**
     * For one schema.
     *
     * @param tables from old to new
     * @param leftOut objects that will not be there
     */
    public MySqlRenaming(Schema schema, Map<TableName, TableName> tables, Set<ObjectName> leftOut) {
        this.tables = tables;
        leftOut.stream()
                .filter(object -> object.table() == null)
                .forEach(object -> missing.add(new TableName(object.schema(), object.name())));
        relations = new LinkedHashMap<>(tables);
        schema.views().forEach(view -> relations.put(view.name(), withSchema(view.name())));
        schema.sequences().forEach(sequence -> relations.put(sequence.name(), withSchema(sequence.name())));
        // What somebody is to make by hand goes to where it would have come.
        Set<String> moved = tables.keySet().stream().map(TableName::schema).collect(Collectors.toSet());
        granted = Set.copyOf(relations.keySet());
        schema.views().stream()
                .flatMap(view -> view.uses().stream())
                .filter(used -> moved.contains(used.schema()))
                .forEach(used -> relations.putIfAbsent(used, withSchema(used)));
        relations.keySet().removeAll(missing);
        Map<TableName, TableName> functions = new LinkedHashMap<>();
        schema.routines().forEach(routine -> functions.put(routine.name(), withSchema(routine.name())));
        Set<TableName> doubtful = new LinkedHashSet<>(missing);
        // A program stands in the schema to which its own schema goes.
        relations.forEach((from, to) -> {
            if (!withSchema(from).equals(to)) {
                doubtful.add(from);
            }
        });
        names = new QualifiedNames(relations, functions, doubtful);
    }

    @Override
    public String schema(String old) {
        return ConversionDraft.schema(old, tables);
    }

    /** The name of something outside stays. */
    @Override
    public TableName relation(TableName old) {
        return relations.getOrDefault(old, old);
    }

    @Override
    public ObjectName name(ObjectName old) {
        String schema = schema(old.schema());
        if (old.kind() == ObjectKind.SCHEMA) {
            return new ObjectName(old.kind(), schema, null, schema);
        }
        if (old.kind() == ObjectKind.ROUTINE) {
            return new ObjectName(old.kind(), schema, old.table(), old.name());
        }
        return old.table() == null
                ? ConversionDraft.of(old.kind(), relation(new TableName(old.schema(), old.name())))
                : ConversionDraft.of(old.kind(), relation(new TableName(old.schema(), old.table())), old.name());
    }

    @Override
    public boolean isLeftOut(TableName old) {
        return missing.contains(old);
    }

    /** The server keeps grants on tables that are not there. */
    @Override
    public boolean mayBeGranted(TableName old) {
        return granted.contains(old) && !missing.contains(old);
    }

    /** The schemas themselves. */
    @Override
    public boolean isObject(OtherObject other) {
        return true;
    }

    @Override
    public RenamedText text() {
        return new MySqlRenamedText(names, this);
    }
}
