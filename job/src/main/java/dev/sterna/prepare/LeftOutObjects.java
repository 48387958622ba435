package dev.sterna.prepare;

import dev.sterna.dialect.convert.EveryObject;
import dev.sterna.migration.ExcludedObjects;
import dev.sterna.migration.SchemaComparison;
import dev.sterna.model.schema.ConvertedSchema;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.Verdict;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Objects that something in a schema may need and that nobody is going to make: left to a person, impossible, not
 * permitted or excluded, and not in the target either.
 */
final class LeftOutObjects {
    private LeftOutObjects() {}

    /**
     * By the names that they would have in the target.
     *
     * @param sources schemas of the source, by whose names objects may be excluded too
     */
    static Set<ObjectName> of(
            ConvertedSchema conversion,
            Schema present,
            SchemaComparison comparison,
            ExcludedObjects excluded,
            List<String> sources) {
        Set<ObjectName> there =
                EveryObject.of(present).stream().map(comparison::key).collect(Collectors.toSet());
        Set<ObjectName> byVerdict = conversion.verdicts().stream()
                .filter(verdict ->
                        verdict.place() == Verdict.Place.BY_HAND || verdict.place() == Verdict.Place.IMPOSSIBLE)
                .map(verdict -> anywhere(verdict.object()))
                .collect(Collectors.toSet());
        return Stream.of(
                        conversion.schema().dependencies().stream().map(Schema.Dependency::needs),
                        conversion.schema().views().stream()
                                .flatMap(view -> view.uses().stream())
                                .map(name -> new ObjectName(ObjectKind.VIEW, name.schema(), null, name.name())),
                        conversion.verdicts().stream().map(Verdict::object))
                .flatMap(names -> names)
                .filter(object -> !comparison.wants(object) && !there.contains(comparison.key(object)))
                .filter(object -> byVerdict.contains(anywhere(object))
                        || excluded.contains(object)
                        || sources.stream().anyMatch(schema -> excluded.contains(in(schema, object))))
                .collect(Collectors.toSet());
    }

    /** Verdicts name objects of the source, whose schema may have another name. */
    private static ObjectName anywhere(ObjectName object) {
        return in(null, object);
    }

    private static ObjectName in(String schema, ObjectName object) {
        return new ObjectName(object.kind(), schema, object.table(), object.name());
    }
}
