package dev.sterna.dialect.postgres.ddl;

import dev.sterna.dialect.postgres.sql.PostgresTokens;
import dev.sterna.dialect.postgres.sql.PostgresTokens.Token;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.Grant;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.OtherObject;
import dev.sterna.model.schema.Routine;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.Sequence;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.Trigger;
import dev.sterna.model.schema.UserType;
import dev.sterna.model.schema.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A schema of PostgreSQL under other names. Where all tables of a schema go to one other schema, its types, routines,
 * views and all else go with them; otherwise these stay. Sequences go with the tables that own them, partitions with
 * what they are parts of.
 */
public final class PostgresRenames {
    private final Schema schema;
    private final Map<TableName, TableName> tables;
    private final NameMapping names;
    private final RenamedObjects objects;
    private final Set<ObjectName> gone = new HashSet<>();

    private PostgresRenames(Schema schema, Map<TableName, TableName> tables) {
        this.schema = schema;
        this.tables = withPartitions(schema, tables);
        this.names = new NameMapping(moved(this.tables));
        this.objects = new RenamedObjects(names);
    }

    /**
     * The schema with its tables under new names.
     *
     * @param tables from old to new; tables that are not among them are left out, with all that hangs on them or needs
     *     them
     */
    public static Renamed apply(Schema schema, Map<TableName, TableName> tables) {
        PostgresRenames renames = new PostgresRenames(schema, tables);
        renames.collect();
        renames.findGone();
        return renames.renamed();
    }

