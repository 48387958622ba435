package dev.sterna.prepare;

import dev.sterna.dialect.convert.EveryObject;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.UniqueConstraint;
import dev.sterna.model.schema.View;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Which objects of a schema need which others to be there when they are made. */
final class ObjectNeeds {
    private static final Set<ObjectKind> RELATIONS =
            EnumSet.of(ObjectKind.TABLE, ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW);

    /** What is said of a table under the table's own name. */
    private static final Set<ObjectKind> OF_TABLES = EnumSet.of(ObjectKind.POLICY, ObjectKind.SYSTEM_VERSIONING);

    private final UnaryOperator<ObjectName> key;
    private final Map<ObjectName, Set<ObjectName>> needs = new HashMap<>();
    private final Map<Name, Set<ObjectName>> named = new HashMap<>();

    /**
     * @param key the name by which {@link PlannedStatement#key} calls an object
     * @param leftOut objects that are not in the schema, and that something in it may need
     */
    ObjectNeeds(Schema schema, UnaryOperator<ObjectName> key, Collection<ObjectName> leftOut) {
        this.key = key;
        EveryObject.of(schema).forEach(this::name);
        leftOut.forEach(this::name);
        schema.dependencies().forEach(dependency -> need(dependency.object(), dependency.needs()));
        schema.views().forEach(this::needUsed);
        Map<TableName, TableDefinition> tables = new HashMap<>();
        schema.tables().forEach(table -> tables.put(table.name(), table));
        schema.tables().forEach(table -> {
            table.foreignKeys().forEach(foreign -> needKey(tables, table, foreign));
            table.parents()
                    .forEach(parent -> need(name(ObjectKind.TABLE, table.name()), name(ObjectKind.TABLE, parent)));
            if (table.partition() != null) {
                need(
                        name(ObjectKind.TABLE, table.name()),
                        name(ObjectKind.TABLE, table.partition().of()));
            }
        });
    }

    /** What has a name of its own. */
    private record Name(String schema, String name) {}

    private void name(ObjectName object) {
        if (object.table() == null && !isSaidOfAnother(object.kind()) && !OF_TABLES.contains(object.kind())) {
            named.computeIfAbsent(new Name(object.schema(), object.name()), name -> new HashSet<>())
                    .add(key.apply(object));
        }
    }

    /** What a statement needs, the object that it creates or completes among it. */
    Set<ObjectName> of(PlannedStatement statement) {
        ObjectName object = statement.object();
        Set<ObjectName> all = new HashSet<>(needs.getOrDefault(statement.key(), Set.of()));
        all.add(statement.key());
        if (object.schema() != null) {
            all.add(new ObjectName(ObjectKind.SCHEMA, null, null, object.schema()));
        }
        if (object.table() != null) {
            named.getOrDefault(new Name(object.schema(), object.table()), Set.of()).stream()
                    .filter(owner -> RELATIONS.contains(owner.kind()))
                    .forEach(all::add);
        } else if (isSaidOfAnother(object.kind())) {
            int grantee = object.kind() == ObjectKind.GRANT ? object.name().lastIndexOf(" to ") : -1;
            String name = grantee < 0 ? object.name() : object.name().substring(0, grantee);
            all.addAll(named.getOrDefault(new Name(object.schema(), name), Set.of()));
        }
        return all;
    }

    /** The first of the objects that a statement cannot do without and that is not there. */
    Optional<ObjectName> missing(PlannedStatement statement, Set<ObjectName> unavailable) {
        return of(statement).stream().filter(unavailable::contains).findFirst();
    }

    /** Whether an object of that kind is something that is said of another one. */
    static boolean isSaidOfAnother(ObjectKind kind) {
        return kind == ObjectKind.COMMENT || kind == ObjectKind.OWNER || kind == ObjectKind.GRANT;
    }

    private void needUsed(View view) {
        ObjectName object = name(view.materialized() ? ObjectKind.MATERIALIZED_VIEW : ObjectKind.VIEW, view.name());
        for (TableName used : view.uses()) {
            for (ObjectKind kind : List.of(ObjectKind.TABLE, ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW)) {
                if (!Objects.equals(object, name(kind, used))) {
                    need(object, name(kind, used));
                }
            }
        }
    }

    private void needKey(Map<TableName, TableDefinition> tables, TableDefinition table, ForeignKey foreign) {
        ObjectName object = in(ObjectKind.FOREIGN_KEY, table, foreign.name());
        need(object, name(ObjectKind.TABLE, foreign.target()));
        TableDefinition other = tables.get(foreign.target());
        if (other == null) {
            return;
        }
        if (other.primaryKey() != null && isOn(other.primaryKey(), foreign)) {
            need(object, in(ObjectKind.PRIMARY_KEY, other, other.primaryKey().name()));
        }
        other.uniques().stream()
                .filter(unique -> isOn(unique, foreign))
                .forEach(unique -> need(object, in(ObjectKind.UNIQUE_CONSTRAINT, other, unique.name())));
    }

    private static boolean isOn(UniqueConstraint unique, ForeignKey foreign) {
        List<String> columns = unique.columns().stream().map(Index.Part::column).toList();
        return columns.size() == foreign.referenced().size() && columns.containsAll(foreign.referenced());
    }

    private void need(ObjectName object, ObjectName needed) {
        needs.computeIfAbsent(key.apply(object), other -> new HashSet<>()).add(key.apply(needed));
    }

    private static ObjectName in(ObjectKind kind, TableDefinition table, String name) {
        return new ObjectName(kind, table.name().schema(), table.name().name(), name);
    }

    private static ObjectName name(ObjectKind kind, TableName name) {
        return new ObjectName(kind, name.schema(), null, name.name());
    }
}
