package dev.sterna.prepare;

import dev.sterna.dialect.SchemaDdl;
import dev.sterna.dialect.SchemaScript.Statement;
import dev.sterna.migration.SchemaComparison;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Materialized views that the target had before this run's rows came: they hold the rows of an earlier run, or of the
 * application, and have to be filled anew once.
 */
final class StoredViews {
    private final Schema wanted;
    private final SchemaComparison comparison;
    private final Map<ObjectName, View> views = new HashMap<>();

    StoredViews(Schema wanted, SchemaComparison comparison) {
        this.wanted = wanted;
        this.comparison = comparison;
        for (View view : wanted.views()) {
            if (view.materialized() && view.populated()) {
                views.put(comparison.key(name(view)), view);
            }
        }
    }

    /**
     * Statements that fill those again that are there, each behind those that it reads.
     *
     * @param others statements that are executed anyway, and may fill a view
     * @param wantedNow whether an object is among what is to be completed
     * @param filled whether this run has filled a view
     */
    List<PlannedStatement> outdated(
            SchemaDdl ddl,
            List<PlannedStatement> others,
            Predicate<ObjectName> wantedNow,
            Predicate<ObjectName> filled) {
        Set<ObjectName> outdated = new HashSet<>(views.keySet());
        outdated.removeIf(key -> !comparison.has(key) || !wantedNow.test(name(views.get(key))) || filled.test(key));
        others.stream().map(PlannedStatement::key).forEach(outdated::remove);
        List<PlannedStatement> statements = new ArrayList<>();
        if (outdated.isEmpty()) {
            return statements;
        }
        Map<ObjectName, List<ObjectName>> needs = wanted.dependencies().stream()
                .collect(Collectors.groupingBy(
                        dependency -> comparison.key(dependency.object()),
                        Collectors.mapping(dependency -> comparison.key(dependency.needs()), Collectors.toList())));
        Set<ObjectName> seen = new HashSet<>();
        for (View view : wanted.views()) {
            add(comparison.key(name(view)), needs, seen, outdated, ddl, statements);
        }
        return statements;
    }

    private void add(
            ObjectName key,
            Map<ObjectName, List<ObjectName>> needs,
            Set<ObjectName> seen,
            Set<ObjectName> outdated,
            SchemaDdl ddl,
            List<PlannedStatement> statements) {
        if (!seen.add(key)) {
            return;
        }
        needs.getOrDefault(key, List.of()).forEach(needed -> add(needed, needs, seen, outdated, ddl, statements));
        if (outdated.contains(key)) {
            ObjectName name = name(views.get(key));
            ddl.refresh(name)
                    .ifPresent(sql -> statements.add(new PlannedStatement(new Statement(name, sql), key, false, null)));
        }
    }

    /** Those that are there and filled after these statements. */
    List<ObjectName> filled(SchemaComparison now, Set<ObjectName> unmade) {
        return views.keySet().stream()
                .filter(key -> now.has(key) && !unmade.contains(key))
                .toList();
    }

    private static ObjectName name(View view) {
        return new ObjectName(
                ObjectKind.MATERIALIZED_VIEW,
                view.name().schema(),
                null,
                view.name().name());
    }
}
