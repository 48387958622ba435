package dev.sterna.dialect.postgres.ddl;

import dev.sterna.dialect.SchemaScript.Statement;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts objects after what they need, and apart from that in the order in which they were added. Objects that need each
 * other stand in the order added.
 */
final class CreationOrder {
    private final Map<ObjectName, List<ObjectName>> needs = new HashMap<>();
    private final Map<ObjectName, List<Statement>> objects = new LinkedHashMap<>();
    private final Set<ObjectName> made = new HashSet<>();

    CreationOrder(List<Schema.Dependency> dependencies) {
        dependencies.forEach(dependency -> need(dependency.object(), dependency.needs()));
    }

    void need(ObjectName object, ObjectName needed) {
        needs.computeIfAbsent(object, key -> new ArrayList<>()).add(needed);
    }

    /** Adds statements to those of the same name, which objects of two kinds without a record may share. */
    void add(ObjectName object, List<Statement> statements) {
        objects.computeIfAbsent(object, key -> new ArrayList<>()).addAll(statements);
    }

    void replace(ObjectName object, List<Statement> statements) {
        objects.replace(object, statements);
    }

    boolean isMade(ObjectName object) {
        return made.contains(object);
    }

    Set<ObjectName> names() {
        return objects.keySet();
    }

    /** Whether it needs, by itself or through others, an object of these kinds. */
    boolean reaches(ObjectName object, Set<ObjectKind> kinds) {
        Set<ObjectName> seen = new HashSet<>();
        List<ObjectName> open = new ArrayList<>(List.of(object));
        while (!open.isEmpty()) {
            ObjectName next = open.remove(open.size() - 1);
            for (ObjectName needed : needs.getOrDefault(next, List.of())) {
                if (kinds.contains(needed.kind())) {
                    return true;
                }
                if (seen.add(needed)) {
                    open.add(needed);
                }
            }
        }
        return false;
    }

    /** The statements of these objects and of all that they need, without those that were taken before. */
    List<Statement> take(List<ObjectName> wanted) {
        List<Statement> statements = new ArrayList<>();
        wanted.forEach(object -> take(object, statements));
        return statements;
    }

    private void take(ObjectName object, List<Statement> statements) {
        if (!objects.containsKey(object) || !made.add(object)) {
            return;
        }
        needs.getOrDefault(object, List.of()).forEach(needed -> take(needed, statements));
        statements.addAll(objects.get(object));
    }
}
