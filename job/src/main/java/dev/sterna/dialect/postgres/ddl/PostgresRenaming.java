package dev.sterna.dialect.postgres.ddl;

import dev.sterna.dialect.rename.RenamedText;
import dev.sterna.dialect.rename.Renaming;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.OtherObject;
import dev.sterna.model.schema.Schema;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A schema of PostgreSQL under other names. Where all tables of a schema go to one other schema, its types, routines,
 * views and all else go with them; otherwise these stay. Sequences go with the tables that own them.
 */
public final class PostgresRenaming implements Renaming {
    private final NameMapping names;

    /**
     * For one schema.
     *
     * @param tables from old to new
     * @param leftOut objects that will not be there
     */
    public PostgresRenaming(Schema schema, Map<TableName, TableName> tables, Set<ObjectName> leftOut) {
        names = new NameMapping(moved(tables));
        new NameCollection(tables, names).addAll(schema);
        leftOut.stream()
                .filter(object -> object.table() == null && object.schema() != null)
                .filter(object -> object.kind() != ObjectKind.ROUTINE && object.kind() != ObjectKind.DEFAULT)
                .forEach(object -> names.remove(new TableName(object.schema(), object.name())));
    }

    private static Map<String, String> moved(Map<TableName, TableName> tables) {
        Map<String, Set<String>> targets = new HashMap<>();
        tables.forEach((old, now) ->
                targets.computeIfAbsent(old.schema(), key -> new TreeSet<>()).add(now.schema()));
        Map<String, String> moved = new HashMap<>();
        targets.forEach((old, now) -> {
            if (now.size() == 1 && !now.contains(old)) {
                moved.put(old, now.iterator().next());
            }
        });
        return moved;
    }

    @Override
    public String schema(String old) {
        return names.schema(old);
    }

    @Override
    public TableName relation(TableName old) {
        return names.relation(old);
    }

    @Override
    public ObjectName name(ObjectName old) {
        RenamedText text = text();
        if (old.table() != null) {
            TableName table = names.relation(new TableName(old.schema(), old.table()));
            return new ObjectName(old.kind(), table.schema(), table.name(), old.name());
        }
        if (old.schema() == null || old.kind() == ObjectKind.EXTENSION) {
            return new ObjectName(old.kind(), old.schema(), null, text.sql(old.name()));
        }
        if (old.kind() == ObjectKind.ROUTINE) {
            return new ObjectName(old.kind(), names.schema(old.schema()), null, text.sql(old.name()));
        }
        TableName known = names.find(new TableName(old.schema(), old.name()), false);
        if (known != null) {
            return new ObjectName(old.kind(), known.schema(), null, known.name());
        }
        boolean schemaItself = old.schema().equals(old.name());
        return new ObjectName(
                old.kind(),
                names.schema(old.schema()),
                null,
                schemaItself ? names.schema(old.name()) : nameOfOther(old.name(), text));
    }

    /** Of an operator it is SQL; others may have any character in theirs. */
    private static String nameOfOther(String name, RenamedText text) {
        return name.endsWith(")") && name.contains(".") ? text.sql(name) : name;
    }

    @Override
    public boolean isLeftOut(TableName old) {
        return names.isGone(old);
    }

    @Override
    public boolean mayBeGranted(TableName old) {
        return !names.isGone(old);
    }

    @Override
    public boolean isObject(OtherObject other) {
        return PostgresSchemaScript.isObject(other);
    }

    @Override
    public RenamedText text() {
        return new PostgresRenamedText(names);
    }
}
