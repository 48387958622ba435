package dev.sterna.assess;

import dev.sterna.assess.Assessment.BlindSpot;
import dev.sterna.assess.Assessment.KindCount;
import dev.sterna.assess.Assessment.ObjectVerdict;
import dev.sterna.assess.Assessment.Objects;
import dev.sterna.dialect.convert.EveryObject;
import dev.sterna.error.Problem;
import dev.sterna.migration.ExcludedObjects;
import dev.sterna.migration.SchemaConversion;
import dev.sterna.migration.TableConversions;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Accounts for every object of the source: its verdict, or that it is left out, cannot be seen or has no verdict. */
final class ObjectInventory {
    private final TableConversions tables;
    private final SchemaConversion schema;
    private final ExcludedObjects excluded;

    ObjectInventory(TableConversions tables, SchemaConversion schema, ExcludedObjects excluded) {
        this.tables = tables;
        this.schema = schema;
        this.excluded = excluded;
    }

    /** Every verdict: the conversion's, and those on tables that have no equal. */
    List<Verdict> verdicts() {
        List<Verdict> all = new ArrayList<>(schema.conversion().verdicts());
        for (Problem refused : tables.refused()) {
            ObjectName name = table(refused.table());
            all.add(Verdict.impossible(name, refused.code(), refused.message(), refused.remedy(), null));
        }
        return all;
    }

    private ObjectName table(String qualified) {
        return schema.source().tables().stream()
                .map(TableDefinition::name)
                .filter(name -> name.toString().equals(qualified))
                .findFirst()
                .map(name -> new ObjectName(ObjectKind.TABLE, name.schema(), null, name.name()))
                .orElseGet(() -> new ObjectName(ObjectKind.TABLE, null, null, qualified));
    }

    /** Whether the configuration leaves an object out. Tables are chosen otherwise, and were when they came here. */
    boolean isExcluded(ObjectName object) {
        return object.kind() != ObjectKind.TABLE && excluded.contains(object);
    }

    Objects objects() {
        List<Verdict> all = verdicts();
        List<ObjectVerdict> lines = all.stream().map(this::line).toList();
        List<BlindSpot> blind = schema.source().blind().stream()
                .filter(spot -> !isExcluded(new ObjectName(spot.kind(), null, null, "")))
                .map(spot -> new BlindSpot(spot.kind().label(), spot.what(), spot.remedy()))
                .distinct()
                .toList();
        return new Objects(counts(all), lines, blind, leftOut(), withoutVerdict(all));
    }

    private ObjectVerdict line(Verdict verdict) {
        ObjectName object = verdict.object();
        return new ObjectVerdict(
                object.kind().label(),
                object.schema(),
                object.table(),
                object.name(),
                label(verdict.place()),
                isExcluded(object),
                verdict.rule(),
                verdict.becomes(),
                verdict.reason(),
                verdict.remedy(),
                verdict.original(),
                verdict.draft());
    }

