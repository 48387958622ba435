package dev.sterna.model.schema;

import java.util.List;

/**
 * Everything that some schemas of one database hold.
 *
 * @param dependencies which object must be there before which other one, where the catalogue knows
 * @param blind kinds of objects that could not be read, or not wholly; for these kinds an empty list means nothing
 */
public record Schema(
        String engine,
        List<String> names,
        List<TableDefinition> tables,
        List<Sequence> sequences,
        List<View> views,
        List<UserType> types,
        List<Routine> routines,
        List<Trigger> triggers,
        List<Event> events,
        List<Extension> extensions,
        List<Grant> grants,
        List<OtherObject> others,
        List<Dependency> dependencies,
        List<Blind> blind) {

    public Schema {
        names = List.copyOf(names);
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
        views = List.copyOf(views);
        types = List.copyOf(types);
        routines = List.copyOf(routines);
        triggers = List.copyOf(triggers);
        events = List.copyOf(events);
        extensions = List.copyOf(extensions);
        grants = List.copyOf(grants);
        others = List.copyOf(others);
        dependencies = List.copyOf(dependencies);
        blind = List.copyOf(blind);
    }

    /** Of an engine that needs no order but that of the kinds. */
    public Schema(
            String engine,
            List<String> names,
            List<TableDefinition> tables,
            List<Sequence> sequences,
            List<View> views,
            List<UserType> types,
            List<Routine> routines,
            List<Trigger> triggers,
            List<Event> events,
            List<Extension> extensions,
            List<Grant> grants,
            List<OtherObject> others,
            List<Blind> blind) {
        this(
                engine,
                names,
                tables,
                sequences,
                views,
                types,
                routines,
                triggers,
                events,
                extensions,
                grants,
                others,
                List.of(),
                blind);
    }

    /** Of nothing but one table. */
    public static Schema of(String engine, TableDefinition table) {
        return of(engine, List.of(table.name().schema()), List.of(table));
    }

    /** Of nothing but tables. */
    public static Schema of(String engine, List<String> names, List<TableDefinition> tables) {
        return new Schema(
                engine, names, tables, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of(), List.of(), List.of());
    }

    /** One object needs another one when it is made. */
    public record Dependency(ObjectName object, ObjectName needs) {}

    /** The same with other objects of those kinds that have no record. */
    public Schema withOthers(List<OtherObject> replaced) {
        return new Schema(
                engine,
                names,
                tables,
                sequences,
                views,
                types,
                routines,
                triggers,
                events,
                extensions,
                grants,
                replaced,
                dependencies,
                blind);
    }

    /** The same with other sequences. */
    public Schema withSequences(List<Sequence> replaced) {
        return new Schema(
                engine,
                names,
                tables,
                replaced,
                views,
                types,
                routines,
                triggers,
                events,
                extensions,
                grants,
                others,
                dependencies,
                blind);
    }

    /** The same with other tables. */
    public Schema withTables(List<TableDefinition> replaced) {
        return new Schema(
                engine,
                names,
                replaced,
                sequences,
                views,
                types,
                routines,
                triggers,
                events,
                extensions,
                grants,
                others,
                dependencies,
                blind);
    }
}