    private static Map<TableName, TableName> withPartitions(Schema schema, Map<TableName, TableName> tables) {
        Map<TableName, TableName> all = new TreeMap<>(tables);
        int before;
        do {
            before = all.size();
            for (TableDefinition table : schema.tables()) {
                TableName parent = table.partition() == null
                        ? null
                        : all.get(table.partition().of());
                if (parent != null) {
                    all.putIfAbsent(
                            table.name(),
                            new TableName(parent.schema(), table.name().name()));
                }
            }
        } while (all.size() > before);
        return all;
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

    private void collect() {
        for (TableDefinition table : schema.tables()) {
            TableName now = tables.get(table.name());
            List<String> with = new ArrayList<>();
            table.indexes().forEach(index -> with.add(index.name()));
            table.uniques().forEach(key -> with.add(key.name()));
            table.exclusions().forEach(exclusion -> with.add(exclusion.name()));
            if (table.primaryKey() != null) {
                with.add(table.primaryKey().name());
            }
            addWith(table.name(), now, with);
            if (now == null) {
                names.remove(table.name());
                gone.add(ObjectSql.name(ObjectKind.TABLE, table.name()));
            } else {
                names.add(table.name(), now);
            }
            table.columns().stream()
                    .map(ColumnDefinition::identity)
                    .filter(identity -> identity != null && identity.sequence() != null)
                    .forEach(identity -> addOwned(identity.sequence(), table.name()));
        }
        for (Sequence sequence : schema.sequences()) {
            addOwned(sequence, sequence.ownedBy());
        }
        for (View view : schema.views()) {
            names.add(view.name());
            view.indexes().forEach(index -> names.add(new TableName(view.name().schema(), index.name())));
        }
        for (UserType type : schema.types()) {
            names.add(type.name());
            if (type instanceof UserType.Range range) {
                addMultirange(range);
            }
        }
        schema.routines().forEach(routine -> names.addRoutine(routine.name()));
        for (OtherObject other : schema.others()) {
            ObjectName name = other.name();
            if (name.kind() == ObjectKind.OTHER && name.schema() != null && PostgresSchemaScript.isObject(other)) {
                names.add(new TableName(name.schema(), name.name().replaceFirst(" (FAMILY )?USING \\S+$", "")));
            }
        }
    }

    private void addWith(TableName table, TableName now, List<String> with) {
        for (String name : with) {
            TableName old = new TableName(table.schema(), name);
            if (now == null) {
                names.remove(old);
            } else {
                names.add(old, new TableName(now.schema(), name));
            }
        }
    }

    private void addOwned(Sequence sequence, TableName owner) {
        TableName old = sequence.name();
        TableName now = owner == null ? null : tables.get(owner);
        if (owner == null) {
            names.add(old);
        } else if (now == null) {
            names.remove(old);
            gone.add(ObjectSql.name(ObjectKind.SEQUENCE, old));
        } else {
            names.add(old, new TableName(now.schema(), old.name()));
        }
    }

    private void addMultirange(UserType.Range range) {
        List<Token> tokens = PostgresTokens.of(range.definition()).stream()
                .filter(token -> token.kind() != PostgresTokens.Kind.SPACE)
                .toList();
        for (int i = 0; i + 4 < tokens.size(); i++) {
            if (tokens.get(i).isWord("multirange_type_name")) {
                names.add(new TableName(
                        tokens.get(i + 2).value(), tokens.get(i + 4).value()));
            }
        }
    }

    /** Whatever needs what is left out is left out too, but a table whose column's default alone needs it. */
    private void findGone() {
        int before;
        do {
            before = gone.size();
            for (Schema.Dependency dependency : schema.dependencies()) {
                ObjectName object = dependency.object();
                // A chosen table stays, also without the one that it inherits from or was a part of.
                if (gone.contains(dependency.needs()) && !isHeirAlone(dependency)) {
                    gone.add(object);
                }
            }
        } while (gone.size() > before);
        gone.forEach(object -> {
            boolean relation = object.table() == null
                    && object.schema() != null
                    && object.kind() != ObjectKind.ROUTINE
                    && object.kind() != ObjectKind.DEFAULT;
            if (relation) {
                names.remove(new TableName(object.schema(), object.name()));
            }
            if (object.kind() != ObjectKind.DEFAULT) {
                objects.leaveOut(object);
            }
        });
    }

    private boolean isHeirAlone(Schema.Dependency dependency) {
        ObjectName object = dependency.object();
        ObjectName needs = dependency.needs();
        if (object.kind() != ObjectKind.TABLE || needs.kind() != ObjectKind.TABLE) {
            return false;
        }
        TableName name = new TableName(object.schema(), object.name());
        TableName parent = new TableName(needs.schema(), needs.name());
        return tables.containsKey(name)
                && schema.tables().stream()
                        .filter(table -> table.name().equals(name))
                        .anyMatch(table -> table.parents().contains(parent)
                                || table.partition() != null
                                        && table.partition().of().equals(parent));
    }

    private Renamed renamed() {
        RenamedTables renamedTables = new RenamedTables(names, objects, gone);
        List<TableDefinition> nowTables = objects.kept(
                schema.tables(),
                table -> ObjectSql.name(ObjectKind.TABLE, table.name()),
                (table, sql) -> renamedTables.table(table));
        List<Sequence> sequences = objects.kept(
                schema.sequences(), TableSql::sequenceName, (sequence, sql) -> renamedTables.sequence(sequence));
        RenamedCode code = new RenamedCode(names, objects, renamedTables);
        List<View> views = objects.kept(schema.views(), ObjectSql::name, code::view);
        List<UserType> types = objects.kept(schema.types(), ObjectSql::name, code::type);
        List<Routine> routines = objects.kept(schema.routines(), ObjectSql::name, code::routine);
        List<Trigger> triggers = objects.kept(
                schema.triggers(),
                trigger -> new ObjectName(
                        ObjectKind.TRIGGER,
                        trigger.table().schema(),
                        trigger.table().name(),
                        trigger.name()),
                code::trigger);
        Set<String> spaces = spaces(nowTables, sequences, views, types, routines);
        List<OtherObject> others = new ArrayList<>(
                objects.kept(others(PostgresSchemaScript::isObject, spaces), OtherObject::name, code::other));
        others.addAll(objects.kept(
                others(other -> !PostgresSchemaScript.isObject(other), spaces), OtherObject::name, code::other));
        return new Renamed(
                new Schema(
                        schema.engine(),
                        List.copyOf(spaces),
                        nowTables,
                        sequences,
                        views,
                        types,
                        routines,
                        triggers,
                        schema.events(),
                        schema.extensions(),
                        grants(spaces),
                        others,
                        dependencies(),
                        schema.blind()),
                objects.unsure(),
                objects.leftOut());
    }

    /** The schemas that are still needed, and those that never held anything. */
    private Set<String> spaces(
            List<TableDefinition> nowTables,
            List<Sequence> sequences,
            List<View> views,
            List<UserType> types,
            List<Routine> routines) {
        Set<String> used = new LinkedHashSet<>();
        nowTables.forEach(table -> used.add(table.name().schema()));
        sequences.forEach(sequence -> used.add(sequence.name().schema()));
        views.forEach(view -> used.add(view.name().schema()));
        types.forEach(type -> used.add(type.name().schema()));
        routines.forEach(routine -> used.add(names.schema(routine.name().schema())));
        schema.others().stream()
                .filter(PostgresSchemaScript::isObject)
                .map(other -> names.schema(other.name().schema()))
                .filter(Objects::nonNull)
                .forEach(used::add);
        Set<String> had = new HashSet<>();
        schema.tables().forEach(table -> had.add(table.name().schema()));
        Set<String> spaces = new LinkedHashSet<>();
        for (String name : schema.names()) {
            String now = names.schema(name);
            if (used.contains(now) || !had.contains(name)) {
                spaces.add(now);
            }
        }
        spaces.addAll(used);
        return spaces;
    }

    private List<OtherObject> others(Predicate<OtherObject> wanted, Set<String> spaces) {
        return schema.others().stream()
                .filter(wanted)
                .filter(other -> isThere(other, spaces))
                .toList();
    }

    private boolean isThere(OtherObject other, Set<String> spaces) {
        ObjectName name = other.name();
        boolean there = !isOfGone(name)
                && !objects.isOfLeftOut(name)
                && (name.schema() == null
                        || name.table() != null
                        || !name.schema().equals(name.name())
                        || spaces.contains(names.schema(name.schema())));
        if (!there) {
            objects.leaveOut(name);
        }
        return there;
    }

    private boolean isOfGone(ObjectName name) {
        return gone.contains(name)
                || name.schema() != null
                        && names.isGone(
                                new TableName(name.schema(), name.table() == null ? name.name() : name.table()));
    }

    private List<Grant> grants(Set<String> spaces) {
        List<Grant> grants = new ArrayList<>();
        for (Grant grant : schema.grants()) {
            ObjectName on = grant.on();
            boolean there = on.kind() == ObjectKind.SCHEMA
                    ? spaces.contains(names.schema(on.name()))
                    : on.kind() == ObjectKind.ROUTINE ? !objects.leftOut().contains(on) : !isOfGone(on);
            if (there) {
                grants.add(new Grant(objects.name(on), grant.grantee(), grant.privileges(), grant.grantable()));
            } else {
                objects.leaveOut(new ObjectName(ObjectKind.GRANT, on.schema(), on.table(), on.name()));
            }
        }
        return grants;
    }

    private List<Schema.Dependency> dependencies() {
        Set<ObjectName> out = new HashSet<>(objects.leftOut());
        return schema.dependencies().stream()
                .filter(dependency -> !out.contains(dependency.object()) && !out.contains(dependency.needs()))
                .map(dependency ->
                        new Schema.Dependency(objects.name(dependency.object()), objects.name(dependency.needs())))
                .toList();
    }

    /**
     * A schema under other names.
     *
     * @param unsure objects that are there, but hold SQL whose names could not all be seen through: by their old names
     * @param leftOut objects that are not there, by their old names
     */
    public record Renamed(Schema schema, List<ObjectName> unsure, List<ObjectName> leftOut) {
        public Renamed {
            unsure = List.copyOf(unsure);
            leftOut = List.copyOf(leftOut);
        }
    }
}