    static String label(Verdict.Place place) {
        return place.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** An object on which there are several verdicts is where the worst of them puts it. */
    private List<KindCount> counts(List<Verdict> all) {
        Map<ObjectName, Verdict.Place> places = new LinkedHashMap<>();
        all.forEach(verdict -> places.merge(verdict.object(), verdict.place(), (a, b) -> a.compareTo(b) >= 0 ? a : b));
        Map<ObjectKind, long[]> byKind = new EnumMap<>(ObjectKind.class);
        places.forEach((object, place) -> {
            long[] counts = byKind.computeIfAbsent(object.kind(), kind -> new long[5]);
            counts[isExcluded(object) ? 4 : place.ordinal()]++;
        });
        return byKind.entrySet().stream()
                .map(entry -> {
                    long[] counts = entry.getValue();
                    return new KindCount(entry.getKey().label(), counts[0], counts[1], counts[2], counts[3], counts[4]);
                })
                .toList();
    }

    /**
     * Tables that neither have an equal nor were refused: the settings or the command line did not choose them. Then the
     * schemas that were not chosen.
     */
    private List<String> leftOut() {
        Set<String> known =
                tables.sources().stream().map(table -> table.name().toString()).collect(Collectors.toSet());
        tables.refused().forEach(problem -> known.add(problem.table()));
        return Stream.concat(
                        schema.source().tables().stream()
                                .filter(table -> table.partition() == null)
                                .map(table -> table.name().toString())
                                .filter(name -> !known.contains(name))
                                .sorted(),
                        tables.leftOut().stream().map(content -> "schema " + content))
                .toList();
    }

    /** Objects of the catalogue on which the conversion has no verdict: they would be lost in silence. */
    private List<String> withoutVerdict(List<Verdict> all) {
        Set<String> said = new HashSet<>();
        all.forEach(verdict -> said.add(plain(verdict.object())));
        return catalogued().stream()
                .filter(object -> !said.contains(plain(object)) && !isExcluded(object))
                .map(ObjectName::toString)
                .distinct()
                .sorted()
                .toList();
    }

    /** Without the types of arguments, which need not be written alike everywhere. */
    private static String plain(ObjectName object) {
        return new ObjectName(
                        object.kind(),
                        object.schema(),
                        object.table(),
                        object.name() == null ? "" : object.name().replaceFirst("(?s)\\(.*$", ""))
                .toString();
    }

    private List<ObjectName> catalogued() {
        Schema source = schema.source();
        Set<TableName> chosen = tables.sources().stream().map(Table::name).collect(Collectors.toSet());
        Set<String> tableNames =
                source.tables().stream().map(table -> table.name().toString()).collect(Collectors.toSet());
        List<ObjectName> objects = new ArrayList<>();
        chosen.forEach(table -> objects.add(of(ObjectKind.TABLE, table)));
        source.sequences().stream()
                .filter(sequence ->
                        sequence.name() != null && (sequence.ownedBy() == null || chosen.contains(sequence.ownedBy())))
                .forEach(sequence -> objects.add(of(ObjectKind.SEQUENCE, sequence.name())));
        source.views()
                .forEach(view -> objects.add(
                        of(view.materialized() ? ObjectKind.MATERIALIZED_VIEW : ObjectKind.VIEW, view.name())));
        source.routines()
                .forEach(routine -> objects.add(
                        new ObjectName(ObjectKind.ROUTINE, routine.name().schema(), null, routine.signature())));
        // A trigger on a view goes with the view; one on a table that is left out goes with the table.
        source.triggers().stream()
                .filter(trigger -> chosen.contains(trigger.table())
                        || !tableNames.contains(trigger.table().toString()))
                .forEach(trigger -> objects.add(new ObjectName(
                        ObjectKind.TRIGGER,
                        trigger.table().schema(),
                        trigger.table().name(),
                        trigger.name())));
        source.events().forEach(event -> objects.add(of(ObjectKind.EVENT, event.name())));
        source.extensions()
                .forEach(extension ->
                        objects.add(new ObjectName(ObjectKind.EXTENSION, extension.schema(), null, extension.name())));
        return objects;
    }

    private static ObjectName of(ObjectKind kind, TableName name) {
        return new ObjectName(kind, name.schema(), null, name.name());
    }

    /** Patterns of the settings that mean no object, as warnings. */
    List<Problem> unusedPatterns() {
        List<ObjectName> all = new ArrayList<>(catalogued());
        verdicts().forEach(verdict -> all.add(verdict.object()));
        // What is in the way in the target is left out by its name there.
        all.addAll(EveryObject.of(schema.conversion().schema()));
        return excluded.unused(all).stream()
                .map(pattern -> Problem.warning(
                        "unused-object-pattern",
                        null,
                        "sterna.objects.exclude has no effect: " + pattern + " means no object of the source",
                        "Write it as assess lists the objects, as in \"trigger shop.orders.*\"; tables are left out by"
                                + " sterna.tables.exclude"))
                .toList();
    }
}
