package dev.sterna.dialect.rename;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.convert.EveryObject;
import dev.sterna.dialect.convert.InheritedChecks;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.Event;
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
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A schema under other names. Partitions go with what they are parts of, sequences with the tables that own them. */
public final class SchemaRenames {
    private final Schema schema;
    private final Renaming renaming;
    private final Set<ObjectName> lost;
    private final KeptObjects objects;

    private SchemaRenames(Schema schema, Renaming renaming, Set<ObjectName> lost) {
        this.schema = schema;
        this.renaming = renaming;
        this.lost = lost;
        this.objects = new KeptObjects(renaming);
        lost.stream().filter(object -> object.kind() != ObjectKind.DEFAULT).forEach(objects::leaveOut);
    }

    /** What an engine makes of the wanted names. */
    @FunctionalInterface
    public interface Engine {
        /**
         * How it renames.
         *
         * @param tables from old to new, partitions included
         * @param leftOut objects that will not be there, by their old names
         */
        Renaming renaming(Schema schema, Map<TableName, TableName> tables, Set<ObjectName> leftOut);
    }

    /**
     * The schema with its tables under new names.
     *
     * @param tables from old to new; tables that are not among them are left out, with all that hangs on them or needs
     *     them
     */
    public static Renamed apply(Schema schema, Map<TableName, TableName> tables, Engine engine) {
        Map<TableName, TableName> all = withPartitions(schema, tables);
        Set<ObjectName> lost = LeftOut.of(schema, all);
        Schema whole = schema.withTables(withChecks(schema.tables(), all.keySet()));
        return new SchemaRenames(whole, engine.renaming(schema, all, lost), lost).renamed();
    }

    /** An heir whose parent is left out has the parent's checks itself. */
    private static List<TableDefinition> withChecks(List<TableDefinition> tables, Set<TableName> there) {
        InheritedChecks inherited = new InheritedChecks(tables);
        return tables.stream()
                .map(table -> {
                    List<Check> checks = new ArrayList<>(table.checks());
                    checks.addAll(inherited.of(table, parent -> !there.contains(parent)));
                    return checks.size() == table.checks().size() ? table : table.withChecks(checks);
                })
                .toList();
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
                    String there = schemaOfPart(
                            table.name().schema(), table.partition().of().schema(), parent.schema(), all);
                    all.putIfAbsent(
                            table.name(), new TableName(there, table.name().name()));
                }
            }
        } while (all.size() > before);
        return all;
    }

    /** A part goes with its table, but where it has a schema of its own, and schemas keep their names or have new ones. */
    private static String schemaOfPart(String part, String whole, String target, Map<TableName, TableName> tables) {
        if (part.equals(whole)) {
            return target;
        }
        return tables.entrySet().stream()
                .filter(table -> table.getKey().schema().equals(part))
                .map(table -> table.getValue().schema())
                .findFirst()
                .orElse(whole.equals(target) ? part : target);
    }

    private Renamed renamed() {
        TableRenames tableRenames = new TableRenames(renaming, objects, lost);
        ProgramRenames programs = new ProgramRenames(renaming, tableRenames);
        List<TableDefinition> tables = objects.kept(
                schema.tables(),
                table -> ConversionDraft.of(ObjectKind.TABLE, table.name()),
                (table, text) -> tableRenames.table(table));
        List<Sequence> sequences = objects.kept(
                schema.sequences(),
                sequence -> ConversionDraft.of(ObjectKind.SEQUENCE, sequence.name()),
                (sequence, text) -> tableRenames.sequence(sequence));
        List<View> views = objects.kept(
                schema.views(),
                view -> ConversionDraft.of(
                        view.materialized() ? ObjectKind.MATERIALIZED_VIEW : ObjectKind.VIEW, view.name()),
                programs::view);
        List<UserType> types = objects.kept(
                schema.types(), type -> ConversionDraft.of(EveryObject.kind(type), type.name()), programs::type);
        List<Routine> routines = objects.kept(
                schema.routines(),
                routine -> new ObjectName(ObjectKind.ROUTINE, routine.name().schema(), null, routine.signature()),
                programs::routine);
        List<Trigger> triggers = objects.kept(
                triggersOfTables(),
                trigger -> ConversionDraft.of(ObjectKind.TRIGGER, trigger.table(), trigger.name()),
                programs::trigger);
        List<Event> events = objects.kept(
                schema.events(), event -> ConversionDraft.of(ObjectKind.EVENT, event.name()), programs::event);
        Set<String> names = names(Stream.of(
                        tables.stream().map(TableDefinition::name),
                        sequences.stream().map(Sequence::name),
                        views.stream().map(View::name),
                        types.stream().map(UserType::name),
                        routines.stream().map(Routine::name))
                .flatMap(same -> same));
        List<OtherObject> others = new ArrayList<>(others(renaming::isObject, names, programs));
        others.addAll(others(other -> !renaming.isObject(other), names, programs));
        return new Renamed(
                new Schema(
                        schema.engine(),
                        List.copyOf(names),
                        tables,
                        sequences,
                        views,
                        types,
                        routines,
                        triggers,
                        events,
                        schema.extensions(),
                        grants(names),
                        others.stream().distinct().toList(),
                        dependencies(),
                        schema.blind()),
                objects.unsure(),
                objects.leftOut());
    }

    private List<Trigger> triggersOfTables() {
        schema.triggers().stream()
                .filter(trigger -> renaming.isLeftOut(trigger.table()))
                .forEach(trigger ->
                        objects.leaveOut(ConversionDraft.of(ObjectKind.TRIGGER, trigger.table(), trigger.name())));
        return schema.triggers();
    }

    /** The schemas that are still needed, and those that never held a table. */
    private Set<String> names(Stream<TableName> objectsThere) {
        Set<String> used = new LinkedHashSet<>();
        objectsThere.map(TableName::schema).forEach(used::add);
        schema.others().stream()
                .filter(renaming::isObject)
                .map(other -> renaming.schema(other.name().schema()))
                .filter(Objects::nonNull)
                .forEach(used::add);
        Set<String> had = new HashSet<>();
        schema.tables().forEach(table -> had.add(table.name().schema()));
        Set<String> names = new LinkedHashSet<>();
        for (String name : schema.names()) {
            String now = renaming.schema(name);
            if (used.contains(now) || !had.contains(name)) {
                names.add(now);
            }
        }
        names.addAll(used);
        return names;
    }

    private List<OtherObject> others(Predicate<OtherObject> wanted, Set<String> names, ProgramRenames programs) {
        List<OtherObject> there = schema.others().stream()
                .filter(wanted)
                .filter(other -> isThere(other.name(), names))
                .toList();
        return objects.kept(there, OtherObject::name, programs::other);
    }

    private boolean isThere(ObjectName name, Set<String> names) {
        boolean there = !isLost(name)
                && !objects.isOfLeftOut(name)
                && (name.schema() == null
                        || name.table() != null
                        || !name.schema().equals(name.name())
                        || names.contains(renaming.schema(name.schema())));
        if (!there) {
            objects.leaveOut(name);
        }
        return there;
    }

    private boolean isLost(ObjectName name) {
        return lost.contains(name)
                || name.schema() != null
                        && name.kind() != ObjectKind.SCHEMA
                        && renaming.isLeftOut(
                                new TableName(name.schema(), name.table() == null ? name.name() : name.table()));
    }

    private List<Grant> grants(Set<String> names) {
        List<Grant> grants = new ArrayList<>();
        for (Grant grant : schema.grants()) {
            ObjectName on = grant.on();
            if (isThere(grant, names)) {
                grants.add(new Grant(renaming.name(on), grant.grantee(), grant.privileges(), grant.grantable()));
            } else {
                objects.leaveOut(new ObjectName(ObjectKind.GRANT, on.schema(), on.table(), on.name()));
            }
        }
        return grants;
    }

    private boolean isThere(Grant grant, Set<String> names) {
        ObjectName on = grant.on();
        if (on.kind() == ObjectKind.SCHEMA) {
            return names.contains(renaming.schema(on.name()));
        }
        return on.kind() == ObjectKind.ROUTINE
                ? !objects.isLeftOut(on)
                : !isLost(on)
                        && renaming.mayBeGranted(
                                new TableName(on.schema(), on.table() == null ? on.name() : on.table()));
    }

    private List<Schema.Dependency> dependencies() {
        return schema.dependencies().stream()
                .filter(dependency -> !objects.isLeftOut(dependency.object()) && !objects.isLeftOut(dependency.needs()))
                .map(dependency ->
                        new Schema.Dependency(renaming.name(dependency.object()), renaming.name(dependency.needs())))
                .toList();
    }
}
